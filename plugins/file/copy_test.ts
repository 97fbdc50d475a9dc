import assert from "node:assert/strict";
import type { Plain, SourceFile } from "@shep/sdk";
import { LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";
import { LARGE_BYTES, MAX_INLINE_BYTES } from "./content.ts";
import { copy } from "./copy.ts";
import { act, inDirectory, snapshot, testOnTargets } from "./test_support.ts";

type Args = Readonly<Record<string, Plain>>;

/** The playbook's files, and what is on the target already. */
async function prepareTree(root: string): Promise<void> {
  await Deno.mkdir(`${root}/files/dir/sub/empty`, { recursive: true });
  await Deno.writeTextFile(`${root}/files/dir/one`, "one\n", { mode: 0o600 });
  await Deno.writeTextFile(`${root}/files/dir/sub/two`, "two\n", { mode: 0o755 });
  await Deno.writeTextFile(`${root}/files/small`, "small \\ % \u20ac it's\n", { mode: 0o640 });
  await Deno.writeFile(`${root}/files/binary`, Uint8Array.from({ length: 512 }, (_, i) => i % 256));
  await Deno.writeTextFile(`${root}/files/long`, "long\n".repeat(MAX_INLINE_BYTES / 4));
  await Deno.mkdir(`${root}/to/there`, { recursive: true });
  await Deno.writeTextFile(`${root}/to/old`, "old\n", { mode: 0o640 });
  await Deno.symlink("old", `${root}/to/link`);
}

interface Case {
  readonly name: string;
  readonly args: Args;
  readonly tree?: Readonly<Record<string, RegExp | null>>;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly unchanged?: boolean;
  /** Round trips of the first run and of the second. */
  readonly calls?: readonly [number, number];
}

const CASES: readonly Case[] = [
  {
    name: "writes text in one round trip",
    args: { content: "new\n", dest: "new", mode: "0604" },
    tree: { "./to/new": /^604 \S+ new\n$/ },
    values: {
      checksum: "389cc6b7ae5a659383eab5dfc253764eccf84732",
      mode: "0604",
      size: 4,
      state: "file",
    },
    calls: [1, 1],
  },
  {
    name: "keeps mode and owner of a file that it replaces",
    args: { content: "new\n", dest: "old" },
    tree: { "./to/old": /^640 \S+ new\n$/ },
  },
  {
    name: "changes only the mode of a file that has the content",
    args: { content: "old\n", dest: "old", mode: "g-r" },
    tree: { "./to/old": /^600 \S+ old\n$/ },
  },
  { name: "leaves a file as it is", args: { content: "old\n", dest: "old" }, unchanged: true },
  {
    name: "leaves a file that is there with force: false",
    args: { content: "new", dest: "old", force: false },
    unchanged: true,
  },
  {
    name: "makes JSON of a dict",
    args: { content: { a: [1, 2.5, true, null, "é"] }, dest: "json" },
    tree: { "./to/json": /\{"a": \[1, 2\.5, true, null, "\\u00e9"\]\}$/ },
  },
  {
    name: "writes nothing as an empty file",
    args: { content: "", dest: "empty" },
    tree: { "./to/empty": / $/ },
  },
  {
    name: "copies a file under its own name",
    args: { src: "small", dest: "there/" },
    tree: { "./to/there/small": /small \\ % € it's\n$/ },
  },
  {
    name: "copies a file into a directory that is there",
    args: { src: "small", dest: "there" },
    tree: { "./to/there/small": /small/ },
  },
  {
    name: "makes the directory that ends with a slash",
    args: { src: "small", dest: "a/b/", directory_mode: "0700" },
    tree: { "./to/a": /^directory 700/, "./to/a/b": /^directory 700/, "./to/a/b/small": /small/ },
  },
  {
    name: "preserves the mode of the source",
    args: { src: "small", dest: "copied", mode: "preserve" },
    tree: { "./to/copied": /^640/ },
  },
  {
    name: "sends what is long only when it differs",
    args: { src: "long", dest: "long" },
    tree: { "./to/long": /long\n$/ },
    calls: [3, 1],
  },
  {
    name: "replaces a link",
    args: { content: "new\n", dest: "link" },
    tree: { "./to/link": /new\n$/, "./to/old": /old\n$/ },
  },
  {
    name: "follows a link when told to",
    args: { content: "new\n", dest: "link", follow: true },
    tree: { "./to/link": /-> old/, "./to/old": /new\n$/ },
  },
  {
    name: "puts a file in its place that is valid",
    args: { content: "valid\n", dest: "old", validate: "grep -q valid %s" },
    tree: { "./to/old": /^640 \S+ valid\n$/ },
  },
  {
    name: "copies a directory",
    args: { src: "dir", dest: "tree" },
    tree: {
      "./to/tree/dir/one": /one/,
      "./to/tree/dir/sub/two": /two/,
      "./to/tree/dir/sub/empty": /^directory/,
    },
    calls: [3, 2],
  },
  {
    name: "copies what is in a directory, with modes",
    args: { src: "dir/", dest: "tree", mode: "0644", directory_mode: "0711" },
    tree: {
      "./to/tree": /^directory 711/,
      "./to/tree/one": /^644/,
      "./to/tree/sub/two": /^644/,
    },
  },
  {
    name: "copies a directory and preserves modes",
    args: { src: "dir/", dest: "tree", mode: "preserve" },
    tree: { "./to/tree/one": /^600/, "./to/tree/sub/two": /^755/ },
  },
  {
    name: "copies on the target",
    args: { src: "old", dest: "there/", remote_src: true },
    tree: { "./to/there/old": /old\n$/ },
    values: { checksum: "281bac2b704617e807850e07e54bae3469f6a2e7" },
    calls: [1, 1],
  },
  {
    name: "copies a directory on the target",
    args: { src: "../files/dir/", dest: "tree", remote_src: true, mode: "preserve" },
    tree: { "./to/tree/one": /^600 \S+ one/, "./to/tree/sub/empty": /^directory/ },
  },
];

function placed(root: string, args: Args): Args {
  const isOnTarget = args["remote_src"] === true;
  return {
    ...args,
    dest: `${root}/to/${args["dest"]}`,
    ...(isOnTarget ? { src: `${root}/to/${args["src"]}` } : {}),
  };
}

for (const { name, args, tree = {}, values = {}, unchanged = false, calls } of CASES) {
  testOnTargets(`copy ${name}, once, and predicts it`, async (root, target) => {
    await prepareTree(root);
    const own = placed(root, args);
    const here: LocalTaskOptions = { ...target, files: root };
    const before = await snapshot(root);
    const predicted = await act(copy, own, { ...here, check: true, diff: true });
    assert.deepEqual(await snapshot(root), before);
    assert.equal(predicted.status, unchanged ? "ok" : "changed", JSON.stringify(predicted.values));

    const first = new LocalTask(here);
    const outcome = await runAction(copy, own, first);
    assert.equal(outcome.status, unchanged ? "ok" : "changed", JSON.stringify(outcome.values));
    for (const [key, value] of Object.entries(values)) assert.equal(outcome.values[key], value);
    const after = await snapshot(root);
    for (const [path, pattern] of Object.entries(tree)) {
      assert.match(after[path] ?? "missing", pattern ?? /^missing$/);
    }
    const isClean = Object.keys(after).every((path) => !path.includes(".shep"));
    assert.ok(isClean, "a temporary file was left behind");

    const second = new LocalTask(here);
    const again = await runAction(copy, own, second);
    assert.equal(again.status, "ok", JSON.stringify(again.values));
    assert.deepEqual(await snapshot(root), after);
    if (calls) assert.deepEqual([first.calls.length, second.calls.length], calls);
  });
}

testOnTargets("copy makes the new files of a directory together", async (root, target) => {
  const names = ["one", "-n", "a b", "it's", ".hidden", "new\nline", "*", "back\\slash", "there"];
  const [files, to] = [`${root}/files/many`, `${root}/to`];
  await Deno.mkdir(files, { recursive: true });
  await Deno.mkdir(to);
  for (const name of names) await Deno.writeTextFile(`${files}/${name}`, `of ${name}\n`);
  await Deno.writeTextFile(`${to}/there`, "old\n");
  const isRoot = Deno.uid() === 0;
  if (isRoot) await Deno.chown(to, 0, 1234);
  await Deno.chmod(to, 0o2775);
  const args = { src: "many/", dest: to, mode: "u=rw,g=r,o=" };

  const refused = await act(copy, { ...args, owner: "no such user" }, { ...target, files: root });
  assert.equal(refused.status, "failed");
  assert.match(String(refused.values["msg"]), /failed to look up user no such user/);
  assert.deepEqual([...Deno.readDirSync(to)].map(({ name }) => name), ["there"]);

  const first = new LocalTask({ ...target, files: root });
  assert.equal((await runAction(copy, args, first)).status, "changed");
  assert.deepEqual([...Deno.readDirSync(to)].map(({ name }) => name).sort(), names.toSorted());
  for (const name of names) {
    assert.equal(await Deno.readTextFile(`${to}/${name}`), `of ${name}\n`);
    const { mode, gid } = await Deno.stat(`${to}/${name}`);
    assert.equal(mode! & 0o7777, 0o640, name);
    if (isRoot && name !== "there") assert.equal(gid, 1234, name);
  }
  // Directories, the comparison, the new files, the one that was there.
  assert.equal(first.calls.length, 4);
  assert.equal((await act(copy, args, { ...target, files: root })).status, "ok");
});

const FAILURES: readonly { args: Args; message: RegExp }[] = [
  {
    args: { content: "x", dest: "no/x" },
    message: /^Destination directory .*\/no does not exist$/,
  },
  { args: { content: "x", dest: "there" }, message: /^can not use content with a dir as dest$/ },
  { args: { content: "x", dest: "there/" }, message: /^can not use content with a dir as dest$/ },
  { args: { src: "nope", dest: "x" }, message: /^Could not find or access 'nope'/ },
  { args: { src: "nope", dest: "x", remote_src: true }, message: /^Source .*nope not found$/ },
  { args: { content: "x", dest: "old", validate: "false %s" }, message: /^failed to validate/ },
  { args: { content: "x", dest: "new", validate: "false %s" }, message: /^failed to validate/ },
  { args: { content: "x", dest: "old", validate: "true" }, message: /^validate must contain %s/ },
  { args: { content: "x", dest: "old", checksum: "abc" }, message: /does not match the expected/ },
  { args: { src: "small", dest: "old", checksum: "abc" }, message: /does not match the expected/ },
  {
    args: { src: "old", dest: "x", remote_src: true, checksum: "abc" },
    message: /expected checksum/,
  },
  {
    args: { content: "x", dest: "old", owner: "no-such" },
    message: /failed to look up user no-such/,
  },
  { args: { content: "x", dest: "new", group: "no-such" }, message: /failed to look up group/ },
  { args: { src: "dir/", dest: "old" }, message: /old/ },
];

for (const { args, message } of FAILURES) {
  testOnTargets(`copy refuses ${JSON.stringify(args)}, all left whole`, async (root, target) => {
    await prepareTree(root);
    const before = await snapshot(root);
    const { status, values } = await act(copy, placed(root, args), { ...target, files: root });
    assert.equal(status, "failed", JSON.stringify(values));
    assert.match(String(values["msg"]), message);
    assert.deepEqual(await snapshot(root), before);
  });
}

testOnTargets(
  "copy brings every byte over, inside the script and beside it",
  async (root, target) => {
    await prepareTree(root);
    const every = Uint8Array.from(
      { length: MAX_INLINE_BYTES + 1 },
      (_, index) => (index * 7) % 256,
    );
    for (const bytes of [every.subarray(0, MAX_INLINE_BYTES), every]) {
      const { status } = await act(copy, { content: bytes, dest: `${root}/to/bytes` }, target);
      assert.equal(status, "changed");
      assert.deepEqual(await Deno.readFile(`${root}/to/bytes`), bytes);
    }
  },
);

testOnTargets("copy keeps a backup of what it replaces", async (root, target) => {
  await prepareTree(root);
  const args = { content: "new\n", dest: `${root}/to/old`, backup: true };
  const { values } = await act(copy, args, target);
  assert.match(String(values["backup_file"]), /\/old\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/);
  assert.equal(await Deno.readTextFile(String(values["backup_file"])), "old\n");
  const again = await act(copy, args, target);
  assert.equal(again.values["backup_file"], undefined);
});

testOnTargets("copy shows what it changes", async (root, target) => {
  await prepareTree(root);
  const args = { content: "new\n", dest: `${root}/to/old` };
  for (const check of [true, false]) {
    const { diffs } = await act(copy, args, { ...target, check, diff: true });
    assert.deepEqual(diffs, [{
      beforeHeader: args.dest,
      afterHeader: args.dest,
      before: "old\n",
      after: "new\n",
    }]);
  }
});

Deno.test("copy says what of a difference is not shown", async () => {
  await inDirectory(async (root) => {
    const dest = `${root}/x`;
    const binary = await act(copy, { content: "a\0b", dest }, { diff: true });
    assert.match(binary.diffs[0]!.prepared!, /^diff skipped: source file appears to be binary\n$/);
    const large = await act(copy, { content: "x".repeat(104_449), dest }, { diff: true });
    assert.equal(
      large.diffs[0]!.prepared,
      "diff skipped: destination file appears to be binary\n" +
        "diff skipped: source file size is greater than 104448\n",
    );
    const back = await act(copy, { content: "short", dest }, { diff: true });
    assert.match(back.diffs[0]!.prepared!, /^diff skipped: destination file size is greater/);
  });
});

Deno.test("copy leaves the old file whole when the directory vanishes on the way", async () => {
  await inDirectory(async (root) => {
    await prepareTree(root);
    const args = { src: "long", dest: `${root}/to/there/long` };
    class Vanishing extends LocalTask {
      override async put(...put: Parameters<LocalTask["put"]>): Promise<number> {
        const size = await super.put(...put);
        await Deno.remove(`${root}/to/there`, { recursive: true });
        return size;
      }
    }
    const before = await snapshot(`${root}/files`);
    const { status, values } = await runAction(copy, args, new Vanishing({ files: root }));
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), /^Destination directory .*there does not exist$/);
    assert.deepEqual(await snapshot(`${root}/files`), before);
  });
});

Deno.test("copy refuses a transfer that arrived damaged", async () => {
  await inDirectory(async (root) => {
    await prepareTree(root);
    class Damaging extends LocalTask {
      override put(place: string): Promise<number> {
        return super.put(place, { content: "damaged" });
      }
    }
    const args = { src: "long", dest: `${root}/to/old` };
    const before = await snapshot(root);
    const { values } = await runAction(copy, args, new Damaging({ files: root }));
    assert.match(String(values["msg"]), /does not match the expected checksum/);
    assert.deepEqual(await snapshot(root), before);
  });
});

testOnTargets("copy on the target goes by no variable of the environment", async (root, target) => {
  await Deno.writeTextFile(`${root}/one`, "one\n");
  const environment = { ...target.environment, size: "1", sum: "abc", md5sum: "1" };
  const args = { src: `${root}/one`, dest: `${root}/two`, remote_src: true };
  const { status, values } = await act(copy, args, { ...target, environment });
  assert.equal(status, "changed", JSON.stringify(values));
  assert.equal(await Deno.readTextFile(args.dest), "one\n");
});

/** Counts how often the checksum of a file of the playbook was computed. */
class Hashing extends LocalTask {
  hashed = 0;

  override async statFile(path: string, options = {}): Promise<SourceFile> {
    const file = await super.statFile(path, options);
    if (file.sha1 !== undefined) this.hashed++;
    return file;
  }
}

testOnTargets("copy hashes a large file only where it has to", async (root, target) => {
  const [from, dest] = [`${root}/large`, `${root}/copied`];
  const bytes = new Uint8Array(LARGE_BYTES + 1);
  await Deno.writeFile(from, bytes);
  const args = { src: from, dest };
  const attempt = async (
    options: LocalTaskOptions = {},
  ): Promise<readonly [status: string, calls: number, hashed: number, sums: readonly string[]]> => {
    const task = new Hashing({ ...target, ...options });
    const { status, values } = await runAction(copy, args, task);
    assert.equal(values["dest"], dest);
    const sums = ["checksum", "md5sum"].filter((name) => values[name] !== undefined);
    return [status, task.calls.length, task.hashed, sums];
  };
  const unread = ["checksum", "md5sum"];
  assert.deepEqual(await attempt({ unread, check: true }), ["changed", 1, 0, []]);
  assert.deepEqual(await attempt({ unread }), ["changed", 3, 0, []]);
  // What is as large may be the same: only now its checksum matters.
  assert.deepEqual(await attempt({ unread }), ["ok", 2, 1, ["checksum"]]);
  bytes[0] = 1;
  await Deno.writeFile(from, bytes);
  assert.deepEqual(await attempt({ unread }), ["changed", 4, 1, ["checksum"]]);
  assert.deepEqual(await Deno.readFile(dest), bytes);
  await Deno.writeTextFile(dest, "short");
  assert.deepEqual(await attempt(), ["changed", 3, 1, ["checksum", "md5sum"]]);
});

Deno.test("copy refuses a large file that became longer on its way", async () => {
  await inDirectory(async (root) => {
    await Deno.writeFile(`${root}/large`, new Uint8Array(LARGE_BYTES + 1));
    await Deno.writeTextFile(`${root}/old`, "old\n");
    class Growing extends LocalTask {
      override put(place: string): Promise<number> {
        return super.put(place, { content: new Uint8Array(LARGE_BYTES + 2) });
      }
    }
    const args = { src: "large", dest: `${root}/old` };
    const { values } = await runAction(copy, args, new Growing({ files: root }));
    assert.match(String(values["msg"]), /does not match the expected size/);
    assert.match(String(values["checksum"]), /^[0-9a-f]{40}$/);
    assert.equal(await Deno.readTextFile(`${root}/old`), "old\n");
  });
});

testOnTargets(
  "links of a tree are made anew, if they are not to be followed",
  async (root, target) => {
    await Deno.mkdir(`${root}/from/sub`, { recursive: true });
    await Deno.writeTextFile(`${root}/from/sub/one`, "one\n");
    for (const [path, to] of [["dir", "sub"], ["it's nowhere", "no such file"]]) {
      await Deno.symlink(to!, `${root}/from/${path}`);
    }
    await Deno.mkdir(`${root}/to`);
    await Deno.symlink("elsewhere", `${root}/to/dir`);
    const args = { src: `${root}/from/`, dest: `${root}/to`, local_follow: false };
    const before = await snapshot(root);
    assert.equal((await act(copy, args, { ...target, check: true })).status, "changed");
    assert.deepEqual(await snapshot(root), before);
    assert.equal((await act(copy, args, target)).status, "changed");
    const tree = await snapshot(`${root}/to`);
    assert.deepEqual([tree["./dir"], tree["./it's nowhere"]], ["-> sub", "-> no such file"]);
    assert.match(tree["./sub/one"] ?? "", /one\n$/);
    assert.equal((await act(copy, args, target)).status, "ok");
  },
);

testOnTargets("links of a tree in circles are made anew, others followed", async (root, target) => {
  const links: readonly (readonly [string, string])[] = [
    ["self", "."],
    ["x/up", "../../from"],
    ["x/other", "../y"],
    ["y/back", `${root}/alias/x`],
  ];
  for (const directory of ["x", "y"]) {
    await Deno.mkdir(`${root}/from/${directory}`, { recursive: true });
    await Deno.writeTextFile(`${root}/from/${directory}/f`, `${directory}\n`);
  }
  await Deno.symlink("from", `${root}/alias`);
  for (const [path, to] of links) await Deno.symlink(to, `${root}/from/${path}`);
  for (const remote_src of [false, true]) {
    const to = `${root}/to${remote_src}`;
    const args = { src: `${root}/from/`, dest: to, remote_src };
    assert.equal((await act(copy, args, target)).status, "changed");
    const tree = await snapshot(to);
    const files = Object.keys(tree).filter((path) => path.endsWith("/f"));
    assert.deepEqual(files, ["./x/f", "./x/other/f", "./y/back/f", "./y/f"]);
    const anew = Object.entries(tree).filter(([, what]) => what.startsWith("->"));
    assert.deepEqual(Object.fromEntries(anew), {
      "./self": "-> .",
      "./x/other/back": `-> ${root}/alias/x`,
      "./x/up": "-> ../../from",
      "./y/back/other": "-> ../y",
      "./y/back/up": "-> ../../from",
    });
    assert.equal((await act(copy, args, target)).status, "ok");
  }
});

testOnTargets("copy leaves all as it was where no file may be that long", async (root, target) => {
  const dest = `${root}/x`;
  await Deno.writeTextFile(dest, "old");
  const before = await snapshot(root);
  const shell = ["/bin/sh", "-c", 'ulimit -f 1; exec "$0" "$@"', ...target.shell!];
  const { status, values } = await act(copy, { content: "x".repeat(9000), dest }, {
    ...target,
    shell,
  });
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), /Cannot write beside/);
  assert.deepEqual(await snapshot(root), before);
});
