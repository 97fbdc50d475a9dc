/** The scripts do the same in every shell that may be a target's `sh`. */
import assert from "node:assert/strict";
import type { AnyAction, Plain } from "@shep/sdk";
import { archive } from "./archive.ts";
import { blockinfile } from "./blockinfile.ts";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { find } from "./find.ts";
import { lineinfile } from "./lineinfile.ts";
import { stat } from "./stat.ts";
import { act, inDirectory, isInstalled, snapshot } from "./test_support.ts";
import { unarchive } from "./unarchive.ts";

/**
 * Beyond the shells that everything else is tested with: those of BSD, where somebody has built them
 * from OpenBSD's and FreeBSD's sources, and what Debian has to stand in for them.
 */
const OTHER_SHELLS = ["oksh", "freebsd-sh", "mksh", "posh", "ksh93"];

const INSTALLED = OTHER_SHELLS.filter(isInstalled);
const MISSING = OTHER_SHELLS.filter((shell) => !isInstalled(shell));

if (MISSING.length > 0) {
  console.log(`Not tested, for they are not installed: ${MISSING.join(", ")}`);
}

/** Tasks, one after the other; `ROOT` is the directory that all of them work in. */
const TASKS: readonly (readonly [AnyAction, Record<string, Plain>])[] = [
  [copy, { content: "it's\n", dest: "ROOT/new" }],
  [copy, { content: "other\n", dest: "ROOT/new", backup: false, mode: "u=rw,g-w,o=" }],
  [copy, { content: "x".repeat(40_000), dest: "ROOT/large", mode: "+x" }],
  [copy, { src: "ROOT/source/", dest: "ROOT/copied/", directory_mode: "0750" }],
  [copy, { src: "ROOT/source", dest: "ROOT/on target", remote_src: true }],
  [file, { path: "ROOT/a/b", state: "directory", mode: "g+w" }],
  [file, { path: "ROOT/a", state: "directory", mode: "o=", recurse: true }],
  [file, { path: "ROOT/touched", state: "touch", mode: "a=r,u+w" }],
  [file, { path: "ROOT/link", src: "new", state: "link" }],
  [file, { path: "ROOT/hard", src: "ROOT/new", state: "hard" }],
  [lineinfile, { path: "ROOT/new", line: "a = é", regexp: "^oth" }],
  [blockinfile, { path: "ROOT/blocks/file", create: true, block: "a\nb", mode: "0640" }],
  [lineinfile, { path: "ROOT/new", line: "behind what is no ASCII" }],
  [lineinfile, { path: "ROOT/blocks/file", line: "behind what is" }],
  [archive, { path: "ROOT/source", dest: "ROOT/packed.tgz" }],
  [file, { path: "ROOT/unpacked", state: "directory" }],
  [unarchive, { src: "ROOT/packed.tgz", dest: "ROOT/unpacked", remote_src: true }],
  [find, { paths: "ROOT", recurse: true, patterns: "*.txt" }],
  [stat, { path: "ROOT/new", checksum_algorithm: "sha256" }],
  [file, { path: "ROOT/copied", state: "absent" }],
];

/** What each task said, twice: whether anything changed, and why it failed. */
async function runTasks(root: string, shell: string): Promise<string[]> {
  await Deno.mkdir(`${root}/source/sub dir`, { recursive: true });
  for (const name of ["one.txt", "sub dir/it's é.txt", "sub dir/three"]) {
    await Deno.writeTextFile(`${root}/source/${name}`, name);
  }
  const said: string[] = [];
  for (const [action, args] of TASKS) {
    const own = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll("ROOT", root) : value,
    ]);
    for (let round = 0; round < 2; round++) {
      const { status, values } = await act(action, Object.fromEntries(own), { shell: [shell] });
      said.push(`${action.name}: ${status} ${String(values.msg).replaceAll(root, "ROOT")}`);
    }
  }
  return said;
}

/** What is there afterwards; an archive is another each time, for it has times in it. */
async function treeOf(root: string): Promise<Record<string, string>> {
  const { "./packed.tgz": packed, ...tree } = await snapshot(root);
  assert(packed?.startsWith("644 "), packed?.slice(0, 20));
  return tree;
}

for (const shell of INSTALLED) {
  Deno.test(`actions on files do in ${shell} what they do in sh`, () =>
    inDirectory((expected) =>
      inDirectory(async (root) => {
        const [wanted, said] = await Promise.all([runTasks(expected, "sh"), runTasks(root, shell)]);
        assert.deepEqual(said, wanted);
        assert.deepEqual(wanted.filter((each) => each.includes("failed")), []);
        assert.deepEqual(await treeOf(root), await treeOf(expected));
      })
    ));
}
