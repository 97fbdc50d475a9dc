/**
 * A failure in the middle of a change leaves the old file whole and nothing half written, and says
 * which path it was and why: on a disk that is full, read-only, or gone, and for a shell that is
 * killed or that nobody listens to any more.
 */
import assert from "node:assert/strict";
import type { AnyAction, Plain } from "@shep/sdk";
import type { ActionOutcome, LocalTaskOptions } from "@shep/sdk/testing";
import { archive } from "./archive.ts";
import { assemble } from "./assemble.ts";
import { blockinfile } from "./blockinfile.ts";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { iniFile } from "./ini_file.ts";
import { lineinfile } from "./lineinfile.ts";
import { replace } from "./replace.ts";
import { STATUS_VALUES } from "./target.ts";
import { tempfile } from "./tempfile.ts";
import { template } from "./template.ts";
import { act, isInstalled, snapshot, testOnTargets, withProgram } from "./test_support.ts";
import { unarchive } from "./unarchive.ts";

/** A change at `ROOT/place`, of `old` mostly, out of what is in `ROOT/source`. */
interface Writer {
  readonly name: string;
  readonly action: AnyAction;
  /** `ROOT` in them stands for the directory. */
  readonly args: Readonly<Record<string, string | boolean>>;
  /** The program that runs when the change is half done. */
  readonly midway?: string;
  /** Whether all it needs is a name, and no space. */
  readonly isNameOnly?: boolean;
  /** The results that nobody reads. */
  readonly unread?: readonly string[];
}

const OLD = "ROOT/place/old";
const WRITERS: readonly Writer[] = [
  { name: "copy of text", action: copy, args: { dest: OLD, content: "new\n" }, midway: "sync" },
  {
    name: "copy of new text that nobody asks about",
    action: copy,
    args: { dest: "ROOT/place/new", content: "new\n".repeat(1000) },
    midway: "mv",
    unread: STATUS_VALUES,
  },
  {
    name: "copy of a long file",
    action: copy,
    args: { dest: OLD, src: "ROOT/source/long" },
    midway: "sync",
  },
  {
    name: "copy of a tree",
    action: copy,
    args: { dest: "ROOT/place/tree/", src: "ROOT/source/tree/" },
    midway: "sync",
  },
  {
    name: "copy of a target's file",
    action: copy,
    args: { dest: OLD, src: "ROOT/source/long", remote_src: true },
    midway: "sync",
  },
  {
    name: "copy of a target's tree",
    action: copy,
    args: { dest: "ROOT/place/", src: "ROOT/source/tree", remote_src: true },
    midway: "mv",
  },
  {
    name: "copy with a backup",
    action: copy,
    args: { dest: OLD, content: "new\n", backup: true },
    midway: "cp",
  },
  {
    name: "template",
    action: template,
    args: { dest: OLD, src: "ROOT/source/page.j2" },
    midway: "sync",
  },
  {
    name: "assemble",
    action: assemble,
    args: { dest: OLD, src: "ROOT/source/tree" },
    midway: "sync",
  },
  {
    name: "lineinfile",
    action: lineinfile,
    args: { path: OLD, line: "new" },
    midway: "sync",
  },
  {
    name: "blockinfile",
    action: blockinfile,
    args: { path: OLD, block: "new" },
    midway: "sync",
  },
  {
    name: "replace",
    action: replace,
    args: { path: OLD, regexp: "old", replace: "new" },
    midway: "sync",
  },
  {
    name: "ini_file",
    action: iniFile,
    args: { path: OLD, section: "s", option: "o", value: "v" },
    midway: "sync",
  },
  {
    name: "archive",
    action: archive,
    args: { dest: OLD, path: "ROOT/source/tree", force_archive: true },
    midway: "sync",
  },
  {
    name: "unarchive",
    action: unarchive,
    args: { dest: "ROOT/place", src: "ROOT/source/tree.tgz", remote_src: true },
    midway: "tar",
  },
  {
    name: "unarchive of a file of the playbook",
    action: unarchive,
    args: { dest: "ROOT/place", src: "ROOT/source/tree.tgz" },
    midway: "tar",
  },
  {
    name: "file that becomes a link",
    action: file,
    args: { path: OLD, src: "/", state: "link", force: true },
    midway: "ln",
    isNameOnly: true,
  },
  {
    name: "file that becomes a hard link",
    action: file,
    args: { path: OLD, src: "ROOT/place/other", state: "hard", force: true },
    midway: "ln",
    isNameOnly: true,
  },
  {
    name: "file that is touched",
    action: file,
    args: { path: "ROOT/place/new", state: "touch" },
    isNameOnly: true,
  },
  {
    name: "file that is a directory",
    action: file,
    args: { path: "ROOT/place/new/sub", state: "directory" },
    isNameOnly: true,
  },
  {
    name: "file with a mode",
    action: file,
    args: { path: OLD, mode: "0600" },
    isNameOnly: true,
  },
  { name: "tempfile", action: tempfile, args: { path: "ROOT/place" }, isNameOnly: true },
];

/** Makes what the writers find. */
async function prepare(root: string): Promise<void> {
  await Deno.mkdir(`${root}/source/tree`, { recursive: true });
  await Deno.writeTextFile(`${root}/source/tree/first`, "first\n");
  await Deno.writeTextFile(`${root}/source/tree/old`, "new\n");
  await Deno.writeTextFile(`${root}/source/long`, "long\n".repeat(10_000));
  await Deno.writeTextFile(`${root}/source/page.j2`, "new\n");
  const tar = ["-C", `${root}/source/tree`, "-czf", `${root}/source/tree.tgz`, "first", "old"];
  assert((await new Deno.Command("tar", { args: tar }).output()).success);
  await Deno.mkdir(`${root}/place/tree`, { recursive: true });
  await Deno.writeTextFile(`${root}/place/tree/old`, "old\n");
  await Deno.writeTextFile(`${root}/place/old`, "old\n");
  await Deno.writeTextFile(`${root}/place/other`, "other\n");
}

function argumentsOf({ args }: Writer, root: string): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll("ROOT", root) : value,
    ]),
  );
}

function write(writer: Writer, root: string, target: LocalTaskOptions): Promise<ActionOutcome> {
  const { action, unread = [] } = writer;
  return act(action, argumentsOf(writer, root), { ...target, unread });
}

/** Fails: with the path, and with why. */
async function assertFails(
  writer: Writer,
  target: LocalTaskOptions,
  root: string,
  why: RegExp,
): Promise<void> {
  const { status, values } = await write(writer, root, target);
  const message = `${values["msg"]}`;
  assert.equal(status, "failed", `${writer.name}: ${message}`);
  assert(message.includes(`${root}/place`), `${writer.name}: ${message}`);
  assert.match(message, why, writer.name);
}

/* A disk on which nothing can be made. */

interface Disk {
  readonly name: string;
  readonly why: RegExp;
  /** What is on it by then. */
  spoil(place: string): Promise<unknown>;
  readonly concerns: (writer: Writer) => boolean;
}

async function untilFull(place: string, write: (number: number) => Promise<void>): Promise<void> {
  await Deno.mkdir(`${place}/full`);
  await assert.rejects(async () => {
    for (let number = 0;; number++) await write(number);
  }, /No space left on device/);
}

const DISKS: readonly Disk[] = [
  {
    name: "without space",
    why: /No space left on device/,
    spoil(place): Promise<void> {
      const more = (): Promise<void> =>
        Deno.writeTextFile(`${place}/full/x`, "x".repeat(4096), { append: true });
      return untilFull(place, more);
    },
    concerns: ({ isNameOnly }) => !isNameOnly,
  },
  {
    name: "without a name to give",
    why: /No space left on device/,
    spoil: (place) => untilFull(place, (at) => Deno.writeTextFile(`${place}/full/${at}`, "")),
    concerns: ({ args }) => args["mode"] === undefined && args["state"] !== "hard",
  },
  {
    name: "that is read-only",
    why: /Read-only file system/i,
    spoil: (place) => mount("-o", "remount,ro", place),
    concerns: () => true,
  },
];

async function mount(...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("mount", { args }).output();
  assert(success, new TextDecoder().decode(stderr));
}

const canMount = Deno.uid() === 0 && isInstalled("mount") &&
  new Deno.Command("unshare", { args: ["-m", "mount", "-t", "tmpfs", "none", "/mnt"] })
    .outputSync().success;

for (const { name, why, spoil, concerns } of DISKS) {
  testOnTargets(`a disk ${name} leaves every old file whole`, async (root, target) => {
    const place = `${root}/place`;
    await Deno.mkdir(place);
    await mount("-t", "tmpfs", "-o", "size=128k,nr_inodes=24", "none", place);
    try {
      await prepare(root);
      await spoil(place);
      const before = await snapshot(root);
      for (const writer of WRITERS.filter(concerns)) {
        await assertFails(writer, target, root, why);
        assert.deepEqual(await snapshot(root), before, writer.name);
      }
    } finally {
      await new Deno.Command("umount", { args: ["-l", place] }).output();
    }
  }, { ignore: !canMount });
}

/* What happens when a change is half done. */

/**
 * A target on which one program does something else first.
 *
 * @param deed What it does, as text of the shell.
 */
async function interposed(
  program: string,
  deed: string,
  root: string,
  target: LocalTaskOptions,
): Promise<LocalTaskOptions> {
  const text = `>${root}/happened\n${deed}\nPATH=\${PATH#*:} exec ${program} "$@"`;
  const changed = await withProgram(`${root}/programs`, target, program, text);
  return { ...changed, environment: { ...changed.environment, ROOT: root } };
}

/** What a run left behind of its own. */
function leftovers(tree: Readonly<Record<string, string>>): string[] {
  return Object.keys(tree).filter((path) => path.includes("/.shep-"));
}

const MIDWAY = WRITERS.filter(({ midway }) => midway !== undefined);
const SETSID = "/usr/bin/setsid";

for (const writer of MIDWAY) {
  const { name, midway = "" } = writer;

  testOnTargets(`the directory vanishes midway in a ${name}`, async (root, target) => {
    await prepare(root);
    // At once, for what runs beside it could make something in a directory that is being removed.
    const deed = '(PATH=${PATH#*:}; mv -- "$ROOT/place" "$ROOT/gone"; rm -rf -- "$ROOT/gone")';
    const spoiled = await interposed(midway, deed, root, target);
    await assertFails(writer, spoiled, root, /No such file or directory/);
    await Deno.stat(`${root}/happened`);
    assert.deepEqual(Object.keys(await snapshot(root)).filter((path) => /place/.test(path)), []);
  }, { only: "dash" });

  testOnTargets(`the shell is killed midway in a ${name}`, async (root, target) => {
    await prepare(root);
    const place = `${root}/place`;
    const before = await snapshot(place);
    const spoiled = await interposed(midway, "kill -9 0", root, target);
    const shell = [SETSID, "-w", ...target.shell!];
    const killed = await write(writer, root, { ...spoiled, shell });
    assert.equal(killed.status, "failed");
    await Deno.stat(`${root}/happened`);
    const after = await snapshot(place);
    const left = leftovers(after);
    assert.equal(left.length > 0, midway !== "ln", left.join("\n"));
    for (const path of left) {
      delete after[path];
      const age = ["-h", "-d", "2 days ago", `${place}/${path}`];
      assert((await new Deno.Command("touch", { args: age }).output()).success);
    }
    assert.deepEqual(after, before);
    // A later change finds what is a day old.
    const later = await write(writer, root, target);
    assert.equal(later.status, "changed", `${later.values["msg"]}`);
    assert.deepEqual(leftovers(await snapshot(place)), []);
  }, { ignore: !isInstalled("setsid"), only: "dash" });

  testOnTargets(`the connection is lost midway in a ${name}`, async (root, target) => {
    await prepare(root);
    const place = `${root}/place`;
    const before = await snapshot(place);
    // The reader is gone for sure when it is a zombie, or not even that.
    const deed =
      'kill -9 "$READER"; while grep -qs "^State:.[^Z]" "/proc/$READER/status"; do :; done';
    const spoiled = await interposed(midway, deed, root, target);
    assert((await new Deno.Command("mkfifo", { args: [`${root}/output`] }).output()).success);
    const relayed = 'cat "$ROOT/output" & export READER=$!; exec "$@" >"$ROOT/output"';
    const shell = ["/bin/sh", "-c", relayed, "sh", ...target.shell!];
    const lost = await write(writer, root, { ...spoiled, shell });
    assert.equal(lost.status, "failed");
    await Deno.stat(`${root}/happened`);
    const found = await snapshot(place);
    assert.deepEqual(leftovers(found), []);
    await write(writer, root, target);
    const after = await snapshot(place);
    for (const [path, content] of Object.entries(found)) {
      assert([before[path], after[path]].includes(content), `${path} is half written`);
    }
  }, { ignore: Deno.build.os !== "linux" });
}
