/**
 * What the tests of this plugin share: the shells that are here, directories that go away again,
 * and what is in them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { AnyAction, Plain } from "@shep/sdk";
import { type ActionOutcome, LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";
import { writeProgram } from "../../sdk/testing/write_program.ts";

// Modes that nobody asks for are what they are for most people, whoever runs the tests.
Deno.umask(0o022);

/** A kind of target that this machine can stand in for. */
export interface Target {
  readonly name: string;
  readonly shell: readonly string[];
  /** The only programs that it has; all of this machine's, if absent. */
  readonly applets?: readonly string[];
}

/** Every program that the scripts of this plugin may need. */
const UTILITIES =
  "cat chgrp chmod chown cp date dd find grep id ln md5sum mkdir mv printf readlink rm " +
  "rmdir sha1sum sha256sum sort stat sync touch true false test head sh wc tar gzip gunzip unzip od tr sed bzip2 cmp";

/** Every kind of target that is installed here: three shells, and a userland that is not GNU. */
export const TARGETS: readonly Target[] = [
  { name: "dash", shell: ["dash"] },
  { name: "bash", shell: ["bash"] },
  { name: "busybox", shell: ["busybox", "sh"], applets: UTILITIES.split(" ") },
].filter(({ shell }) => isInstalled(shell[0]!));

/** Whether a program can be found. */
export function isInstalled(program: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(":").some((directory) =>
    isFile(join(directory, program))
  );
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Runs a test with a directory that is removed after it. */
export async function inDirectory(body: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    await body(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** A test that is run once on each kind of target, or on `only` one. */
export function testOnTargets(
  name: string,
  body: (root: string, target: LocalTaskOptions) => Promise<void>,
  { ignore = false, only }: { readonly ignore?: boolean; readonly only?: string } = {},
): void {
  for (const target of TARGETS) {
    if (only !== undefined && target.name !== only) continue;
    const fn = (): Promise<void> =>
      inDirectory(async (root) => {
        const tree = join(root, "tree");
        await Deno.mkdir(tree);
        const environment = await limitPrograms(target, join(root, "bin"));
        await body(tree, { shell: target.shell, environment });
      });
    Deno.test({ name: `${name} (${target.name})`, ignore, fn });
  }
}

async function limitPrograms(
  { applets }: Target,
  directory: string,
): Promise<Record<string, string>> {
  if (applets === undefined) return {};
  await Deno.mkdir(directory);
  const busybox = (Deno.env.get("PATH") ?? "").split(":").map((each) => join(each, "busybox"))
    .find((path) => isFile(path))!;
  for (const applet of applets) await Deno.symlink(busybox, join(directory, applet));
  await Deno.symlink(busybox, join(directory, "busybox"));
  return { PATH: directory };
}

/**
 * A target on which another program comes first in the PATH.
 *
 * @param directory Is made, and holds the program.
 */
export async function withProgram(
  directory: string,
  target: LocalTaskOptions,
  name: string,
  text: string,
): Promise<LocalTaskOptions> {
  await Deno.mkdir(directory);
  await writeProgram(`${directory}/${name}`, `#!/bin/sh\n${text}\n`);
  const path = target.environment?.["PATH"] ?? Deno.env.get("PATH");
  return { ...target, environment: { ...target.environment, PATH: `${directory}:${path}` } };
}

/** Each path of a tree with its kind, mode, owner, link target or content. */
export async function snapshot(root: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {};
  const visit = async (path: string, name: string): Promise<void> => {
    const info = await Deno.lstat(path);
    const about = `${((info.mode ?? 0) & 0o7777).toString(8)} ${info.uid}:${info.gid}`;
    if (info.isSymlink) tree[name] = `-> ${await Deno.readLink(path)}`;
    else if (info.isDirectory) {
      tree[name] = `directory ${about}`;
      for await (const entry of Deno.readDir(path)) {
        await visit(join(path, entry.name), `${name}/${entry.name}`);
      }
    } else tree[name] = `${about} ${await Deno.readTextFile(path)}`;
  };
  await visit(root, ".");
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => a < b ? -1 : 1));
}

/** Runs an action in a fresh task. */
export function act(
  action: AnyAction,
  args: Readonly<Record<string, Plain>>,
  options: LocalTaskOptions = {},
): Promise<ActionOutcome> {
  return runAction(action, args, new LocalTask(options));
}

/** A change that an action makes, as its test needs it. */
export interface Change {
  /** The arguments; `ROOT` in them stands for the directory. */
  readonly args: Readonly<Record<string, Plain>>;
  /** Makes what is there before. */
  readonly prepare?: (root: string) => Promise<void>;
  /** What is there afterwards: of the paths that are named, as `snapshot` gives them. */
  readonly after?: Readonly<Record<string, string | undefined>>;
  /** What of the values is looked at. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/**
 * Tests on each kind of target that a change is foretold in check mode, which changes nothing, that
 * it is made, and that the second run finds nothing to do.
 */
export function testChange(
  name: string,
  action: AnyAction,
  { args, prepare, after = {}, values = {} }: Change,
): void {
  testOnTargets(`${action.name}: ${name}`, async (root, target) => {
    await prepare?.(root);
    const here = atRoot(args, root) as Readonly<Record<string, Plain>>;
    const before = await snapshot(root);
    const foretold = await act(action, here, { ...target, check: true });
    assert.equal(foretold.status, "changed", JSON.stringify(foretold.values));
    assert.deepEqual(await snapshot(root), before);
    const made = await act(action, here, target);
    assert.equal(made.status, "changed", JSON.stringify(made.values));
    for (const [key, value] of Object.entries(values)) {
      assert.deepEqual(made.values[key], atRoot(value, root), key);
    }
    const tree = await snapshot(root);
    for (const [path, expected] of Object.entries(after)) {
      assert.equal(tree[path === "." ? path : `./${path}`], expected, path);
    }
    const again = await act(action, here, target);
    assert.equal(again.status, "ok", JSON.stringify(again.values));
    assert.deepEqual(await snapshot(root), tree);
  });
}

/** A value with the directory in place of `ROOT`. */
function atRoot(value: unknown, root: string): unknown {
  if (typeof value === "string") return value.replaceAll("ROOT", root);
  if (Array.isArray(value)) return value.map((each) => atRoot(each, root));
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, atRoot(each, root)]),
  );
}
