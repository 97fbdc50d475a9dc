/**
 * How many templates the engine renders per second of processor time.
 *
 * Run it several times and compare medians: `deno run --allow-read bench.ts`
 *
 * @module
 */

import { readFileSync } from "node:fs";
import process from "node:process";
import { Environment, type Scope, scopeOf, TemplateText } from "./mod.ts";
import { decode } from "./testdata/cases.ts";

const SECONDS = 1;

/** Calls `work` until the compiler knows it, then for a second; returns calls per CPU-second. */
function rate(work: () => unknown, batch: number): number {
  for (let i = 0; i < 10 * batch; i++) work();
  const start = process.cpuUsage();
  let calls = 0;
  for (;;) {
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

const variables = decode(JSON.parse(read("nginx-vars.json"))) as Map<string, unknown>;
variables.set("inventory_hostname", "web1");
const scope: Scope = scopeOf(variables);
const nginx = new TemplateText(read("nginx.j2"));
const environment = new Environment();

const expression = new TemplateText("{{ nginx_user }}");
const condition = new TemplateText("nginx_ssl and nginx_worker_connections | int > 10");

/** What is measured. */
const WORK: readonly (readonly [string, number, () => unknown])[] = [
  ["{{ variable }}", 10_000, () => environment.evaluate(expression, scope)],
  ["condition", 10_000, () => environment.condition(condition, scope)],
  ["nginx.j2", 200, () => environment.render(nginx, scope)],
  ["nginx.j2, parsed each time", 50, () => new Environment().render(nginx, scope)],
];

for (const [name, batch, work] of WORK) {
  console.log(`${name}: ${Math.round(rate(work, batch)).toLocaleString("en")} per CPU-second`);
}
