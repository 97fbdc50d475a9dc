/**
 * Files of the controller, as plugins may see them.
 *
 * @module
 */
import { dirname, isAbsolute, join, normalize, resolve } from "@shep/sdk/path";
import { type DirectoryEntry, Fault, type FileKind } from "@shep/sdk";
import { linkFields } from "@shep/sdk/wire";
import { expandUser } from "./home.ts";

/** What stands at a path. */
export interface FoundFile {
  readonly kind: FileKind;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** What is in it, if it is vaulted; `size` is the size of this. */
  readonly clear?: Uint8Array;
  /** What is in it otherwise, if that was read already. */
  readonly content?: Uint8Array;
}

/** Of a path, or a link, that leads to nothing; a link to itself does not either. */
const NOWHERE = [Deno.errors.NotFound, Deno.errors.NotADirectory, Deno.errors.FilesystemLoop];

/** What stands at a path; links are followed. */
export async function stat(path: string): Promise<FoundFile> {
  try {
    const info = await Deno.stat(path);
    const kind = info.isDirectory ? "directory" : "file";
    return { kind, path, size: info.size, mode: (info.mode ?? 0) & 0o7777 };
  } catch (error) {
    if (!NOWHERE.some((kind) => error instanceof kind)) throw unreadable(path, error);
    return { kind: "missing", path, size: 0, mode: 0 };
  }
}

/** All that is in a file, in clear text. */
export async function bytesOf({ path, clear, content }: FoundFile): Promise<Uint8Array> {
  try {
    return clear ?? content ?? await Deno.readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Why the system lets nobody see what stands at a path. */
export function unreadable(path: string, error: unknown): Fault {
  const why = error instanceof Error ? error.message : String(error);
  return new Fault("failed", `'${path}' cannot be read: ${why}`, { file: path, cause: error });
}

/** What a directory holds. */
export async function list(path: string): Promise<DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  for await (const { name, isSymlink } of Deno.readDir(path)) {
    const each = join(path, name);
    const { kind, mode } = await stat(each);
    if (isSymlink) entries.push({ name, kind, mode, ...await linkFields(each, kind) });
    else if (kind !== "missing") entries.push({ name, kind, mode });
  }
  return entries.sort((a, b) => a.name < b.name ? -1 : 1);
}

/**
 * Where a file of a playbook is looked for: in the folder of its kind (`files`, `templates`), then
 * beside the playbook. `~` is the user's own folder.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbook_pathing.html
 */
export function candidates(name: string, search: string, roots: readonly string[]): string[] {
  const path = expandUser(name);
  if (isAbsolute(path)) return [normalize(path)];
  return roots.flatMap((root) =>
    search === "" ? [resolve(root, path)] : [resolve(root, search, path), resolve(root, path)]
  );
}

/** The first candidate that is there, or the first of all if none is. */
export async function firstFound(paths: readonly string[]): Promise<FoundFile> {
  for (const path of paths) {
    const found = await stat(path);
    if (found.kind !== "missing") return found;
  }
  return { kind: "missing", path: paths[0] ?? "", size: 0, mode: 0 };
}

/**
 * Whether what was found lies in one of `roots`, or is one, wherever links lead: one that leads out
 * of them is not within.
 */
export async function liesWithin(
  { kind, path }: FoundFile,
  roots: readonly string[],
): Promise<boolean> {
  if (!isWithin(path, roots)) return false;
  if (kind === "missing") return true;
  const [real = path, ...realRoots] = await Promise.all(
    [path, ...roots].map((each) => Deno.realPath(each)),
  );
  return isWithin(real, realRoots);
}

/** Whether `path` lies in one of `roots`, or is one. */
export function isWithin(path: string, roots: Iterable<string>): boolean {
  for (let at = normalize(path);; at = dirname(at)) {
    for (const root of roots) if (at === root) return true;
    if (at === dirname(at)) return false;
  }
}
