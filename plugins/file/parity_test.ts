/**
 * The same tasks by Ansible and by this plugin, in two directories: results and trees must agree.
 * Skipped where Ansible is not installed.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type AnyAction, type Plain, toValue, type Value } from "@shep/sdk";
import { command } from "../command/command.ts";
import { shell } from "../command/shell.ts";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { lineinfile } from "./lineinfile.ts";
import { stat } from "./stat.ts";
import { template } from "./template.ts";
import { act, inDirectory, isInstalled, snapshot } from "./test_support.ts";

interface ParityTask {
  readonly action: AnyAction;
  /** `ROOT` stands for the directory. */
  readonly args: Readonly<Record<string, Plain>>;
  readonly check?: boolean;
  /** The message is worded differently, on purpose. */
  readonly ownWords?: boolean;
}

const TASKS: readonly ParityTask[] = [
  { action: file, args: { path: "ROOT/a/b", state: "directory", mode: "0750" } },
  { action: file, args: { path: "ROOT/a/c", state: "directory", mode: "u=rwx,go=" } },
  { action: copy, args: { content: "one\n", dest: "ROOT/a/one", mode: "0640" } },
  { action: copy, args: { content: "two\n", dest: "ROOT/a/one", mode: "g+w" }, check: true },
  { action: copy, args: { content: { k: [1, 2.5, true, null] }, dest: "ROOT/a/json" } },
  { action: copy, args: { src: "tree", dest: "ROOT/copied", directory_mode: "0711" } },
  { action: copy, args: { src: "tree/", dest: "ROOT/inner", mode: "0600" } },
  { action: copy, args: { src: "ROOT/a", dest: "ROOT/there", remote_src: true } },
  { action: copy, args: { content: "x", dest: "ROOT/no/x" } },
  {
    action: copy,
    args: { content: "x", dest: "ROOT/a/one", validate: "false %s" },
    ownWords: true,
  },
  { action: template, args: { src: "plain.j2", dest: "ROOT/plain", mode: "0604" } },
  { action: file, args: { path: "ROOT/link", src: "a/one", state: "link" } },
  { action: file, args: { path: "ROOT/link", src: "nowhere", state: "link" } },
  { action: file, args: { path: "ROOT/hard", src: "ROOT/plain", state: "hard" } },
  { action: file, args: { path: "ROOT/inner", state: "directory", recurse: true, mode: "go+rX" } },
  { action: file, args: { path: "ROOT/nope", state: "file" } },
  { action: file, args: { path: "ROOT/touched", state: "touch", mode: "0600" } },
  { action: file, args: { path: "ROOT/copied", state: "absent" } },
  { action: stat, args: { path: "ROOT/plain" } },
  { action: stat, args: { path: "ROOT/link" } },
  {
    action: lineinfile,
    args: { path: "ROOT/lines", line: "a = 1", create: true, mode: "0600" },
  },
  { action: lineinfile, args: { path: "ROOT/lines", regexp: "^a", line: "a = 2" } },
  {
    action: lineinfile,
    args: { path: "ROOT/lines", regexp: "^(a).*", line: "\\1 = 3", backrefs: true },
  },
  { action: command, args: { cmd: "printf 'a\\n\\nb\\n\\n'", chdir: "ROOT" } },
  { action: command, args: { cmd: "ls nope", creates: "ROOT/pl*n" } },
  { action: command, args: { cmd: "no-such-program x" } },
  { action: command, args: { argv: ["echo", "$HOME", "~", "x  y"] } },
  { action: command, args: { cmd: "echo", removes: "/no/such" }, check: true },
  { action: shell, args: { cmd: "echo out; echo err >&2; exit 3" } },
];

/** What differs from run to run, or is Ansible's own affair. */
const IGNORED: ReadonlySet<string> = new Set([
  "_ansible_no_log",
  "_ansible_verbose_always",
  "action",
  "ansible_facts",
  "deprecations",
  "diff",
  "exception",
  "failed",
  "invocation",
  "skipped",
  "warnings",
  // Times, and where Ansible keeps its temporary files.
  "start",
  "end",
  "delta",
  "src",
]);

/** Of `stat`: those that another inode has, too. */
const VOLATILE: ReadonlySet<string> = new Set(["atime", "ctime", "mtime", "inode", "version"]);

Deno.test({
  name: "results and trees are Ansible's",
  ignore: !isInstalled("ansible-playbook"),
  fn: () =>
    inDirectory(async (base) => {
      await prepareSources(base);
      const [theirs, ours] = [`${base}/theirs`, `${base}/ours`];
      await Deno.mkdir(theirs);
      await Deno.mkdir(ours);
      const expected = await runAnsible(base, theirs);
      const differences: unknown[] = [];
      for (const [index, task] of TASKS.entries()) {
        const label = `${index}: ${task.action.name} ${JSON.stringify(task.args)}`;
        const got = await runOurs(task, base, ours);
        const want = comparable(expected[index]!, theirs, task);
        for (const [key, value] of Object.entries(want)) {
          if (isDeepStrictEqual(got[key], value)) continue;
          differences.push({ task: label, key, ansible: value, ours: got[key] });
        }
      }
      assert.deepEqual(differences, []);
      assert.deepEqual(await snapshot(ours), await snapshot(theirs));
    }),
});

async function prepareSources(base: string): Promise<void> {
  await Deno.mkdir(`${base}/files/tree/sub`, { recursive: true });
  await Deno.writeTextFile(`${base}/files/tree/one`, "one\n", { mode: 0o640 });
  await Deno.writeTextFile(`${base}/files/tree/sub/two`, "two\n", { mode: 0o755 });
  await Deno.mkdir(`${base}/templates`);
  await Deno.writeTextFile(`${base}/templates/plain.j2`, "no variables\n");
}

function atRoot(value: Plain, root: string): Plain {
  if (typeof value === "string") return value.replaceAll("ROOT", root);
  return Array.isArray(value) ? value.map((each: Plain) => atRoot(each, root)) : value;
}

function argumentsAt(task: ParityTask, root: string): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(task.args).map(([key, value]) => [key, atRoot(value, root)]),
  );
}

type Result = Record<string, unknown>;

async function runAnsible(base: string, root: string): Promise<Result[]> {
  const tasks = TASKS.map((task, index) => ({
    name: `${index}`,
    [task.action.name]: argumentsAt(task, root),
    ignore_errors: true,
    ...(task.check ? { check_mode: true } : {}),
  }));
  const play = [{ hosts: "localhost", connection: "local", gather_facts: false, tasks }];
  await Deno.writeTextFile(`${base}/play.json`, JSON.stringify(play));
  const { stdout, stderr } = await new Deno.Command("ansible-playbook", {
    args: ["-i", "localhost,", "play.json"],
    cwd: base,
    env: { ANSIBLE_STDOUT_CALLBACK: "json", ANSIBLE_PIPELINING: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.match(text, /^\{/, new TextDecoder().decode(stderr));
  const report = JSON.parse(text);
  return report.plays[0].tasks.map((each: { hosts: { localhost: Result } }) =>
    each.hosts.localhost
  );
}

async function runOurs(task: ParityTask, base: string, root: string): Promise<Result> {
  const args = argumentsAt(task, root);
  const options = { files: base, check: task.check ?? false };
  const { status, values } = await act(task.action, args, options);
  const plain = asJson(toValue(values)) as Result;
  return comparable({ ...plain, changed: plain["changed"] ?? status === "changed" }, root, task);
}

/** As a JSON report has it: objects for maps, and a float like any number. */
function asJson(value: Value): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [String(key), asJson(item)]));
  }
  if (Array.isArray(value)) return value.map(asJson);
  return value instanceof Number ? value.valueOf() : value;
}

function comparable(result: Result, root: string, { ownWords }: ParityTask): Result {
  const text = JSON.stringify(result).replaceAll(root, "ROOT");
  const entries = Object.entries(JSON.parse(text) as Result)
    .filter(([key]) => !IGNORED.has(key) && !(ownWords && ["msg", "diff"].includes(key)));
  const known = Object.fromEntries(entries);
  if (typeof known["stat"] !== "object") return known;
  const fields = Object.entries(known["stat"] as Result).filter(([key]) => !VOLATILE.has(key));
  return { ...known, stat: Object.fromEntries(fields) };
}
