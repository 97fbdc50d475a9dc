/**
 * Inventories in Ansible's YAML format; JSON files of the same structure are YAML, too.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yaml_inventory.html
 *
 * @module
 */
import type { MappingNode, ScalarNode, SyntaxNode } from "../parser/mod.ts";
import { GROUP_PRIORITY, type InventoryBuilder } from "./builder.ts";
import { describe, describeNode } from "./describe.ts";
import type { Document } from "./document.ts";
import { nearest, Refusal } from "./error.ts";
import { namedHosts } from "./host_pattern.ts";

const SECTIONS = ["hosts", "vars", "children"] as const;
type SectionName = typeof SECTIONS[number];

/**
 * Reads a YAML inventory into `builder`: a dictionary of groups, each with `hosts`, `vars` and
 * `children`.
 *
 * @throws {InventoryError} for anything that is not of that form.
 */
export function readYaml(document: Document, builder: InventoryBuilder): void {
  const { root } = document;
  if (root.kind !== "mapping") {
    throw document.error(
      root,
      `an inventory must be a dictionary of groups, this is ${describeNode(root)}`,
      "Start it with a group, such as all:, and put hosts: below it.",
    );
  }
  new YamlReader(document, builder).groups(root);
}

class YamlReader {
  readonly #document: Document;
  readonly #builder: InventoryBuilder;

  constructor(document: Document, builder: InventoryBuilder) {
    this.#document = document;
    this.#builder = builder;
  }

  groups(groups: MappingNode, parent?: string): void {
    for (const { key, value } of groups.pairs) {
      const group = this.#name(key, "group");
      if (value.kind !== "mapping" && !this.#document.isEmpty(value)) {
        const what = describeNode(value);
        this.#warn(value, `skipped "${group}": a group is a dictionary, this is ${what}`);
        continue;
      }
      this.#builder.addGroup(group);
      if (parent !== undefined) this.#builder.addChild(parent, group, this.#source(key));
      if (value.kind === "mapping") this.#group(group, value);
    }
  }

  #group(group: string, data: MappingNode): void {
    for (const { key } of data.pairs) {
      if (!SECTIONS.some((name) => name === key.value)) {
        this.#warn(key, unexpectedKey(key, group));
      }
    }
    const vars = this.#section(data, "vars", group);
    if (vars !== undefined) this.#groupVars(group, vars);
    const children = this.#section(data, "children", group);
    if (children !== undefined) this.groups(children, group);
    for (const { key, value } of this.#section(data, "hosts", group)?.pairs ?? []) {
      this.#hosts(key, value, group);
    }
  }

  #groupVars(group: string, vars: MappingNode): void {
    const pairs = vars.pairs.filter(({ key }) => key.value !== GROUP_PRIORITY);
    this.#builder.setGroupVars(group, this.#document.variables({ ...vars, pairs }));
    for (const { key, value } of vars.pairs) {
      if (key.value !== GROUP_PRIORITY) continue;
      const priority = value.kind === "scalar" ? value.value : describeNode(value);
      this.#builder.setGroupPriority(group, priority, this.#source(value));
    }
  }

  #hosts(key: ScalarNode, vars: SyntaxNode, group: string): void {
    const entry = this.#name(key, "host");
    if (vars.kind !== "mapping" && !this.#document.isEmpty(vars)) {
      throw this.#document.error(
        vars,
        `the variables of host "${entry}" must be a dictionary, this is ${describeNode(vars)}`,
        `Write "${entry}:" alone, or variables indented below it.`,
      );
    }
    const source = this.#source(key);
    const { names, port } = this.#at(key, () => namedHosts(entry));
    if (names.length === 0) this.#warn(key, `"${entry}" stands for no host at all`);
    const said = vars.kind === "mapping" ? this.#document.variables(vars) : undefined;
    for (const name of names) {
      this.#builder.addHost(name, group, source);
      if (port !== undefined) {
        this.#builder.setHostVars(name, { values: new Map([["ansible_port", port]]), source });
      }
      if (said !== undefined) this.#builder.setHostVars(name, said);
    }
  }

  /** A part of a group; missing and empty are the same, and a lone name stands for `name:`. */
  #section(group: MappingNode, name: SectionName, groupName: string): MappingNode | undefined {
    const data = group.pairs.findLast(({ key }) => key.value === name)?.value;
    if (data === undefined || this.#document.isEmpty(data)) return undefined;
    if (data.kind === "mapping") return data;
    if (data.kind === "scalar" && typeof data.value === "string") return loneName(data);
    throw this.#document.error(
      data,
      `"${name}" of group "${groupName}" must be a dictionary, this is ${describeNode(data)}`,
      data.kind === "sequence" ? 'Write "name:" where you wrote "- name".' : undefined,
    );
  }

  #name(key: ScalarNode, what: string): string {
    const { value } = key;
    if (typeof value === "string") return value;
    throw this.#document.error(
      key,
      `the name of a ${what} must be a string, ${String(value)} is ${describe(value)}`,
      `Put quotes around it: "${String(value)}".`,
    );
  }

  #source(node: SyntaxNode): { readonly file: string; readonly line: number } {
    return { file: this.#document.file, line: this.#document.line(node) };
  }

  #at<T>(node: SyntaxNode, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw this.#document.error(node, error.message, error.hint);
    }
  }

  #warn(node: SyntaxNode, message: string): void {
    this.#builder.warn(`${this.#document.file}:${this.#document.line(node)}: ${message}`);
  }
}

function loneName(name: ScalarNode): MappingNode {
  const { offset } = name;
  const value = { kind: "scalar", value: null, offset } as const;
  return { kind: "mapping", pairs: [{ key: name, value }], offset };
}

function unexpectedKey({ value }: ScalarNode, group: string): string {
  const likely = nearest(String(value), SECTIONS);
  return `skipped "${String(value)}" in group "${group}", which may have hosts, vars and children` +
    (likely === undefined ? "" : `: did you mean "${likely}"?`);
}
