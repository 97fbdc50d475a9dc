/**
 * Inventories in Ansible's TOML format: tables of groups, each with `hosts`, `vars` and a list of
 * `children`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/toml_inventory.html
 * @module
 */
import type { VarsLayer } from "@shep/sdk/inventory";
import { float, type Value, type ValueMap } from "@shep/sdk/value";
import { parse, TomlDate, TomlError, type TomlValue } from "smol-toml";
import type { InventoryBuilder } from "./builder.ts";
import { at, InventoryError, nearest, Refusal } from "./error.ts";
import { namedHosts } from "./host_pattern.ts";

const SECTIONS = ["hosts", "vars", "children"];

/**
 * Reads a TOML inventory into `builder`.
 *
 * @throws {InventoryError} for anything that is not of that form.
 */
export function readToml(text: string, file: string, builder: InventoryBuilder): void {
  const reader = new TomlReader(file, builder);
  const groups = parsed(text, file);
  if (groups.has("plugin")) {
    throw new InventoryError("a file that configures a plugin is written in YAML", { file });
  }
  for (const [name, group] of groups) {
    if (group instanceof Map) at({ file }, () => reader.group(String(name), group));
    else builder.warn(`${file}: skipped "${name}": a group is a table`);
  }
}

class TomlReader {
  readonly #source: { readonly file: string };
  readonly #builder: InventoryBuilder;

  constructor(file: string, builder: InventoryBuilder) {
    this.#source = { file };
    this.#builder = builder;
  }

  group(name: string, data: ValueMap): void {
    this.#builder.addGroup(name);
    for (const key of data.keys()) {
      if (!SECTIONS.includes(String(key))) this.#warnOf(String(key), name);
    }
    this.#builder.setGroupVars(name, this.#layer(table(data, "vars", name)));
    for (const child of children(data, name)) this.#builder.addChild(name, child, this.#source);
    for (const [host, vars] of table(data, "hosts", name)) this.#hosts(String(host), vars, name);
  }

  #hosts(entry: string, vars: Value, group: string): void {
    if (!(vars instanceof Map)) {
      throw new Refusal(`the variables of host "${entry}" must be a table`, `${entry} = {}`);
    }
    const { names, port } = namedHosts(entry);
    for (const name of names) {
      this.#builder.addHost(name, group, this.#source);
      if (port !== undefined) {
        this.#builder.setHostVars(name, this.#layer(new Map([["ansible_port", port]])));
      }
      this.#builder.setHostVars(name, this.#layer(vars));
    }
  }

  #layer(values: ValueMap): VarsLayer {
    return { values, source: this.#source };
  }

  #warnOf(key: string, group: string): void {
    const likely = nearest(key, SECTIONS);
    this.#builder.warn(
      `${this.#source.file}: skipped "${key}" in group "${group}", which may have hosts, vars and ` +
        `children${likely === undefined ? "" : `: did you mean "${likely}"?`}`,
    );
  }
}

/** A part of a group; nothing where it is missing. */
function table(group: ValueMap, section: string, name: string): ValueMap {
  const data = group.get(section) ?? new Map();
  if (data instanceof Map) return data;
  throw new Refusal(`"${section}" of group "${name}" must be a table`);
}

function children(group: ValueMap, name: string): string[] {
  const listed = group.get("children") ?? [];
  if (Array.isArray(listed)) return listed.map(String);
  throw new Refusal(
    `"children" of group "${name}" must be a list of names`,
    'Write them as children = ["one", "other"].',
  );
}

function parsed(text: string, file: string): ValueMap {
  try {
    return tableValue(parse(text, { integersAsBigInt: true }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const { line, column, message } = error;
    const [summary = ""] = message.replace(/^Invalid TOML document: /, "").split("\n");
    const sourceLine = text.split("\n")[line - 1];
    throw new InventoryError(`this is no TOML: ${summary}`, { file, line, column, sourceLine });
  }
}

function tableValue(data: object): ValueMap {
  const entries: [string, TomlValue][] = Object.entries(data);
  return new Map(entries.map(([key, value]) => [key, valueOf(value)]));
}

/** Dates are text: no value is a date. */
function valueOf(value: TomlValue): Value {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value === "object") return tableValue(value);
  if (typeof value === "number") return float(value);
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
