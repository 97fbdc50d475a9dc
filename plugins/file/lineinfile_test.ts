import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { lineinfile } from "./lineinfile.ts";
import { act, snapshot, testOnTargets } from "./test_support.ts";

type Args = Readonly<Record<string, Plain>>;

async function prepareTree(root: string): Promise<void> {
  await Deno.writeTextFile(`${root}/conf`, "a = 1\nb = 2\nlast\n", { mode: 0o640 });
  await Deno.writeFile(`${root}/latin1`, Uint8Array.of(0xe9, 10, 0x61, 10));
  await Deno.symlink("conf", `${root}/link`);
  await Deno.mkdir(`${root}/dir`);
}

interface Case {
  readonly name: string;
  readonly args: Args;
  readonly conf?: string;
  readonly msg: string;
  readonly found?: number;
  readonly calls?: number;
}

const CASES: readonly Case[] = [
  {
    name: "adds a line at the end",
    args: { line: "c = 3" },
    conf: "a = 1\nb = 2\nlast\nc = 3\n",
    msg: "line added",
    calls: 1,
  },
  { name: "leaves a line that is there", args: { line: "b = 2" }, msg: "", calls: 1 },
  {
    name: "replaces the line that matches",
    args: { regexp: "^b\\s*=", line: "b = 5 é" },
    conf: "a = 1\nb = 5 é\nlast\n",
    msg: "line replaced",
  },
  {
    name: "fills groups into the line",
    args: { regexp: "^(?P<key>b) = (\\d)", line: "\\g<key> = \\g<2>0", backrefs: true },
    conf: "a = 1\nb = 20\nlast\n",
    msg: "line replaced",
  },
  {
    name: "adds a line before another",
    args: { line: "top", insertbefore: "BOF", backup: true },
    conf: "top\na = 1\nb = 2\nlast\n",
    msg: "line added",
  },
  {
    name: "removes lines",
    args: { regexp: "^. =", state: "absent" },
    conf: "last\n",
    msg: "2 line(s) removed",
    found: 2,
  },
  {
    name: "changes only the mode",
    args: { line: "last", mode: "0600" },
    msg: "ownership, perms or SE linux context changed",
  },
  {
    name: "changes line and mode",
    args: { line: "new", mode: "0600" },
    conf: "a = 1\nb = 2\nlast\nnew\n",
    msg: "line added and ownership, perms or SE linux context changed",
  },
  {
    name: "writes through a link",
    args: { path: "link", line: "new" },
    conf: "a = 1\nb = 2\nlast\nnew\n",
    msg: "line added",
  },
];

for (const { name, args, conf, msg, found, calls } of CASES) {
  testOnTargets(`lineinfile ${name}, once, and predicts it`, async (root, target) => {
    await prepareTree(root);
    const own = { ...args, path: `${root}/${args["path"] ?? "conf"}` };
    const before = await snapshot(root);
    const predicted = await act(lineinfile, own, { ...target, check: true, diff: true });
    assert.equal(predicted.values["msg"], msg);
    assert.deepEqual(await snapshot(root), before);

    const task = new LocalTask(target);
    const { status, values } = await runAction(lineinfile, own, task);
    assert.equal(status, msg === "" ? "ok" : "changed", JSON.stringify(values));
    assert.equal(predicted.status, status);
    assert.equal(values["msg"], msg);
    assert.equal(values["found"], found);
    assert.equal(values["backup"] !== "", args["backup"] === true);
    if (calls !== undefined) assert.equal(task.calls.length, calls);
    assert.equal(
      await Deno.readTextFile(`${root}/conf`),
      conf ?? "a = 1\nb = 2\nlast\n",
    );
    assert.ok((await Deno.lstat(`${root}/link`)).isSymlink);
    const after = await snapshot(root);
    assert.equal((await act(lineinfile, own, target)).status, "ok");
    assert.deepEqual(await snapshot(root), after);
  });
}

testOnTargets("lineinfile makes a file with its directory", async (root, target) => {
  const args = { path: `${root}/new/conf`, line: "x", create: true, mode: "0600" };
  const { status } = await act(lineinfile, args, target);
  assert.equal(status, "changed");
  assert.equal(await Deno.readTextFile(args.path), "x\n");
  assert.equal((await act(lineinfile, args, target)).status, "ok");
});

testOnTargets("lineinfile leaves bytes alone that are no UTF-8", async (root, target) => {
  await prepareTree(root);
  const args = { path: `${root}/latin1`, regexp: "^a", line: "ü" };
  await act(lineinfile, args, target);
  assert.deepEqual(await Deno.readFile(args.path), Uint8Array.of(0xe9, 10, 0xc3, 0xbc, 10));
});

testOnTargets("lineinfile shows content and attributes", async (root, target) => {
  await prepareTree(root);
  const path = `${root}/conf`;
  const args = { path, line: "new", mode: "0600" };
  const { diffs } = await act(lineinfile, args, { ...target, diff: true });
  assert.equal(diffs[0]!.beforeHeader, `${path} (content)`);
  assert.equal(diffs[0]!.after, "a = 1\nb = 2\nlast\nnew\n");
  assert.equal(diffs[1]!.beforeHeader, `${path} (file attributes)`);
  assert.deepEqual(JSON.parse(diffs[1]!.before!), { mode: "0640" });
  assert.deepEqual(JSON.parse(diffs[1]!.after!), { mode: "0600" });
});

testOnTargets("lineinfile writes over nobody else's change", async (root, target) => {
  await prepareTree(root);
  const path = `${root}/conf`;
  class Contested extends LocalTask {
    override async script(
      ...call: Parameters<LocalTask["script"]>
    ): ReturnType<LocalTask["script"]> {
      const result = await super.script(...call);
      if (this.calls.length === 1) await Deno.writeTextFile(path, "theirs\n");
      return result;
    }
  }
  const { status, values } = await runAction(
    lineinfile,
    { path, line: "mine", regexp: "^last" },
    new Contested(target),
  );
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), /was changed by someone else/);
  assert.equal(await Deno.readTextFile(path), "theirs\n");
});

const FAILURES: readonly { args: Args; message: RegExp; rc?: number }[] = [
  { args: { path: "no", line: "x" }, message: /^Destination .*no does not exist !$/, rc: 257 },
  { args: { path: "dir", line: "x" }, message: /^Path .*dir is a directory !$/, rc: 256 },
  { args: {}, message: /^line is required with state=present$/ },
  { args: { state: "absent" }, message: /^one of line, search_string, or regexp is required/ },
  { args: { line: "x", backrefs: true }, message: /^regexp is required with backrefs=true$/ },
  { args: { line: "x", validate: "false %s" }, message: /^failed to validate/ },
];

for (const { args, message, rc } of FAILURES) {
  testOnTargets(`lineinfile refuses ${JSON.stringify(args)}`, async (root, target) => {
    await prepareTree(root);
    const before = await snapshot(root);
    const own = { ...args, path: `${root}/${args["path"] ?? "conf"}` };
    const { status, values } = await act(lineinfile, own, target);
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), message);
    if (rc !== undefined) assert.equal(values["rc"], rc);
    assert.deepEqual(await snapshot(root), before);
  });
}

Deno.test("lineinfile names what is wrong in a pattern", async () => {
  const args = { path: "/etc/hostname", regexp: "(", line: "x" };
  await assert.rejects(act(lineinfile, args, { check: true }), /missing \)/);
});

Deno.test("lineinfile warns of a pattern that matches everything", async () => {
  const args = { path: "/etc/hostname", regexp: "", line: "x" };
  const { warnings } = await act(lineinfile, args, { check: true });
  assert.match(warnings[0]!, /empty string/);
});
