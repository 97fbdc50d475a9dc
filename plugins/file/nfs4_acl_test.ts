/**
 * NFSv4 lists by the real programs, on a file system that has such lists: testdata/nfs4_file_system.py
 * mounts it. Skipped where there are no such programs, no FUSE, or no right to mount.
 */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { tellAnsible } from "../../testdata/parity/ansible.ts";
import { acl } from "./acl.ts";
import { act, inDirectory, isInstalled, TARGETS, withProgram } from "./test_support.ts";

const FILE_SYSTEM = new URL("testdata/nfs4_file_system.py", import.meta.url).pathname;

/** The interpreter that Debian's packages are for. */
const PYTHON = "/usr/bin/python3";

/** Why these tests cannot run here. */
async function missing(): Promise<string | undefined> {
  if (!isInstalled("nfs4_setfacl")) return "there is no nfs4_setfacl (package nfs4-acl-tools)";
  if (!await succeeds(PYTHON, "-c", "import fusepy")) {
    return "there is no fusepy (package python3-fusepy)";
  }
  return await inMirror(() => Promise.resolve(undefined)).catch(({ message }: Error) => message);
}

async function succeeds(program: string, ...args: string[]): Promise<boolean> {
  const command = new Deno.Command(program, { args, stdout: "null", stderr: "null" });
  return await command.output().then(({ success }) => success, () => false);
}

/** Runs a test with a directory that has NFSv4 lists, and two files and a link in it. */
async function inMirror<T>(body: (root: string, outside: string) => Promise<T>): Promise<T> {
  let result: T;
  await inDirectory(async (outside) => {
    await Deno.mkdir(`${outside}/mirrored/tree/below it's`, { recursive: true });
    await Deno.mkdir(`${outside}/mount`);
    await Deno.writeTextFile(`${outside}/mirrored/file`, "", { mode: 0o640 });
    await Deno.writeTextFile(`${outside}/mirrored/tree/.hidden`, "", { mode: 0o640 });
    await Deno.writeTextFile(`${outside}/mirrored/tree/below it's/5`, "", { mode: 0o640 });
    await Deno.symlink("../file", `${outside}/mirrored/tree/link`);
    await Deno.symlink("tree", `${outside}/mirrored/to tree`);
    const root = `${outside}/mount`;
    const mount = new Deno.Command(PYTHON, {
      args: [FILE_SYSTEM, `${outside}/mirrored`, root],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const output = mount.stdout.getReader();
    const { done } = await output.read();
    try {
      if (done) throw new Error("there is no FUSE, or no right to mount");
      result = await body(root, outside);
    } finally {
      if (!done) await succeeds("umount", root);
      await output.cancel();
      await mount.status;
    }
  });
  return result!;
}

const REASON = await missing();
if (REASON !== undefined) console.log(`NFSv4 lists are not tested: ${REASON}`);

/** A test on each shell, in a mirror. */
function testLists(
  name: string,
  body: (root: string, target: LocalTaskOptions) => Promise<void>,
  only?: string,
): void {
  for (const { name: shell, shell: command } of TARGETS) {
    if (only !== undefined && shell !== only) continue;
    Deno.test({
      name: `acl: ${name} (${shell})`,
      ignore: REASON !== undefined,
      fn: () => inMirror((root) => body(root, { shell: command })),
    });
  }
}

/** Every list of a tree, as nfs4_getfacl prints them. */
async function listsOf(path: string): Promise<string> {
  const command = new Deno.Command("nfs4_getfacl", { args: ["-R", path] });
  return new TextDecoder().decode((await command.output()).stdout);
}

/** The list of one file. */
async function listOf(path: string): Promise<readonly string[]> {
  return (await listsOf(path)).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

type Args = Readonly<Record<string, Plain>>;

/** Foretells a change and changes nothing, makes it, and finds nothing to do. */
async function changesOnce(root: string, args: Args, target: LocalTaskOptions): Promise<unknown> {
  const all = { use_nfsv4_acls: true, ...args };
  const before = await listsOf(root);
  const foretold = await act(acl, all, { ...target, check: true });
  assert.equal(foretold.status, "changed", JSON.stringify(foretold.values));
  assert.equal(await listsOf(root), before);
  const made = await act(acl, all, target);
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  const after = await listsOf(root);
  assert.notEqual(after, before);
  const again = await act(acl, all, target);
  assert.equal(again.status, "ok", JSON.stringify(again.values));
  assert.equal(await listsOf(root), after);
  assert.deepEqual(again.values, made.values);
  return made.values["msg"];
}

const INITIAL = ["A::OWNER@:rwatc", "A:g:GROUP@:rtc", "A::EVERYONE@:tc"];

testLists("an entry of an NFSv4 list is added once, and removed once", async (root, target) => {
  const path = `${root}/file`;
  const query = async (): Promise<unknown> =>
    (await act(acl, { path, use_nfsv4_acls: true }, target)).values;
  assert.deepEqual(await query(), { acl: INITIAL, msg: "current acl" });
  const joe = { path, etype: "user", entity: "joe@here", state: "present" };
  const added = await changesOnce(root, { ...joe, permissions: "RX" }, target);
  assert.equal(added, "A::joe@here:RXtcy is present");
  await changesOnce(root, { ...joe, etype: "group", permissions: "r--" }, target);
  await changesOnce(root, { ...joe, permissions: "w" }, target);
  const [write, group] = ["A::joe@here:wtcy", "A:g:joe@here:rtcy"];
  assert.deepEqual(await listOf(path), [write, group, "A::joe@here:rxtncy", ...INITIAL]);
  const gone = { ...joe, state: "absent" };
  await changesOnce(root, { ...gone, permissions: "xrn" }, target);
  assert.deepEqual(await listOf(path), [write, group, ...INITIAL]);
  await changesOnce(root, { ...joe, permissions: "x" }, target);
  assert.equal(await changesOnce(root, gone, target), "A::joe@here is absent");
  assert.deepEqual(await listOf(path), [group, ...INITIAL]);
});

testLists("everything below gets the entry where it lacks it", async (root, target) => {
  const tree = `${root}/tree`;
  const joe = { etype: "user", entity: "joe@here", permissions: "W", state: "present" };
  await changesOnce(root, { ...joe, path: `${tree}/.hidden` }, target);
  await changesOnce(root, { ...joe, path: tree, recursive: true }, target);
  const entry = (path: string): Promise<readonly string[]> => listOf(`${tree}/${path}`);
  assert.equal((await entry(".hidden")).filter((ace) => ace.includes("joe")).length, 1);
  assert.equal((await entry("below it's/5"))[0], "A::joe@here:watTNcCy");
  assert.equal((await listOf(`${root}/file`))[0], INITIAL[0]);
  const gone = { ...joe, state: "absent", recursive: true, use_nfsv4_acls: true };
  const link = { ...gone, path: `${root}/to tree` };
  assert.equal((await act(acl, { ...link, follow: false }, target)).status, "ok");
  await changesOnce(root, link, target);
  assert.doesNotMatch(await listsOf(root), /joe/);
});

testLists("a default entry is inherited, and for directories only", async (root, target) => {
  const sue = { etype: "group", entity: "sue@here", state: "present", default: true };
  const args = { ...sue, permissions: "r", path: `${root}/tree`, recursive: true };
  await changesOnce(root, args, target);
  assert.equal((await listOf(`${root}/tree/below it's/5`)).join().includes("sue"), false);
  await changesOnce(root, { ...args, state: "absent", permissions: "-" }, target);
  assert.doesNotMatch(await listsOf(root), /sue/);
  const wrong = { ...sue, permissions: "r", path: `${root}/file`, use_nfsv4_acls: true };
  assert.match(String((await act(acl, wrong, target)).values["msg"]), /'default' is for direc/);
}, "dash");

/** Entries, and what is in the list then. */
const ENTRIES: readonly (readonly [string, string])[] = [
  ["user:joe@here:rw", "A::joe@here:rwtcy"],
  ["D:fd:joe@here:WX", "D:fd:joe@here:waDxtTNcCy"],
  ["A:g:GROUP@:rwx", "A:g:GROUP@:rwx"],
  ["g::x", "A:g:GROUP@:xtcy"],
  ["other::x", "A::EVERYONE@:xtcy"],
  ["u::r", "A::OWNER@:rtcy"],
  ["default:user:joe@here:r", "A:fdi:joe@here:rtcy"],
];

testLists("an entry may be written in one", async (root, target) => {
  const path = `${root}/tree`;
  for (const [entry, ace] of ENTRIES) {
    await changesOnce(root, { path, entry, state: "present" }, target);
    assert.equal((await listOf(path))[0], ace, entry);
  }
  await changesOnce(root, { path, entry: "D:fd:joe@here:WX", state: "absent" }, target);
  assert.doesNotMatch((await listOf(path)).join(), /D:/);
}, "dash");

testLists("a server may keep an entry as it likes", async (root, plain) => {
  const merges = 'case $1 in --test) exec /usr/bin/nfs4_setfacl "$@" ;; esac';
  const target = await withProgram(`${root}/../bin`, plain, "nfs4_setfacl", merges);
  const args = { path: `${root}/file`, entry: "user:joe:r", state: "present" };
  const { status, values } = await act(acl, { ...args, use_nfsv4_acls: true }, target);
  assert.equal(status, "ok", JSON.stringify(values));
}, "dash");

/** Arguments that these lists do not know, and files that have no such list. */
const REFUSED: readonly (readonly [Args, RegExp])[] = [
  [{ recalculate_mask: "mask" }, /NFSv4 lists have no mask/],
  [{ state: "present", etype: "mask", permissions: "r" }, /not 'mask': NFSv4 lists have no such/],
  [{ state: "present", etype: "other", entity: "a", permissions: "r" }, /'entity' MUST NOT be set/],
  [{ state: "present", etype: "user", entity: "a", permissions: "z" }, /'A::a:ztcy' is no entry/],
  [{ state: "present", etype: "user", entity: "a,b", permissions: "r" }, /is no entry/],
  [{ state: "present", etype: "user", entity: "a" }, /'permissions' MUST be set/],
  [{ state: "present", entry: "A:q:a:r" }, /'A:q:a:r' is no entry of an NFSv4 list/],
  [{ state: "present", entry: "A::a:r", default: true }, /'default' MUST NOT be set/],
  [{ state: "present", entry: "A::a:r", etype: "user" }, /'entry' MUST NOT be set/],
  [{ state: "absent", entry: "user" }, /'entry' MUST have 2 or 3 sections/],
  [{ state: "query", recursive: true }, /'recursive' MUST NOT be set/],
  [{ path: "/nothing/there" }, /Path not found/],
];

for (const [args, message] of REFUSED) {
  Deno.test(`acl refuses for NFSv4 ${JSON.stringify(args)}`, async () => {
    const { status, values } = await act(acl, { path: "/", use_nfsv4_acls: true, ...args });
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), message);
  });
}

Deno.test({
  name: "acl tells that a file system has no NFSv4 lists",
  ignore: REASON !== undefined,
  async fn(): Promise<void> {
    const { status, values } = await act(acl, { path: "/proc", use_nfsv4_acls: true });
    assert.equal(status, "failed");
    assert.match(String(values["msg"]), /nfs4_getfacl failed: .*not supported: \/proc/);
  },
});

Deno.test("acl names the package where the programs are missing", async () => {
  const target = { environment: { PATH: "/nowhere" }, shell: ["/bin/sh"] };
  const { status, values } = await act(acl, { path: "/", use_nfsv4_acls: true }, target);
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), /no nfs4_setfacl .* in the package nfs4-acl-tools/);
});

/** One after the other, in the same list; what differs is told in the README. */
const COMPARED: readonly Args[] = [
  {},
  { state: "present", etype: "user", entity: "joe@here", permissions: "rx" },
  { state: "present", etype: "user", entity: "joe@here", permissions: "rx" },
  { state: "present", etype: "group", entity: "4711", permissions: "RW" },
  { state: "present", entry: "user:sue@here:r" },
  { state: "absent", etype: "user", entity: "joe@here", permissions: "rx" },
  { state: "absent", entry: "group:4711:RW" },
  { state: "present", etype: "user", entity: "joe@here", permissions: "q" },
  { state: "query" },
];

/** Whether Ansible's module is one that uses these programs: its documentation says so. */
async function ansibleKnowsLists(): Promise<boolean> {
  if (REASON !== undefined || !isInstalled("ansible-doc")) return false;
  const args = ["-t", "module", "ansible.posix.acl"];
  const { stdout } = await new Deno.Command("ansible-doc", { args, stderr: "null" }).output();
  return new TextDecoder().decode(stdout).includes("nfs4_setfacl");
}

const COMPARES = await ansibleKnowsLists();
if (!COMPARES && REASON === undefined) {
  console.log("NFSv4 lists are not compared: there is no ansible.posix 1.6");
}

Deno.test({
  name: "acl returns of NFSv4 lists what Ansible's module returns",
  ignore: !COMPARES,
  fn: async () => {
    const told = (status: string, { acl, msg }: Readonly<Record<string, unknown>>): unknown =>
      status === "failed" ? { status } : { status, acl, msg };
    const theirs = await inMirror(async (root, outside) => {
      const tasks = COMPARED.map((args) => ({
        "ansible.posix.acl": { path: `${root}/file`, use_nfsv4_acls: true, ...args },
        ignore_errors: true,
      }));
      const playbook = `${outside}/play.yml`;
      const play = { hosts: "localhost", gather_facts: false, tasks };
      await Deno.writeTextFile(playbook, JSON.stringify([play]));
      const { events, log } = await tellAnsible([playbook, "-i", "localhost,", "-c", "local"]);
      const results = events.flatMap((each) => each.event === "result" ? [each] : []);
      assert.equal(results.length, COMPARED.length, log);
      return results.map(({ status, values }) => told(status, values));
    });
    const ours = await inMirror(async (root) => {
      const results: unknown[] = [];
      for (const args of COMPARED) {
        const all = { path: `${root}/file`, use_nfsv4_acls: true, ...args };
        const { status, values } = await act(acl, all);
        results.push(told(status, values));
      }
      return results;
    });
    assert.deepEqual(ours, theirs);
  },
});
