/**
 * What the tests of this plugin share: the shells that are here, directories that go away again,
 * and what is in them.
 *
 * @module
 */
import { join } from "node:path";
import type { AnyAction, Plain } from "@shep/sdk";
import {
  type ActionOutcome,
  LocalTask,
  type LocalTaskOptions,
  runAction,
} from "../../sdk/testing/local_task.ts";

/** Every shell of this machine that targets may have. */
export const SHELLS: readonly (readonly string[])[] = [["dash"], ["bash"], ["busybox", "sh"]]
  .filter((shell) => isInstalled(shell[0]!));

function isInstalled(program: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(":").some((directory) => {
    try {
      return Deno.statSync(join(directory, program)).isFile;
    } catch {
      return false;
    }
  });
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

/** A test that is run once in each shell. */
export function testInShells(
  name: string,
  body: (root: string, shell: readonly string[]) => Promise<void>,
): void {
  for (const shell of SHELLS) {
    Deno.test(`${name} (${shell.join(" ")})`, () => inDirectory((root) => body(root, shell)));
  }
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
