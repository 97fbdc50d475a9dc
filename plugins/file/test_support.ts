/**
 * What the tests of this plugin share: the shells that are here, directories that go away again,
 * and what is in them.
 *
 * @module
 */
import { join } from "node:path";
import type { AnyAction, Plain } from "@shep/sdk";
import { type ActionOutcome, LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";

/** A kind of target that this machine can stand in for. */
export interface Target {
  readonly name: string;
  readonly shell: readonly string[];
  /** The only programs that it has; all of this machine's, if absent. */
  readonly applets?: readonly string[];
}

/** Every program that the scripts of this plugin may need. */
const UTILITIES =
  "cat chgrp chmod chown cp date find grep id ln md5sum mkdir mv printf readlink rm " +
  "rmdir sha1sum sha256sum sort stat sync touch true false test";

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
