/**
 * Copies a directory of the playbook: one round trip tells which of its files differ, and those
 * that do follow, the short ones together.
 *
 * @module
 */
import {
  type DirectoryEntry,
  sh,
  shellLibrary,
  shellLines,
  type Task,
  TaskFailure,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { MAX_INLINE_BYTES } from "./content.ts";
import { install, installItem, type Source } from "./install.ts";
import { type InstallItem, type InstallOptions, installScript } from "./install_script.ts";
import { compareScript, newFilesScript } from "./new_files.ts";
import { readReport, targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

/** A file of the tree, and where it goes. */
interface TreeFile {
  readonly dest: string;
  readonly source: Source;
  readonly mode: number;
}

/** A tree of the playbook, and where it goes. */
export interface TreeCopy {
  /** As the playbook names it: a slash at the end means its content. */
  readonly src: string;
  /** Where it was found. */
  readonly path: string;
  readonly dest: string;
  /** Whether links are followed, and not made anew. */
  readonly followsLinks: boolean;
  /** Whether files from a vault stay as they are. */
  readonly isAsItIs: boolean;
}

/** How many bytes of short files one script carries. */
const BATCH_BYTES = 4 * MAX_INLINE_BYTES;

/** Copies everything; says only whether anything changed, as Ansible does. */
export async function copyTree(
  copy: TreeCopy,
  mode: Value | undefined,
  options: InstallOptions,
  task: Task,
): Promise<TaskResult> {
  const { src, path, dest } = copy;
  const top = dest.endsWith("/") ? dest : `${dest}/`;
  const base = src.endsWith("/") ? top : `${top}${path.replace(/\/+$/, "").split("/").at(-1)}/`;
  const tree: Tree = { directories: [base], files: [], links: [] };
  await collect(path, base, tree, copy, task);
  const inTree = { ...options, makeParents: true, diff: false };
  const perFile = mode === "preserve"
    ? groupBy(tree.files, (file) => file.mode)
    : new Map([[undefined, tree.files]]);
  let changed = await makeDirectories(tree.directories, inTree, task);
  for (const [bits, files] of perFile) {
    const attributes = bits === undefined
      ? options.attributes
      : { ...options.attributes, mode: { bits } };
    changed = await copyFiles(files, { ...inTree, attributes }, task) || changed;
  }
  changed = await makeLinks(tree.links, task) || changed;
  const named = src.endsWith("/") && !path.endsWith("/") ? `${path}/` : path;
  return { changed, values: { src: named, dest: top } };
}

interface Tree {
  readonly directories: string[];
  readonly files: TreeFile[];
  readonly links: TreeLink[];
}

/** A link, and where it goes. */
interface TreeLink {
  readonly dest: string;
  /** As it is written in the link. */
  readonly target: string;
}

async function collect(
  path: string,
  dest: string,
  tree: Tree,
  copy: TreeCopy,
  task: Task,
): Promise<void> {
  const all = await task.listDirectory(path);
  const isKept = ({ link }: DirectoryEntry): boolean => link !== undefined && !copy.followsLinks;
  for (const { name, link } of all.filter(isKept)) {
    tree.links.push({ dest: dest + name, target: link! });
  }
  const entries = all.filter((entry) => !isKept(entry));
  const files = entries.filter(({ kind }) => kind === "file");
  tree.files.push(
    ...await Promise.all(files.map((entry) => treeFile(path, dest, entry, copy, task))),
  );
  for (const { name, kind } of entries) {
    if (kind !== "directory") continue;
    tree.directories.push(`${dest}${name}/`);
    await collect(joinPath(path, name), `${dest}${name}/`, tree, copy, task);
  }
}

async function treeFile(
  path: string,
  dest: string,
  { name }: DirectoryEntry,
  { isAsItIs }: TreeCopy,
  task: Task,
): Promise<TreeFile> {
  if (isAsItIs) {
    const { data, mode } = await task.readFile(joinPath(path, name), { encrypted: true });
    return { dest: dest + name, mode, source: { bytes: data ?? new Uint8Array() } };
  }
  const { path: found, size, mode, sha1 } = await task.statFile(joinPath(path, name));
  return { dest: dest + name, mode, source: { path: found, size, sha1: sha1 ?? "" } };
}

function joinPath(directory: string, name: string): string {
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}

/** Also the empty ones; the permissions of those that are there already stay. */
async function makeDirectories(
  directories: readonly string[],
  options: InstallOptions,
  task: Task,
): Promise<boolean> {
  const script = shellLines([
    installScript([], options),
    ...directories.map((path) => shellLines(["make_missing " + expandingWord(path.slice(0, -1))])),
  ]);
  return readReport(await task.script(script)).changed;
}

async function makeLinks(links: readonly TreeLink[], task: Task): Promise<boolean> {
  if (links.length === 0) return false;
  const script = targetScript({ check: task.check, token: crypto.randomUUID() }, [
    TEMPORARY_FILES,
    LINK,
    ...links.map(({ dest, target }) => sh`make_link ${expandingWord(dest)} ${target}`),
  ]);
  return readReport(await task.script(script)).changed;
}

const LINK = shellLibrary(`
make_link() {
  [ -L "$1" ] && link_target "$1" && [ "$r" = "$2" ] && return
  change link "$1"
  [ -z "$check" ] || return 0
  [ ! -d "$1" ] || [ -L "$1" ] || fail "$1 is a directory, and a link in the source"
  parent "$1"; t=$r/.shep-$token
  on_exit 'rm -f -- "$t"'
  ln -s -- "$2" "$t" && rename "$t" "$1" || fail "Cannot make the link $1"
  trap - 0
}`);

async function copyFiles(
  files: readonly TreeFile[],
  options: InstallOptions,
  task: Task,
): Promise<boolean> {
  if (files.length === 0) return false;
  const compared = files.map((file): InstallItem => installItem(file, file.source));
  const report = readReport(await task.script(compareScript(compared, options)));
  if (task.check) return report.changed;
  const isNew = new Set(report.all("new"));
  const needed = new Set(report.all("need").map((place) => place.slice(-TOKEN_LENGTH)));
  const told = (tokens: ReadonlySet<string>): TreeFile[] =>
    files.filter((_, index) => tokens.has(compared[index]!.token));
  const isShort = (file: TreeFile): boolean => sizeOf(file) <= MAX_INLINE_BYTES;
  // A file that is to be validated is one by itself.
  const together = options.validate === undefined ? told(isNew).filter(isShort) : [];
  for (const batch of batches(together)) await makeBatch(batch, options, task);
  const others = new Set(told(isNew.union(needed))).difference(new Set(together));
  for (const batch of batches([...others].filter(isShort))) {
    await installBatch(batch, options, task);
  }
  for (const file of others) if (!isShort(file)) await install(file, options, task);
  return report.changed;
}

/** The length of a UUID. */
const TOKEN_LENGTH = 36;

function sizeOf({ source }: TreeFile): number {
  return "bytes" in source ? source.bytes.length : source.size;
}

function batches(files: readonly TreeFile[]): TreeFile[][] {
  const result: TreeFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    // The names count, too: they are the arguments of programs.
    const size = file.dest.length + sizeOf(file);
    if (bytes + size > BATCH_BYTES) {
      result.push([]);
      bytes = 0;
    }
    bytes += size;
    result.at(-1)!.push(file);
  }
  return result;
}

async function installBatch(
  files: readonly TreeFile[],
  options: InstallOptions,
  task: Task,
): Promise<void> {
  const items = await Promise.all(files.map(async (file) => {
    const bytes = await bytesOf(file.source, task);
    return installItem(file, bytes === undefined ? file.source : { bytes });
  }));
  readReport(await task.script(installScript(items, options)));
}

/** Makes files that are not there yet. */
async function makeBatch(
  files: readonly TreeFile[],
  options: InstallOptions,
  task: Task,
): Promise<void> {
  const made = await Promise.all(files.map(async ({ dest, source }) => {
    const at = dest.lastIndexOf("/");
    const bytes = await bytesOf(source, task);
    if (bytes === undefined) throw new TaskFailure(`The source of ${dest} is no file any more`);
    return { directory: dest.slice(0, at), name: dest.slice(at + 1), bytes };
  }));
  const directories = Map.groupBy(made, ({ directory }) => directory);
  readReport(await task.script(newFilesScript(directories, options)));
}

/** What a short file holds. */
async function bytesOf(source: Source, task: Task): Promise<Uint8Array | undefined> {
  return "bytes" in source ? source.bytes : (await task.readFile(source.path)).data;
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  return Map.groupBy(items, key);
}
