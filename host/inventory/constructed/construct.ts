/**
 * The inventory `constructed`: groups and variables made of those of other inventories. It is the
 * host's own, for the host has the templates.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/constructed_inventory.html
 * @module
 */
import { Fault, type Value } from "@shep/sdk";
import type { Annotations, GroupData, HostData, InventoryData, Source } from "@shep/sdk/inventory";
import type { ValueMap } from "@shep/sdk/value";
import {
  type Environment,
  overlaid,
  type Scope,
  TemplateError,
  truthy,
} from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import { groupName, keyedNames } from "./group_names.ts";
import type { ConstructedOptions, Expression, KeyedGroup } from "./options.ts";

/** What construction needs of a run. */
export interface ConstructionServices {
  readonly environment: Environment;
  /** What an expression sees of a host. */
  readonly scopeOf: (host: string) => Scope;
  /** `-e`. */
  readonly extraVars: () => Promise<ReadonlyMap<unknown, unknown>>;
}

/** What is evaluated is data: none of it is a template, whatever it looks like. */
const UNSAFE: Annotations = { positions: new Uint32Array(0), tags: new Map([[0, "!unsafe"]]) };

/**
 * What `options` make of an inventory: only what they add to it.
 *
 * @throws {Fault} with the place of the expression, for one that cannot be evaluated where `strict`
 * says that it must be, and for a value that cannot name a group.
 */
export async function construct(
  known: InventoryData,
  options: ConstructedOptions,
  source: Source,
  services: ConstructionServices,
): Promise<InventoryData> {
  const extra = options.useExtraVars ? await services.extraVars() : undefined;
  const construction = new Construction(options, source, services.environment);
  for (const host of known.hosts.values()) {
    const scope = services.scopeOf(host.name);
    await construction.add(host, extra === undefined ? scope : overlaid(scope, extra));
  }
  return construction.data;
}

class Construction {
  readonly #options: ConstructedOptions;
  readonly #source: Source;
  readonly #environment: Environment;
  readonly #hosts = new Map<string, HostData>();
  readonly #groups = new Map<string, { hosts: Set<string>; children: Set<string> }>();

  constructor(options: ConstructedOptions, source: Source, environment: Environment) {
    this.#options = options;
    this.#source = source;
    this.#environment = environment;
  }

  get data(): InventoryData {
    const groups = [...this.#groups].map(([name, members]): [string, GroupData] => [
      name,
      { name, ...members, vars: [], priority: 1 },
    ]);
    return { hosts: this.#hosts, groups: new Map(groups), varsFiles: [], warnings: [] };
  }

  async add(host: HostData, inventoryScope: Scope): Promise<void> {
    const composed = await this.#composed(host.name, inventoryScope);
    const { name, source } = host;
    const vars = composed.size === 0
      ? []
      : [{ values: composed, source: this.#source, annotations: UNSAFE }];
    this.#hosts.set(name, { name, source, vars });
    const scope = overlaid(inventoryScope, composed);
    await this.#join(name, scope);
    for (const group of this.#options.keyedGroups) await this.#joinKeyed(name, group, scope);
  }

  async #composed(host: string, scope: Scope): Promise<ValueMap> {
    const composed: ValueMap = new Map();
    for (const [name, expression] of this.#options.compose) {
      const value = await this.#value(expression, scope, `Could not set ${name} for host ${host}`);
      if (value !== undefined) composed.set(name, value);
    }
    return composed;
  }

  async #join(host: string, scope: Scope): Promise<void> {
    for (const [name, expression] of this.#options.groups) {
      const what = `Could not add host ${host} to group ${name}`;
      const value = await this.#value(expression, scope, what);
      if (truthy(value)) this.#group(groupName(name)).hosts.add(host);
    }
  }

  async #joinKeyed(host: string, group: KeyedGroup, scope: Scope): Promise<void> {
    const { key, parentGroup } = group;
    const { strict, leadingSeparator } = this.#options;
    const what = `Could not generate group for host ${host} from ${key.source} entry`;
    const value = await this.#value(key, scope, what);
    if (value === undefined) return;
    const names = keyedNames(value, group, leadingSeparator);
    if (names === undefined) throw noName(group, host, value);
    if (names.length === 0) {
      if (strict) throw emptyKey(group, host);
      return;
    }
    const parent = parentGroup && groupName(
      String(await this.#environment.settle(() => this.#environment.resolve(parentGroup, scope))),
    );
    for (const name of names) {
      this.#group(name).hosts.add(host);
      if (parent !== undefined) this.#group(parent).children.add(name);
    }
  }

  #group(name: string): { hosts: Set<string>; children: Set<string> } {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = { hosts: new Set(), children: new Set() };
      this.#groups.set(name, group);
    }
    return group;
  }

  /** The value of an expression; none for one that cannot be evaluated, unless that is an error. */
  async #value(
    { text, sourceLine }: Expression,
    scope: Scope,
    what: string,
  ): Promise<Value | undefined> {
    const environment = this.#environment;
    try {
      return await environment.settle(() => plainValue(environment.evaluate(text, scope)));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      if (!this.#options.strict) return undefined;
      const { file, line, column } = error;
      throw new Fault("failed", `${what}: ${error.message}`, {
        ...Object.fromEntries(
          Object.entries({ file, line, column, sourceLine }).filter(([, value]) =>
            value !== undefined
          ),
        ),
        hint: "Without 'strict' what cannot be evaluated is passed over.",
        cause: error,
      });
    }
  }
}

function emptyKey({ key }: KeyedGroup, host: string): Fault {
  const summary = `No key or key resulted empty for ${key.source} in host ${host}`;
  return new Fault("failed", summary, {
    ...key.position,
    hint: "Give it a 'default_value', or leave 'strict' out.",
  });
}

function noName({ key }: KeyedGroup, host: string, value: Value): Fault {
  const summary = `The value of '${key.source}' of host ${host} cannot name a group: ${value}`;
  return new Fault("failed", summary, {
    ...key.position,
    detail: "Groups are named by texts, lists of them, and dictionaries.",
    hint: `Make it a text: ${key.source} | string`,
  });
}
