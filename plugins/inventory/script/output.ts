/**
 * What inventory scripts print.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_inventory.html#inventory-scripts
 *
 * @module
 */
import type { Source } from "@shep/sdk/inventory";
import type { MappingNode, SyntaxNode } from "../../parser/mod.ts";
import type { InventoryBuilder } from "../builder.ts";
import { describeNode } from "../describe.ts";
import type { Document } from "../document.ts";
import { at, Refusal } from "../error.ts";

const PARTS = ["hosts", "vars", "children"] as const;

/**
 * Reads what a script printed for `--list` into `builder`.
 *
 * A group is a list of hosts or a dictionary of `hosts`, `vars` and `children`; a dictionary with
 * none of these is a host of that name with these variables, in a group of that name.
 *
 * @returns The hosts whose variables the script must be asked for with `--host NAME`: all of them,
 * unless it printed `_meta`.
 * @throws {InventoryError} for anything of another form.
 */
export function readScriptOutput(
  document: Document,
  builder: InventoryBuilder,
): readonly string[] {
  const hint = "An inventory script prints JSON: {GROUP: {hosts: [NAME, …]}, …}.";
  return at({ file: document.file, hint }, () => new OutputReader(document, builder).read());
}

/**
 * Reads what a script printed for `--host NAME`.
 *
 * @throws {InventoryError} unless it is a dictionary.
 */
export function readScriptHostVars(
  host: string,
  document: Document,
  builder: InventoryBuilder,
): void {
  at({ file: document.file }, () => {
    new OutputReader(document, builder).setHostVars(host, document.root);
  });
}

class OutputReader {
  readonly #document: Document;
  readonly #builder: InventoryBuilder;
  readonly #source: Source;
  readonly #hosts = new Set<string>();

  constructor(document: Document, builder: InventoryBuilder) {
    this.#document = document;
    this.#builder = builder;
    this.#source = { file: document.file };
  }

  read(): readonly string[] {
    const groups = entriesOf(this.#document.root, "what the script printed for --list");
    for (const [name, group] of groups) if (name !== "_meta") this.#group(name, group);
    const meta = groups.get("_meta");
    if (meta === undefined) return [...this.#hosts];
    const hostvars = entriesOf(meta, '"_meta"').get("hostvars");
    if (hostvars === undefined) return [];
    for (const [name, vars] of entriesOf(hostvars, '"hostvars" of "_meta"')) {
      // Variables of a host that no group holds are allowed, and mean nothing.
      if (this.#hosts.has(name)) this.setHostVars(name, vars);
    }
    return [];
  }

  setHostVars(host: string, vars: SyntaxNode): void {
    const mapping = asMapping(vars, `the variables of host "${host}"`);
    this.#builder.setHostVars(host, this.#document.unplacedVariables(mapping));
  }

  #group(name: string, data: SyntaxNode): void {
    const builder = this.#builder;
    builder.addGroup(name);
    const parts = data.kind === "mapping" ? entriesOf(data, name) : new Map([["hosts", data]]);
    if (!PARTS.some((part) => parts.has(part))) return this.#lonelyHost(name, data);
    for (const host of namesIn(parts.get("hosts"), `"hosts" of group "${name}"`)) {
      this.#host(host, name);
    }
    const vars = parts.get("vars");
    if (vars !== undefined) this.#groupVars(name, vars);
    for (const child of namesIn(parts.get("children"), `"children" of group "${name}"`)) {
      builder.addChild(name, child, this.#source);
    }
  }

  #lonelyHost(name: string, vars: SyntaxNode): void {
    this.#host(name, name);
    this.#groupVars(name, vars);
  }

  #host(host: string, group: string): void {
    this.#builder.addHost(host, group, this.#source);
    this.#hosts.add(host);
  }

  #groupVars(group: string, vars: SyntaxNode): void {
    const mapping = asMapping(vars, `"vars" of group "${group}"`);
    this.#builder.setGroupVars(group, this.#document.unplacedVariables(mapping));
  }
}

function asMapping(node: SyntaxNode, what: string): MappingNode {
  if (node.kind === "mapping") return node;
  throw new Refusal(`${what} must be a dictionary, this is ${describeNode(node)}`);
}

function entriesOf(node: SyntaxNode, what: string): Map<string, SyntaxNode> {
  const { pairs } = asMapping(node, what);
  return new Map(pairs.map(({ key, value }) => [String(key.value), value]));
}

function namesIn(node: SyntaxNode | undefined, what: string): readonly string[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    throw new Refusal(`${what} must be a list, this is ${describeNode(node)}`);
  }
  return node.items.map((item) => {
    if (item.kind === "scalar" && typeof item.value === "string") return item.value;
    throw new Refusal(`${what} must be a list of names, one of them is ${describeNode(item)}`);
  });
}
