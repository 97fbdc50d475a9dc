/**
 * A directory as text: content, permissions and owners.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { join } from "node:path";

/** Each path below `root` with what stands there, a line each, in the order of their names. */
export async function listTree(root: string): Promise<string> {
  const lines: string[] = [];
  for await (const name of walk(root, ".")) lines.push(await describe(root, name));
  return lines.sort().join("\n");
}

/** The lines of what was laid over `base`, without those of what stands there the same. */
export async function listChanges(root: string, base: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const name of walk(root, ".")) {
    const line = await describe(root, name);
    if (line !== await describe(base, name).catch(() => undefined)) lines.push(line);
  }
  return lines.sort();
}

async function* walk(root: string, name: string): AsyncGenerator<string> {
  yield name;
  const path = join(root, name);
  if (!(await Deno.lstat(path)).isDirectory) return;
  for (const entry of Deno.readDirSync(path)) yield* walk(root, `${name}/${entry.name}`);
}

async function describe(root: string, name: string): Promise<string> {
  const path = join(root, name);
  const { mode, uid, gid, isSymlink, isDirectory, isFile } = await Deno.lstat(path);
  if (isSymlink) return `${name} -> ${await Deno.readLink(path)}`;
  const about = `${name} ${((mode ?? 0) & 0o7777).toString(8)} ${uid}:${gid}`;
  if (isDirectory) return `${about} directory`;
  return isFile ? `${about} ${content(await Deno.readFile(path))}` : `${about} special`;
}

/** Quoted, in one line; bytes that are no text as they are. */
function content(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("latin1"));
}
