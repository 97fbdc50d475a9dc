import assert from "node:assert/strict";
import type { ValueMap } from "@shep/sdk";
import type { RunOptions } from "../../run_options.ts";
import { eventsOf, play, runText } from "../test_support.ts";

/** What `stat` finds out by programs of their own. */
const DEAR = ["checksum", "mimetype", "attributes"];

/** Which of them there are in the result of the first task. */
async function found(
  tasks: string,
  options: Partial<RunOptions> = { hidesResults: true },
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const run = await runText(play(tasks), options, files);
  assert.equal(run.error, undefined);
  const { status, values } = eventsOf(run, "task-finished")[0]!.result;
  assert.equal(status, "ok");
  const stat = values.get("stat") as ValueMap;
  assert.equal(stat.get("exists"), true);
  return DEAR.filter((name) => stat.has(name)).join(" ");
}

const STAT = "- stat: {path: '{{ playbook_dir }}/play.yml'}\n";
const KEPT = `${STAT}  register: found\n`;
const ALL = DEAR.join(" ");

const CASES: readonly (readonly [what: string, tasks: string, found: string])[] = [
  ["what nobody keeps", STAT, ""],
  ["what nobody reads", KEPT, ""],
  ["what else is read", `${KEPT}- debug: {msg: x}\n  when: found.stat.exists\n`, ""],
  ["a checksum", `${KEPT}- debug: {msg: '{{ found.stat.checksum }}'}\n`, "checksum"],
  ["a character set", `${KEPT}- debug: {msg: '{{ found.stat.charset }}'}\n`, "mimetype"],
  ["all of it", `${KEPT}- debug: {var: found}\n`, ALL],
  ["a task that may be called failed", `${STAT}  failed_when: false\n`, ALL],
  ["a task that is repeated", `${STAT}  until: true\n`, ALL],
  ["a change that is computed", `${STAT}  changed_when: 1 > 2\n`, ALL],
  ["a change that is settled", `${STAT}  changed_when: false\n`, ""],
];

for (const [what, tasks, names] of CASES) {
  Deno.test(`stat, ${what}: ${names || "nothing"} is found out`, async () => {
    assert.equal(await found(tasks), names);
  });
}

Deno.test("a template may read a result", async () => {
  const tasks = `${KEPT}- template: {src: a.j2, dest: x}\n  check_mode: true\n`;
  const files = { "templates/a.j2": "{{ found.stat.attributes }}" };
  assert.equal(await found(tasks, undefined, files), "attributes");
});

Deno.test("where results are shown, all is found out", async () => {
  assert.equal(await found(STAT, {}), ALL);
  assert.equal(await found(STAT, { hidesResults: true, verbosity: 1 }), ALL);
});
