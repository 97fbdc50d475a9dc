/** `filetree`: what lies below directories. @module */
import { join } from "@shep/sdk/path";
import { defineLookup, type LookupDefinition, type Plain } from "@shep/sdk";
import { pathsOf, statOf } from "./paths.ts";

/** https://docs.ansible.com/ansible/latest/collections/community/general/filetree_lookup.html */
export const filetree: LookupDefinition = defineLookup({
  name: "filetree",
  summary: "The directories, files and links below directories; of two with one path the first.",
  async find(terms): Promise<Plain[]> {
    const names: Names = {
      owner: await namesIn("/etc/passwd"),
      group: await namesIn("/etc/group"),
    };
    const found = new Map<string, Plain>();
    for (const term of terms) {
      const root = await firstDirectory(pathsOf(term));
      if (root === undefined) continue;
      for await (const path of below(root, "")) {
        if (!found.has(path)) found.set(path, await describe(root, path, names));
      }
    }
    return [...found.values()];
  },
});

/** Names of users and groups by their numbers. */
interface Names {
  readonly owner: ReadonlyMap<number, string>;
  readonly group: ReadonlyMap<number, string>;
}

async function firstDirectory(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if ((await statOf(path))?.isDirectory) return path;
  return undefined;
}

/** The paths below a directory, relative to the root: its directories, its files, then theirs. */
async function* below(root: string, path: string): AsyncGenerator<string> {
  const entries = (await Array.fromAsync(Deno.readDir(join(root, path))))
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .map(({ name, isDirectory }) => ({ path: join(path, name), isDirectory }));
  const directories = entries.filter((entry) => entry.isDirectory);
  yield* directories.map((entry) => entry.path);
  yield* entries.filter((entry) => !entry.isDirectory).map((entry) => entry.path);
  for (const directory of directories) yield* below(root, directory.path);
}

async function describe(root: string, path: string, names: Names): Promise<Plain> {
  const place = join(root, path);
  const { isDirectory, isSymlink, uid, gid, mode, size, mtime, ctime } = await Deno.lstat(place);
  return {
    root: `${root.replace(/\/+$/, "")}/`,
    path,
    state: isSymlink ? "link" : isDirectory ? "directory" : "file",
    ...(isSymlink ? { src: await Deno.readLink(place) } : isDirectory ? {} : { src: place }),
    uid,
    gid,
    owner: names.owner.get(uid ?? -1) ?? uid,
    group: names.group.get(gid ?? -1) ?? gid,
    mode: `0${((mode ?? 0) & 0o7777).toString(8)}`,
    size,
    mtime: seconds(mtime),
    ctime: seconds(ctime),
  };
}

function seconds(time: Date | null): number | null {
  return time && time.getTime() / 1000;
}

/** The names of a file such as `/etc/passwd`; none where it is not there. */
async function namesIn(file: string): Promise<ReadonlyMap<number, string>> {
  if (!(await statOf(file))?.isFile) return new Map();
  const lines = (await Deno.readTextFile(file)).split("\n").map((line) => line.split(":"));
  return new Map(lines.map(([name, , number]) => [Number(number), name!]));
}
