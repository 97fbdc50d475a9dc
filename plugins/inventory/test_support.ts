/**
 * What the tests of inventories share: files on this disk, and the real `ansible-inventory`.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InventoryContext, inventoryData } from "@shep/sdk";
import { toValue, type Value, type ValueMap } from "@shep/sdk/value";
import { askAnsible } from "../../testdata/parity/commands.ts";
import { Document } from "./document.ts";
import type { InventoryData, VarsLayer } from "@shep/sdk/inventory";
import type { DirectoryEntry, ForeignSource, SourceReader, SourceText } from "./reader.ts";
import { script } from "./script/script.ts";
import { type InventorySettings, NO_SETTINGS } from "./settings.ts";

/** The folder with the recorded inventories. */
export const TESTDATA: string = fileURLToPath(new URL("testdata/", import.meta.url));

/** The sources of each recorded inventory, relative to {@linkcode TESTDATA}. */
export const CASES: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(TESTDATA, "cases.json"), "utf8"),
);

/** What the host says, as far as the recorded inventories show it. */
export const SETTINGS: InventorySettings = {
  ...NO_SETTINGS,
  ignoredEndings: [".bak", ".ini", ".md", ".txt", "~"],
};

/** Reads a document as plain values. */
export function yamlValue(text: string, file = "test.yml"): Value {
  return new Document(text, file).value;
}

/** Files below `root` on this disk. */
export function diskReader(root: string): SourceReader {
  return {
    readFile: async (path) => {
      const text = await Deno.readTextFile(join(root, path));
      const { mode } = await Deno.stat(join(root, path));
      return { text, isExecutable: ((mode ?? 0) & 0o111) !== 0 };
    },
    list: (path) => listDirectory(join(root, path)),
    readForeign: async ({ inventory, path }) => {
      if (inventory !== "script") throw new Error(`no inventory '${inventory}'`);
      const options = toValue({ environment: { PATH: Deno.env.get("PATH") ?? "" } });
      const request = { sources: [join(root, path)], playbookDirs: [], options };
      return inventoryData(await script.load(request, {} as InventoryContext));
    },
  };
}

async function listDirectory(path: string): Promise<DirectoryEntry[] | null> {
  const isDirectory = await Deno.stat(path).then((info) => info.isDirectory, () => false);
  if (!isDirectory) return null;
  const entries = await Array.fromAsync(Deno.readDir(path));
  return entries.map(({ name, isDirectory }) => ({ name, isDirectory }));
}

/** Files in memory; `listed` and `read` count what was asked for. */
export class MemoryReader implements SourceReader {
  /** How often a directory was listed. */
  listed = 0;
  /** How often a file was read. */
  read = 0;
  readonly #files: ReadonlyMap<string, string>;

  /** Texts by path. */
  constructor(files: Iterable<[string, string]>) {
    this.#files = new Map(files);
  }

  /** The text, or a rejection. */
  readFile(path: string): Promise<SourceText> {
    this.read++;
    const text = this.#files.get(path);
    return text === undefined
      ? Promise.reject(new Error(`no file ${path}`))
      : Promise.resolve({ text, isExecutable: path.endsWith("-x") });
  }

  /** There are none. */
  readForeign({ inventory }: ForeignSource): Promise<InventoryData> {
    return Promise.reject(new Error(`no inventory '${inventory}'`));
  }

  /** The entries right below `path`. */
  list(path: string): Promise<DirectoryEntry[] | null> {
    this.listed++;
    const entries = new Map<string, DirectoryEntry>();
    for (const file of this.#files.keys()) {
      if (!file.startsWith(`${path}/`)) continue;
      const [name = "", ...below] = file.slice(path.length + 1).split("/");
      entries.set(name, { name, isDirectory: below.length > 0 });
    }
    return Promise.resolve(entries.size > 0 ? [...entries.values()] : null);
  }
}

/** What `ansible-inventory --list --export` shows of an inventory, without what is empty. */
export function exported(data: InventoryData): ValueMap {
  const result: ValueMap = new Map();
  const hostvars: ValueMap = new Map();
  for (const { name, vars } of data.hosts.values()) {
    const merged = mergedVars("host", name, vars, data);
    if (merged.size > 0) hostvars.set(name, merged);
  }
  result.set("_meta", new Map([["hostvars", hostvars]]));
  for (const { name, hosts, children, vars, priority } of data.groups.values()) {
    const group: ValueMap = new Map();
    const merged = mergedVars("group", name, vars, data);
    if (priority !== 1) merged.set("ansible_group_priority", priority);
    if (hosts.size > 0 && name !== "all") group.set("hosts", [...hosts]);
    if (children.size > 0) group.set("children", [...children]);
    if (merged.size > 0) group.set("vars", merged);
    if (group.size > 0) result.set(name, group);
  }
  return result;
}

function mergedVars(
  kind: "group" | "host",
  name: string,
  layers: readonly VarsLayer[],
  { varsFiles }: InventoryData,
): ValueMap {
  const files = varsFiles.filter((file) => file.kind === kind && file.name === name);
  return new Map([...layers, ...files].flatMap(({ values }) => [...values]));
}

/** Where the recorded answer to a case lies. */
export function expectedFile(name: string): string {
  return join(TESTDATA, "expected", `${name.replaceAll(/[^a-z0-9_]+/gi, "-")}.json`);
}

/** The answers of the installed `ansible-inventory` to all cases, by name; nothing without it. */
export function askForCases(): ReadonlyMap<string, string> | undefined {
  const commands = Object.values(CASES).map((sources) => [
    "ansible-inventory",
    ...sources.flatMap((source) => ["-i", source]),
    "--list",
    "--export",
  ]);
  const answers = askAnsible(commands, { folder: TESTDATA });
  return answers && new Map(Object.keys(CASES).map((name, at) => [name, answers[at]!.stdout]));
}
