/**
 * Records what ansible-core answers to the lookups of `testdata/recorded.json`:
 * `deno run -A host/lookup/record_testdata.ts`.
 *
 * @module
 */
import { fromFileUrl } from "@shep/sdk/path";
import type { Recorded } from "./testdata/recorded.ts";

const FOLDER = fromFileUrl(new URL("./testdata", import.meta.url).href);
const RECORDED = `${FOLDER}/recorded.json`;
const PLAYBOOK = `${FOLDER}/play/recording.yml`;

interface HostResult {
  readonly failed?: boolean;
  readonly msg?: unknown;
  readonly results?: readonly { readonly item?: unknown }[];
}

interface Report {
  readonly plays: readonly {
    readonly tasks: readonly { readonly hosts: Readonly<Record<string, HostResult>> }[];
  }[];
}

const questions = JSON.parse(await Deno.readTextFile(RECORDED));
const vars = questions.vars as Recorded["vars"];
const calls = (questions.calls as (string | Recorded["calls"][number])[])
  .map((call) => typeof call === "string" ? call : call.expression);
const loops = (questions.loops as ([string, unknown] | Recorded["loops"][number])[])
  .map((loop) => Array.isArray(loop) ? { kind: loop[0], value: loop[1] } : loop);

const tasks = [
  ...calls.map((expression) => ({
    debug: { msg: `{{ (${expression}) | to_json }}` },
    ignore_errors: true,
  })),
  ...loops.map(({ kind, value }) => ({
    debug: { msg: "" },
    [`with_${kind}`]: value,
    ignore_errors: true,
  })),
];

/** What each task came to on the one host. */
async function answers(tasks: readonly unknown[]): Promise<HostResult[]> {
  const play = [{ hosts: "web1", gather_facts: false, vars, tasks }];
  await Deno.writeTextFile(PLAYBOOK, JSON.stringify(play));
  try {
    const { stdout } = await new Deno.Command("ansible-playbook", {
      args: ["-i", `${FOLDER}/play/hosts`, PLAYBOOK],
      env: { ANSIBLE_STDOUT_CALLBACK: "json", LOOKUP_TEST: "from {{ env }}" },
      stderr: "inherit",
    }).output();
    const text = new TextDecoder().decode(stdout);
    const report = JSON.parse(text.slice(text.indexOf("{\n"))) as Report;
    return report.plays[0]!.tasks.map(({ hosts }) => hosts["web1"]!);
  } finally {
    await Deno.remove(PLAYBOOK);
  }
}

const results = await answers(tasks);
const recorded: Recorded = {
  vars,
  calls: calls.map((expression, index) => {
    const { failed, msg } = results[index]!;
    if (failed) return { expression, error: String(msg) };
    return { expression, value: typeof msg === "string" ? JSON.parse(msg) : msg };
  }),
  loops: loops.map(({ kind, value }, index) => {
    const { failed, msg, results: items } = results[calls.length + index]!;
    if (failed && !items) return { kind, value, error: String(msg) };
    return { kind, value, items: (items ?? []).map(({ item }) => item) };
  }),
};
await Deno.writeTextFile(RECORDED, JSON.stringify(recorded, null, 1) + "\n");
