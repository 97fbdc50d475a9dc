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

/** Which of the costly results there are of the first task, which copies the text `x`. */
async function copied(tasks: string): Promise<string> {
  const run = await runText(play(tasks), { hidesResults: true });
  assert.equal(run.error, undefined);
  const { values } = eventsOf(run, "task-finished")[0]!.result;
  assert.equal(values.get("checksum"), "11f6ad8ec52a2984abaafd7c3b516503785c2072");
  return values.has("md5sum") ? "md5sum" : "";
}

const COPY = "- copy: {content: x, dest: '{{ playbook_dir }}/x'}\n";

const COPIES: readonly (readonly [what: string, tasks: string, found: string])[] = [
  ["what nobody keeps", COPY, ""],
  ["what else is read", `${COPY}  register: new\n- debug: {msg: x}\n  when: new is changed\n`, ""],
  ["an MD5", `${COPY}  register: new\n- debug: {msg: '{{ new.md5sum }}'}\n`, "md5sum"],
  ["a task that is repeated", `${COPY}  until: true\n`, "md5sum"],
];

for (const [what, tasks, names] of COPIES) {
  Deno.test(`copy, ${what}: ${names || "nothing costly"} is found out`, async () => {
    assert.equal(await copied(tasks), names);
  });
}

for (const [hidesResults, isFound] of [[true, false], [false, true]] as const) {
  const what = isFound ? "computed where results are shown" : "not computed for nobody";
  Deno.test(`the checksum of a large file is ${what}`, async () => {
    const files = { "large": "x".repeat(8 * 1024 * 1024 + 1) };
    const tasks = "- copy: {src: large, dest: '{{ playbook_dir }}/copied'}\n  check_mode: true\n";
    const run = await runText(play(tasks), { hidesResults }, files);
    const { status, values } = eventsOf(run, "task-finished")[0]!.result;
    assert.equal(status, "changed");
    assert.equal(values.has("checksum"), isFound);
  });
}
