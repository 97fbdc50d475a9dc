/**
 * The files of a plugin, each with its checksum: what was granted, and what is run.
 *
 * @module
 */
import { Fault } from "@shep/sdk/errors";
import { dirname } from "@shep/sdk/path";

/** Files with their checksums. */
export interface PinnedFiles {
  /** The absolute folder that the files lie in. */
  readonly root: string;
  /** The file that is run, relative to `root`. */
  readonly entry: string;
  /** SHA-256 in hex of each file, by its path relative to `root`. */
  readonly sha256: Readonly<Record<string, string>>;
  /**
   * Whether `root` is the plugin's alone and holds nothing else. A program may load whatever lies
   * beside it: there a file more is a change too.
   */
  readonly isWhole?: boolean;
}

/** SHA-256 in hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Pins the files at these paths relative to `root`. */
export async function pinFiles(
  root: string,
  entry: string,
  paths: Iterable<string>,
): Promise<PinnedFiles> {
  const sums: Record<string, string> = {};
  for (const path of [...paths].sort()) {
    sums[path] = await sha256(await Deno.readFile(`${root}/${path}`));
  }
  return { root, entry, sha256: sums };
}

/** One checksum for all of them. */
export async function pinnedDigest({ entry, sha256: sums }: PinnedFiles): Promise<string> {
  const lines = Object.entries(sums).map(([path, sum]) => `${sum}  ${path}\n`).sort();
  return await sha256(new TextEncoder().encode(`${entry}\n${lines.join("")}`));
}

/** What differs between two pins of a plugin, as lines for people. */
export function pinnedChanges(before: PinnedFiles, after: PinnedFiles): string[] {
  const paths = new Set([...Object.keys(before.sha256), ...Object.keys(after.sha256)]);
  return [...paths].sort().flatMap((path) => {
    const [was, is] = [before.sha256[path], after.sha256[path]];
    if (was === is) return [];
    if (was === undefined) return [`added: ${path}`];
    if (is === undefined) return [`removed: ${path}`];
    return [`changed: ${path} (sha256 ${was.slice(0, 12)}… is now ${is.slice(0, 12)}…)`];
  });
}

/** Pins every file below a folder, for a plugin that may load any of them. */
export async function pinFolder(root: string, entry: string): Promise<PinnedFiles> {
  return { ...await pinFiles(root, entry, await filesBelow(root)), isWhole: true };
}

/** The relative paths of all files. A link would lead to what is not pinned, and is refused. */
async function filesBelow(root: string, folder = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(`${root}/${folder}`)) {
    const path = folder + name;
    if (isSymlink) {
      throw new Fault("failed", `A plugin's folder cannot hold a link: ${root}/${path}`, {
        hint: "Put the file itself there",
      });
    }
    if (isDirectory) files.push(...await filesBelow(root, `${path}/`));
    else files.push(path);
  }
  return files;
}

/**
 * Reads the files and compares their bytes with the pins.
 *
 * @returns The bytes that were compared, by path.
 * @throws {Fault} `permission-denied`, with every file that is not what was granted.
 */
export async function readPinned(
  plugin: string,
  pinned: PinnedFiles,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const found: Record<string, string> = {};
  const paths = pinned.isWhole ? await filesBelow(pinned.root) : Object.keys(pinned.sha256);
  for (const path of paths) {
    const bytes = await readIfThere(`${pinned.root}/${path}`);
    if (!bytes) continue;
    files.set(path, bytes);
    found[path] = await sha256(bytes);
  }
  const changes = pinnedChanges(pinned, { ...pinned, sha256: found });
  if (changes.length === 0) return files;
  throw new Fault("permission-denied", `The plugin '${plugin}' is not what was granted`, {
    detail: [`In ${pinned.root}:`, ...changes].join("\n"),
    hint: `If the change is meant, grant it again: shep plugin grant ${plugin}`,
  });
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Puts the granted bytes where only this user writes, and returns the path of the entry there: what
 * runs is what was compared, whatever becomes of the original in the meantime.
 *
 * @param store The folder of all snapshots; each is named after its digest.
 * @throws {Fault} As {@linkcode readPinned}.
 */
export async function snapshot(
  plugin: string,
  pinned: PinnedFiles,
  store: string,
): Promise<string> {
  const files = await readPinned(plugin, pinned);
  const root = `${store}/${await pinnedDigest(pinned)}`;
  for (const [path, bytes] of files) {
    const copy = `${root}/${path}`;
    const there = await readIfThere(copy);
    if (there && await sha256(there) === pinned.sha256[path]) continue;
    await Deno.mkdir(dirname(copy), { recursive: true, mode: 0o700 });
    const beside = `${copy}.${crypto.randomUUID()}`;
    await Deno.writeFile(beside, bytes, { mode: 0o400, createNew: true });
    await Deno.rename(beside, copy);
  }
  return `${root}/${pinned.entry}`;
}
