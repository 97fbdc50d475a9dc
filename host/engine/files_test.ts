/** Which files of the controller an action may read. @module */
import assert from "node:assert/strict";
import { eventsOf, play, TestPlaybook, testPlugin } from "./test_support.ts";

const PLUGIN = testPlugin("fragile", ["collapse", "read", "lose"]);

interface Case {
  readonly name: string;
  /** What the task says; `DIR` stands for the playbook's folder. */
  readonly task: string;
  readonly kind: "file" | "directory" | "missing" | "refused";
}

/** The path, as a plugin would ask that was not told it by the task. */
const untold = (path: string): string => `read: {encoded: "${btoa(path)}"}`;

const CASES: readonly Case[] = [
  { name: "a file beside the playbook", task: untold("page.txt"), kind: "file" },
  { name: "a file in a folder", task: untold("sub/page.txt"), kind: "file" },
  { name: "a file that is not there", task: untold("sub/none.txt"), kind: "missing" },
  { name: "the playbook's folder", task: untold("."), kind: "directory" },
  { name: "an absolute path elsewhere", task: untold("/etc/passwd"), kind: "refused" },
  { name: "a path that climbs out", task: untold("../../etc/passwd"), kind: "refused" },
  { name: "a path that climbs out of a folder", task: untold("sub/../../x"), kind: "refused" },
  { name: "a path with a zero byte", task: untold("page.txt\0"), kind: "refused" },
  { name: "a link that leads out", task: untold("link"), kind: "refused" },
  { name: "a file behind a folder that leads out", task: untold("out/passwd"), kind: "refused" },
  { name: "a link that stays inside", task: untold("inner"), kind: "file" },
  { name: "a path that the task names", task: "read: {path: /etc/passwd}", kind: "file" },
  {
    name: "the program of a command line",
    task: `read: {encoded: "${btoa("/etc/passwd")}", line: "'/etc/passwd' -x"}`,
    kind: "file",
  },
  {
    name: "a word of a command line",
    task: `read: {encoded: "${btoa("/etc/passwd")}", line: "cat /etc/passwd"}`,
    kind: "refused",
  },
  {
    name: "a path that the task names in a dict",
    task: `read: {encoded: "${btoa("/etc/passwd")}", more: {a: [/etc/passwd]}}`,
    kind: "file",
  },
  {
    name: "a path below the home that the task names",
    task: "read: {path: ~root}",
    kind: "directory",
  },
  { name: "a link that the task names", task: "read: {path: link}", kind: "file" },
];

for (const { name, task, kind } of CASES) {
  const verb = kind === "refused" ? "may not read" : "may ask for";
  Deno.test(`an action ${verb} ${name}`, async () => {
    await using playbook = await TestPlaybook.write(play(`- ${task}\n`), {
      "page.txt": "page",
      "sub/page.txt": "page",
    });
    await Deno.symlink("/etc/passwd", playbook.path("link"));
    await Deno.symlink("/etc", playbook.path("out"));
    await Deno.symlink("page.txt", playbook.path("inner"));
    const run = await playbook.run({ plugins: [PLUGIN] });
    const { result } = eventsOf(run, "task-finished").at(-1)!;
    if (kind !== "refused") assert.equal(result.values.get("kind"), kind, Deno.inspect(result));
    else {
      assert.equal(result.status, "failed");
      assert.match(String(result.values.get("msg")), /may not read|NUL byte/);
    }
  });
}
