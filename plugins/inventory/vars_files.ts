/**
 * The files of `group_vars/` and `host_vars/`, beside an inventory or a playbook.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#organizing-host-and-group-variables
 *
 * @module
 */
import { extname, join } from "@shep/sdk/path";
import { describe } from "./describe.ts";
import { sortedByName } from "./directory.ts";
import { Document } from "./document.ts";
import type { VarsFile } from "@shep/sdk/inventory";
import type { DirectoryEntry, SourceReader } from "./reader.ts";

/** The groups and hosts whose variables are looked for. */
export interface Names {
  /** In the order of the result. */
  readonly groups: Iterable<string>;
  /** In the order of the result. */
  readonly hosts: Iterable<string>;
}

type FoundFile = Omit<VarsFile, "values" | "annotations">;

const EXTENSIONS: readonly string[] = ["", ".yml", ".yaml", ".json"];

/** So many files are read at a time: each is a round trip to the host. */
const AT_ONCE = 64;

/**
 * The variable files of these groups and hosts: by name, then in the order in which they win.
 *
 * For a name, the first that exists of `NAME`, `NAME.yml`, `NAME.yaml` and `NAME.json` counts; of a
 * directory, every such file in it and below it, sorted by name. Each directory is listed once,
 * however many names are looked for.
 *
 * @param base The folder that holds `group_vars/` and `host_vars/`; it need not have them.
 * @throws {InventoryError} for a file that is not a dictionary.
 */
export async function readVarsFiles(
  base: string,
  names: Names,
  reader: SourceReader,
): Promise<readonly VarsFile[]> {
  const found = [
    ...await findFiles("group", base, names.groups, reader),
    ...await findFiles("host", base, names.hosts, reader),
  ];
  const files: VarsFile[] = [];
  for (let start = 0; start < found.length; start += AT_ONCE) {
    const batch = found.slice(start, start + AT_ONCE);
    const read = await Promise.all(batch.map(({ file }) => reader.readFile(file)));
    for (const [index, file] of batch.entries()) {
      const variables = readVariables(read[index]?.text ?? "", file.file);
      if (variables !== undefined) files.push({ ...file, ...variables });
    }
  }
  return files;
}

/** The variables of a file, unless it is empty. */
function readVariables(
  text: string,
  file: string,
): Pick<VarsFile, "values" | "annotations"> | undefined {
  const document = new Document(text, file);
  const { root } = document;
  if (document.isEmpty(root)) return undefined;
  if (root.kind === "mapping") {
    const { values, annotations } = document.variables(root);
    return { values, ...(annotations && { annotations }) };
  }
  throw document.error(
    root,
    `a file of variables must be a dictionary, this is ${describe(document.value)}`,
    "Write one variable per line: name: value",
  );
}

async function findFiles(
  kind: VarsFile["kind"],
  base: string,
  names: Iterable<string>,
  reader: SourceReader,
): Promise<readonly FoundFile[]> {
  const folder = join(base, `${kind}_vars`);
  const entries = new Map((await reader.list(folder))?.map((entry) => [entry.name, entry]));
  if (entries.size === 0) return [];
  const found: FoundFile[] = [];
  for (const name of names) {
    const entry = firstOf(entries, name);
    if (entry === undefined) continue;
    for (const file of await filesBelow(join(folder, entry.name), entry, reader)) {
      found.push({ kind, name, base, file });
    }
  }
  return found;
}

function firstOf(
  entries: ReadonlyMap<string, DirectoryEntry>,
  name: string,
): DirectoryEntry | undefined {
  for (const extension of EXTENSIONS) {
    const entry = entries.get(name + extension);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** The file itself, or what is in the directory: no hidden files, backups or other extensions. */
async function filesBelow(
  path: string,
  entry: DirectoryEntry,
  reader: SourceReader,
): Promise<readonly string[]> {
  if (!entry.isDirectory) return [path];
  const files: string[] = [];
  for (const inner of sortedByName(await reader.list(path) ?? [])) {
    const extension = extname(inner.name);
    const isWanted = inner.isDirectory ? extension === "" : EXTENSIONS.includes(extension);
    if (!isWanted || inner.name.startsWith(".") || inner.name.endsWith("~")) continue;
    files.push(...await filesBelow(join(path, inner.name), inner, reader));
  }
  return files;
}
