/**
 * Copies a directory of the playbook: its directories, its files, its links.
 *
 * @module
 */
import {
  type DirectoryEntry,
  sh,
  shellLines,
  type Task,
  type TaskResult,
  type Value,
} from "@shep/sdk";
import { join } from "@shep/sdk/path";
import { expandingWord } from "../command/expansion.ts";
import { copyFiles, type TreeFile } from "./copy_files.ts";
import { type InstallOptions, installScript } from "./install_script.ts";
import { MAKE_LINK } from "./make_link.ts";
import { readReport, targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

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
  const tree: Tree = { directories: [], files: [], links: [] };
  await collect({ path, dest: base, above: ["."] }, tree, copy, task);
  // As in Ansible, of a directory in which nothing is nothing comes.
  if (Object.values(tree).some((each) => each.length > 0)) tree.directories.unshift(base);
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

/** A directory of the tree, as it is reached. */
interface Branch {
  readonly path: string;
  readonly dest: string;
  /** Where it, and each directory above it, really is, as seen from the first; it is the last. */
  readonly above: readonly string[];
}

async function collect(
  { path, dest, above }: Branch,
  tree: Tree,
  copy: TreeCopy,
  task: Task,
): Promise<void> {
  const all = await task.listDirectory(path);
  const placeOf = ({ name, leads }: DirectoryEntry): string => join(above.at(-1)!, leads ?? name);
  // What a link to nowhere leads to cannot be copied, nor a directory into itself.
  const isKept = (entry: DirectoryEntry): boolean =>
    entry.link !== undefined &&
    (!copy.followsLinks || entry.kind === "missing" || above.includes(placeOf(entry)));
  for (const { name, link } of all.filter(isKept)) {
    tree.links.push({ dest: dest + name, target: link! });
  }
  const entries = all.filter((entry) => !isKept(entry));
  const files = entries.filter(({ kind }) => kind === "file");
  tree.files.push(
    ...await Promise.all(files.map((entry) => treeFile(path, dest, entry, copy, task))),
  );
  for (const entry of entries.filter(({ kind }) => kind === "directory")) {
    const inside = `${dest}${entry.name}/`;
    tree.directories.push(inside);
    await collect(
      { path: joinPath(path, entry.name), dest: inside, above: [...above, placeOf(entry)] },
      tree,
      copy,
      task,
    );
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
    MAKE_LINK,
    ...links.map(({ dest, target }) => sh`make_link ${expandingWord(dest)} ${target}`),
  ]);
  return readReport(await task.script(script)).changed;
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  return Map.groupBy(items, key);
}
