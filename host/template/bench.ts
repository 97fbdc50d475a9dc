/**
 * How many templates the engine renders per second of processor time, beside Jinja2 with its
 * template compiled and Ansible's templar, where they are installed: `deno run -A bench.ts`
 *
 * @module
 */

import { readFileSync } from "node:fs";
import process from "node:process";
import { Environment, type Scope, scopeOf, TemplateText } from "./mod.ts";
import { decode } from "./testdata/cases.ts";

const SECONDS = 0.25;
const ROUNDS = 5;

/** How many times as fast as each of the others the engine has to be. */
const AT_LEAST = { jinja2: 3, ansible: 80 } as const;

type Contender = keyof typeof AT_LEAST;
type Work = "template" | "condition";

/** Calls `work` for a while; returns calls per CPU-second. */
function rate(work: () => unknown, batch: number): number {
  const start = process.cpuUsage();
  for (let calls = 0;;) {
    for (let i = 0; i < batch; i++) work();
    calls += batch;
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    if (seconds >= SECONDS) return calls / seconds;
  }
}

function read(name: string): string {
  return readFileSync(new URL(`./testdata/bench/${name}`, import.meta.url), "utf8");
}

const given = JSON.parse(read("nginx-vars.json")) as Record<string, unknown>;
given["inventory_hostname"] = "web1";
const scope: Scope = scopeOf(decode(given) as Map<string, unknown>);
const nginx = new TemplateText(read("nginx.j2"));
const condition = new TemplateText("nginx_ssl and nginx_worker_connections | int > 10");
const variable = new TemplateText("{{ nginx_user }}");
const environment = new Environment();

const OWN: Readonly<Record<Work, () => number>> = {
  template: () => rate(() => environment.render(nginx, scope), 200),
  condition: () => rate(() => environment.condition(condition, scope), 10_000),
};

/** The rates of the others; none where they are not installed. */
function others(): Record<Work, Record<Contender, number>> | undefined {
  const { status, stdout } = spawnReference();
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** Ansible may be in another Python than the first on the path. */
function spawnReference(): { readonly status: number; readonly stdout: string } {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const script = new URL("./testdata/bench/reference.py", import.meta.url).pathname;
  const input = JSON.stringify({
    template: nginx.source,
    condition: condition.source,
    variables: given,
  });
  for (const python of ["python3", "/usr/bin/python3"]) {
    const { status, stdout } = spawnSync(python, [script], { input, encoding: "utf8" });
    if (status === 0) return { status, stdout };
  }
  return { status: 1, stdout: "" };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function tell(name: string, perSecond: number): void {
  console.log(`${name}: ${Math.round(perSecond).toLocaleString("en")} per CPU-second`);
}

for (const warmUp of Object.values(OWN)) warmUp();
const rates: Record<Work, number[]> = { template: [], condition: [] };
const ratios = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round++) {
  const theirs = others();
  for (const work of ["template", "condition"] as const) {
    const own = OWN[work]();
    rates[work].push(own);
    for (const [contender, their] of Object.entries(theirs?.[work] ?? {})) {
      const key = `${work} ${contender}`;
      ratios.set(key, [...ratios.get(key) ?? [], own / their]);
    }
  }
}
tell("nginx.j2", median(rates.template));
tell("nginx.j2, parsed each time", rate(() => new Environment().render(nginx, scope), 50));
tell("condition", median(rates.condition));
tell("{{ variable }}", rate(() => environment.evaluate(variable, scope), 10_000));
if (ratios.size === 0) console.log("Ansible is not installed: nothing to compare with");
for (const [key, values] of ratios) {
  const [work, contender] = key.split(" ") as [Work, Contender];
  const ratio = median(values);
  const bar = AT_LEAST[contender];
  console.log(
    `${work.padEnd(9)} ${ratio.toFixed(1).padStart(6)} times as fast as ${contender} ` +
      `(${ratio >= bar ? "at least" : "below"} ${bar})`,
  );
  if (ratio < bar) process.exitCode = 1;
}
