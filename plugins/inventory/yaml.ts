/**
 * Inventories in Ansible's YAML format; JSON files of the same structure are YAML, too.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yaml_inventory.html
 *
 * @module
 */
import type { Key, Value, ValueMap } from "@shep/sdk/value";
import type { InventoryBuilder } from "./builder.ts";
import { at, nearest, Refusal } from "./error.ts";
import { namedHosts } from "./host_pattern.ts";
import { describe } from "./describe.ts";

const SECTIONS = ["hosts", "vars", "children"] as const;
type SectionName = typeof SECTIONS[number];

/**
 * Reads a YAML inventory into `builder`: a dictionary of groups, each with `hosts`, `vars` and
 * `children`.
 *
 * @param data The document as the YAML parser gives it.
 * @throws {InventoryError} for anything that is not of that form, and for the configuration of an
 * inventory plugin, which is not supported yet.
 */
export function readYaml(data: Value, file: string, builder: InventoryBuilder): void {
  at({ file }, () => {
    if (!(data instanceof Map)) {
      throw new Refusal(
        `an inventory must be a dictionary of groups, this is ${describe(data)}`,
        "Start it with a group, such as all:, and put hosts: below it.",
      );
    }
    const plugin = data.get("plugin");
    if (typeof plugin === "string") {
      throw new Refusal(
        `this configures the inventory plugin "${plugin}", which is not supported yet`,
        "Hand in what it finds: ansible-inventory -i THIS --list --yaml --export > hosts.yml",
      );
    }
    new YamlReader(file, builder).groups(data);
  });
}

class YamlReader {
  readonly #file: string;
  readonly #builder: InventoryBuilder;

  constructor(file: string, builder: InventoryBuilder) {
    this.#file = file;
    this.#builder = builder;
  }

  groups(groups: ValueMap, parent?: string): void {
    for (const [key, data] of groups) {
      const group = asName(key, "group");
      if (data !== null && !(data instanceof Map)) {
        this.#warn(`skipped "${group}": a group is a dictionary, this is ${describe(data)}`);
        continue;
      }
      this.#builder.addGroup(group);
      if (parent !== undefined) this.#builder.addChild(parent, group, { file: this.#file });
      if (data !== null) this.#group(group, data);
    }
  }

  #group(group: string, data: ValueMap): void {
    for (const key of data.keys()) {
      if (!SECTIONS.some((name) => name === key)) this.#warn(unexpectedKey(key, group));
    }
    this.#builder.setGroupVars(group, section(data, "vars", group), { file: this.#file });
    this.groups(section(data, "children", group), group);
    for (const [entry, vars] of section(data, "hosts", group)) {
      this.#hosts(asName(entry, "host"), vars, group);
    }
  }

  #hosts(entry: string, vars: Value, group: string): void {
    if (vars !== null && !(vars instanceof Map)) {
      throw new Refusal(
        `the variables of host "${entry}" must be a dictionary, this is ${describe(vars)}`,
        `Write "${entry}:" alone, or variables indented below it.`,
      );
    }
    const { names, port } = namedHosts(entry);
    if (names.length === 0) this.#warn(`"${entry}" stands for no host at all`);
    const source = { file: this.#file };
    const values: ValueMap = new Map([
      ...(port === undefined ? [] : [["ansible_port", port] as const]),
      ...(vars ?? []),
    ]);
    for (const name of names) {
      this.#builder.addHost(name, group, source);
      this.#builder.setHostVars(name, values, source);
    }
  }

  #warn(message: string): void {
    this.#builder.warn(`${this.#file}: ${message}`);
  }
}

/** A part of a group; missing and empty are the same, and a lone name stands for `name:`. */
function section(group: ValueMap, name: SectionName, groupName: string): ValueMap {
  const data = group.get(name) ?? null;
  if (data === null) return new Map();
  if (typeof data === "string") return new Map([[data, null]]);
  if (data instanceof Map) return data;
  throw new Refusal(
    `"${name}" of group "${groupName}" must be a dictionary, this is ${describe(data)}`,
    Array.isArray(data) ? 'Write "name:" where you wrote "- name".' : undefined,
  );
}

function asName(key: Key, what: string): string {
  if (typeof key === "string") return key;
  throw new Refusal(
    `the name of a ${what} must be a string, ${String(key)} is ${describe(key)}`,
    `Put quotes around it: "${String(key)}".`,
  );
}

function unexpectedKey(key: Key, group: string): string {
  const likely = nearest(String(key), SECTIONS);
  return `skipped "${String(key)}" in group "${group}", which may have hosts, vars and children` +
    (likely === undefined ? "" : `: did you mean "${likely}"?`);
}
