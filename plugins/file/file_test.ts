import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { file } from "./file.ts";
import { STATUS_VALUES } from "./target.ts";
import { act, inDirectory, snapshot, testOnTargets } from "./test_support.ts";

type Args = Readonly<Record<string, Plain>>;

/** What is there before each case. */
async function prepareTree(root: string): Promise<void> {
  await Deno.mkdir(`${root}/dir/sub`, { recursive: true });
  await Deno.chmod(`${root}/dir`, 0o755);
  await Deno.chmod(`${root}/dir/sub`, 0o755);
  await Deno.writeTextFile(`${root}/dir/sub/deep`, "deep", { mode: 0o644 });
  await Deno.writeTextFile(`${root}/plain`, "plain", { mode: 0o644 });
  await Deno.writeTextFile(`${root}/it's $HOME "x"`, "odd", { mode: 0o644 });
  await Deno.symlink("plain", `${root}/to-plain`);
  await Deno.symlink("nowhere", `${root}/to-nowhere`);
  await Deno.symlink("dir", `${root}/to-dir`);
  await Deno.link(`${root}/plain`, `${root}/hard`);
  await Deno.utime(`${root}/plain`, 1_000_000, 1_000_000);
}

interface Case {
  readonly name: string;
  readonly args: Args;
  /** Paths of the tree after it: a pattern, or `null` for nothing. */
  readonly tree?: Readonly<Record<string, RegExp | null>>;
  readonly values?: Readonly<Record<string, unknown>>;
  /** Whether the second run changes something again. */
  readonly again?: boolean;
  readonly unchanged?: boolean;
}

const CASES: readonly Case[] = [
  {
    name: "makes a directory with its parents, all with the mode",
    args: { path: "a/b/c", state: "directory", mode: "0750" },
    tree: { "./a": /^directory 750/, "./a/b": /^directory 750/, "./a/b/c": /^directory 750/ },
    values: { mode: "0750", state: "directory", uid: Deno.uid() },
  },
  {
    name: "leaves a directory that is there",
    args: { path: "dir/", state: "directory" },
    unchanged: true,
    values: { state: "directory" },
  },
  {
    name: "follows a link to a directory",
    args: { path: "to-dir", state: "directory", mode: "0700" },
    tree: { "./dir": /^directory 700/, "./to-dir": /-> dir/ },
  },
  {
    name: "removes the setgid bit of a directory",
    args: { path: "dir", mode: "2755" },
    tree: { "./dir": /^directory 2755/ },
  },
  {
    name: "changes a mode symbolically",
    args: { path: "plain", mode: "u+x,go=" },
    tree: { "./plain": /^700/ },
    values: { state: "hard", mode: "0700" },
  },
  {
    name: "takes a mode as a number",
    args: { path: "plain", mode: 0o600 },
    tree: { "./plain": /^600/ },
  },
  {
    name: "changes what a link leads to",
    args: { path: "to-plain", mode: "0600" },
    tree: { "./plain": /^600/, "./to-plain": /-> plain/ },
  },
  {
    name: "changes everything in a directory",
    args: { path: "dir", state: "directory", recurse: true, mode: "u=rwX,g=rX,o=" },
    tree: {
      "./dir": /^directory 750/,
      "./dir/sub": /^directory 750/,
      "./dir/sub/deep": /^640/,
    },
  },
  {
    name: "removes a directory with everything in it",
    args: { path: "dir", state: "absent" },
    tree: { "./dir": null, "./dir/sub/deep": null },
    values: { state: "absent" },
  },
  {
    name: "removes a link and not its target",
    args: { path: "to-dir", state: "absent" },
    tree: { "./to-dir": null, "./dir/sub/deep": /deep/ },
  },
  { name: "has nothing to remove", args: { path: "no/such", state: "absent" }, unchanged: true },
  {
    name: "touches a new file",
    args: { path: "new", state: "touch", mode: "0640" },
    tree: { "./new": /^640 \S+ $/ },
    again: true,
    values: { state: "file", size: 0 },
  },
  {
    name: "touches nothing that is to be preserved",
    args: {
      path: "plain",
      state: "touch",
      access_time: "preserve",
      modification_time: "preserve",
    },
    unchanged: true,
  },
  {
    name: "sets times",
    args: { path: "plain", modification_time: "202001020304.05" },
  },
  {
    name: "links",
    args: { path: "link", src: "plain", state: "link" },
    tree: { "./link": /-> plain/ },
    values: { state: "link", src: "plain", mode: "0777" },
  },
  {
    name: "leads a link elsewhere, even one to a directory",
    args: { path: "to-dir", src: "plain", state: "link" },
    tree: { "./to-dir": /-> plain/, "./dir/sub/deep": /deep/ },
  },
  {
    name: "links to what is not there, by force",
    args: { path: "link", src: "later", state: "link", force: true },
    tree: { "./link": /-> later/ },
  },
  {
    name: "replaces a file by a link, by force",
    args: { path: "plain", src: "dir", state: "link", force: true },
    tree: { "./plain": /-> dir/ },
  },
  { name: "keeps a link", args: { path: "to-plain", state: "link" }, unchanged: true },
  {
    name: "links hard",
    args: { path: "second", src: "plain", state: "hard" },
    tree: { "./second": /plain/ },
    values: { state: "hard" },
  },
  {
    name: "keeps a hard link",
    args: { path: "hard", src: "plain", state: "hard" },
    unchanged: true,
  },
  {
    name: "quotes what it is given",
    args: { path: `it's $HOME "x"`, mode: "0600" },
    tree: { [`./it's $HOME "x"`]: /^600/ },
  },
];

function inTree(root: string, args: Args): Args {
  const place = (name: "path" | "src"): Args => {
    const value = args[name];
    if (value === undefined || (name === "src" && args["state"] === "link")) return {};
    // The tree's odd name is not one to be expanded.
    return { [name]: `${root}/${String(value).replace("$HOME", "${NO}$HOME")}` };
  };
  return { ...args, ...place("path"), ...place("src") };
}

for (const { name, args, tree = {}, values = {}, again = false, unchanged = false } of CASES) {
  testOnTargets(`file ${name}, once, and predicts it`, async (root, target) => {
    await prepareTree(root);
    const here = { ...target, environment: { ...target.environment, HOME: "$HOME", NO: "" } };
    const own = inTree(root, args);
    const before = await snapshot(root);
    const predicted = await act(file, own, { ...here, check: true, diff: true });
    assert.deepEqual(await snapshot(root), before);
    assert.equal(predicted.status, unchanged ? "ok" : "changed");

    const task = new LocalTask(here);
    const first = await runAction(file, own, task);
    assert.equal(first.status, unchanged ? "ok" : "changed", JSON.stringify(first.values));
    assert.equal(task.calls.length, 1);
    for (const [key, value] of Object.entries(values)) assert.equal(first.values[key], value, key);
    const after = await snapshot(root);
    for (const [path, pattern] of Object.entries(tree)) {
      if (pattern === null) assert.equal(after[path], undefined);
      else assert.match(after[path] ?? "missing", pattern);
    }

    const second = await act(file, own, here);
    assert.equal(second.status, again ? "changed" : "ok", JSON.stringify(second.values));
    assert.deepEqual(await snapshot(root), after);
  });
}

const FAILURES: readonly { args: Args; message: RegExp }[] = [
  {
    args: { path: "nope", state: "file" },
    message: /^file \(.*nope\) is absent, cannot continue$/,
  },
  { args: { path: "nope" }, message: /is absent, cannot continue$/ },
  { args: { path: "dir", state: "file" }, message: /is directory, cannot continue$/ },
  { args: { path: "plain", state: "directory" }, message: /plain already exists as a file$/ },
  { args: { path: "plain/x", state: "directory" }, message: /issue creating .*plain\/x/ },
  { args: { path: "no/x", state: "touch" }, message: /^Error, could not touch target: .*no\/x/ },
  { args: { path: "new", state: "link" }, message: /^src is required for creating new symlinks$/ },
  { args: { path: "new", state: "hard" }, message: /^src is required for creating new hardlinks$/ },
  {
    args: { path: "new", src: "no", state: "link" },
    message: /^src file does not exist, use "force/,
  },
  { args: { path: "new", src: "no", state: "hard" }, message: /^src does not exist$/ },
  {
    args: { path: "plain", src: "dir", state: "link" },
    message: /^refusing to convert from file to/,
  },
  {
    args: { path: "dir", src: "plain", state: "link", force: true },
    message: /^the directory .*dir is not empty, refusing to convert it$/,
  },
  { args: { path: "plain", owner: "no-such" }, message: /^chown failed: failed to look up user/ },
  { args: { path: "plain", group: "no-such" }, message: /^chgrp failed: failed to look up group/ },
  { args: { path: "plain", mode: "u=q" }, message: /^mode must be in octal or symbolic form$/ },
  { args: { path: "plain", recurse: true, state: "file" }, message: /^recurse option requires/ },
  { args: { path: "plain", src: "x", state: "touch" }, message: /^src option requires/ },
  { args: { path: "plain", attributes: "+?" }, message: /must be letters of chattr/ },
  {
    args: { path: "plain", access_time: "x" },
    message: /^Error while obtaining timestamp for time x/,
  },
];

for (const { args, message } of FAILURES) {
  testOnTargets(
    `file refuses ${JSON.stringify(args)} and changes nothing`,
    async (root, target) => {
      await prepareTree(root);
      const before = await snapshot(root);
      const { status, values } = await act(file, inTree(root, args), target);
      assert.equal(status, "failed");
      assert.match(String(values["msg"]), message);
      assert.deepEqual(await snapshot(root), before);
    },
  );
}

Deno.test("file refuses to remove the root directory", async () => {
  const { status, values } = await act(file, { path: "/", state: "absent" }, { check: true });
  assert.equal(status, "failed");
  assert.equal(values["msg"], "Refusing to remove /");
});

Deno.test("file shows what it changes, and only that", async () => {
  await inDirectory(async (root) => {
    await prepareTree(root);
    const args = { path: `${root}/plain`, mode: "0600" };
    const { diffs } = await act(file, args, { diff: true });
    assert.deepEqual(JSON.parse(diffs[0]!.before!), { mode: "0644", path: `${root}/plain` });
    assert.deepEqual(JSON.parse(diffs[0]!.after!), { mode: "0600", path: `${root}/plain` });
  });
});

Deno.test("file lists what goes with a directory", async () => {
  await inDirectory(async (root) => {
    await prepareTree(root);
    const path = `${root}/dir`;
    const { diffs } = await act(file, { path, state: "absent" }, { diff: true, check: true });
    assert.deepEqual(JSON.parse(diffs[0]!.before!), {
      path,
      path_content: { directories: [`${path}/sub`], files: [`${path}/sub/deep`] },
      state: "directory",
    });
  });
});

Deno.test("file sets both times exactly", async () => {
  await inDirectory(async (root) => {
    await prepareTree(root);
    const args = {
      path: `${root}/plain`,
      access_time: "2001-02-03 04:05:06",
      access_time_format: "%Y-%m-%d %H:%M:%S",
      modification_time: "202001020304.05",
    };
    await act(file, args);
    const { atime, mtime } = await Deno.stat(args.path);
    assert.equal(atime!.getTime(), new Date(2001, 1, 3, 4, 5, 6).getTime());
    assert.equal(mtime!.getTime(), new Date(2020, 0, 2, 3, 4, 5).getTime());
  });
});

testOnTargets(
  "a new directory has its mode, whether somebody looks or not",
  async (root, target) => {
    // As Ansible's, it has no setgid bit from its parent, if a mode is asked for.
    await Deno.chmod(root, 0o2755);
    for (const mode of ["0750", "1777", "2775", "u=rwx,g=rx,o=", "g+s", "o-x,g+w"]) {
      const modes: (number | null)[] = [];
      for (const [name, unread] of [["seen", []], ["unseen", STATUS_VALUES]] as const) {
        const path = `${root}/${mode}/${name}/below`;
        const { status } = await act(file, { path, state: "directory", mode }, {
          ...target,
          unread,
        });
        assert.equal(status, "changed");
        modes.push((await Deno.stat(path)).mode, (await Deno.stat(`${path}/..`)).mode);
      }
      const [seen, seenParent, ...unseen] = modes;
      assert.deepEqual(unseen, [seen, seenParent], mode);
    }
  },
);
