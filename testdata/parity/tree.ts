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
  await visit(root, ".", lines);
  return lines.sort().join("\n");
}

async function visit(path: string, name: string, lines: string[]): Promise<void> {
  const { mode, uid, gid, isSymlink, isDirectory, isFile } = await Deno.lstat(path);
  if (isSymlink) {
    lines.push(`${name} -> ${await Deno.readLink(path)}`);
    return;
  }
  const about = `${name} ${((mode ?? 0) & 0o7777).toString(8)} ${uid}:${gid}`;
  if (isDirectory) {
    lines.push(`${about} directory`);
    for (const entry of Deno.readDirSync(path)) {
      await visit(join(path, entry.name), `${name}/${entry.name}`, lines);
    }
  } else lines.push(isFile ? `${about} ${content(await Deno.readFile(path))}` : `${about} special`);
}

/** Quoted, in one line; bytes that are no text as they are. */
function content(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("latin1"));
}
