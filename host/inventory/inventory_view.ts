/**
 * A look at an inventory: who is where, and which variables each host starts with.
 *
 * @module
 */
import { type TaggedMap, taggedMap, TaggedText, type TaggedValue } from "@shep/sdk/inventory";
import type { Diagnostic } from "@shep/sdk";
import type { Value } from "@shep/sdk/value";
import type { EventListener } from "../events.ts";
import type { Inventory, Layer } from "./mod.ts";
import type { RunOptions } from "../run_options.ts";
import { type Session, withSession } from "../session/session.ts";
import { TemplateText } from "../template/mod.ts";
import { mergedHashes } from "../variables/merge.ts";

/** One thing that is said of a variable. */
export interface VariableSetting {
  /** Templates as they are written, vaulted texts as they are encrypted. */
  readonly value: TaggedValue;
  /** Its place in Ansible's order of precedence. */
  readonly level: string;
  /** The file, or what stands for one. */
  readonly file: string;
  /** Counts from 1, where it is known. */
  readonly line?: number;
}

/** A group as it is shown. */
export interface GroupView {
  /** Those directly in it, within the limit. */
  readonly hosts: readonly string[];
  /** The groups directly in it. */
  readonly children: readonly string[];
  /** What is said of the group itself. */
  readonly vars: TaggedMap;
  /** `ansible_group_priority`. */
  readonly priority: number;
}

/** What is looked at. */
export interface ViewSources {
  /** All of it. */
  readonly inventory: Inventory;
  /** The hosts to be shown, in the order of the inventory. */
  readonly hosts: readonly string[];
  /** `-e`. */
  readonly extraVars: ReadonlyMap<unknown, unknown>;
  /** Whether dictionaries are merged into weaker ones of their name. */
  readonly mergesHashes: boolean;
  /** A value with what was decrypted taken out. */
  readonly withoutSecrets: (value: Value) => Value;
}

/** An inventory as it is shown. */
export class InventoryView {
  readonly #inventory: Inventory;
  readonly #extra: ReadonlyMap<unknown, unknown>;
  readonly #mergesHashes: boolean;
  readonly #withoutSecrets: (value: Value) => Value;
  /** The hosts within the limit, in the order of the inventory. */
  readonly hosts: readonly string[];

  /** A view of these hosts. */
  constructor({ inventory, hosts, extraVars, mergesHashes, withoutSecrets }: ViewSources) {
    this.#inventory = inventory;
    this.hosts = hosts;
    this.#extra = extraVars;
    this.#mergesHashes = mergesHashes;
    this.#withoutSecrets = withoutSecrets;
  }

  /** The groups' names, in the order they were first named. */
  groupNames(): readonly string[] {
    return this.#inventory.groupNames();
  }

  /** A group, if there is one of that name. */
  group(name: string): GroupView | undefined {
    const group = this.#inventory.group(name);
    if (group === undefined) return undefined;
    const shown = new Set(this.hosts);
    return {
      hosts: [...group.hosts].filter((host) => shown.has(host)),
      children: [...group.children],
      vars: this.#merged(group.layers),
      priority: group.priority,
    };
  }

  /** Whether there is such a host, be it the implicit localhost. */
  has(host: string): boolean {
    return this.#inventory.host(host) !== undefined;
  }

  /** The variables that a host starts with, `-e` among them. */
  hostVars(host: string): TaggedMap {
    const extra = this.#extraLayer();
    return this.#merged([...this.#inventory.layersOf(host), ...(extra ? [extra] : [])]);
  }

  /** The variables that are said of a host itself. */
  ownHostVars(host: string): TaggedMap {
    return this.#merged(this.#inventory.ownLayersOf(host));
  }

  /**
   * Everything that is said of each variable of a host, by name, the strongest first. What was
   * decrypted is not shown.
   */
  settings(host: string): ReadonlyMap<string, readonly VariableSetting[]> {
    const extra = this.#extraLayer();
    const layers = [...this.#inventory.layersOf(host), ...(extra ? [extra] : [])];
    const settings = new Map<string, VariableSetting[]>();
    for (const layer of layers) {
      const lines = linesOf(layer);
      for (const [key, value] of taggedMap(layer.values, layer.annotations)) {
        const name = String(key);
        const line = lines.get(name) ?? layer.source.line;
        const setting = {
          value: this.#shown(value),
          level: layer.level,
          file: layer.source.file,
          ...(line === undefined ? {} : { line }),
        };
        const weaker = settings.get(name) ?? [];
        // A folder that is both the inventory's and the playbook's is read for both.
        const isRead = weaker.some((each) => each.file === setting.file && each.line === line);
        settings.set(name, [setting, ...isRead ? weaker.slice(1) : weaker]);
      }
    }
    return settings;
  }

  #shown(value: TaggedValue): TaggedValue {
    if (value instanceof TaggedText) return value;
    if (Array.isArray(value)) return value.map((item) => this.#shown(item));
    if (!(value instanceof Map)) return this.#withoutSecrets(value);
    return new Map(Array.from(value, ([key, item]) => [key, this.#shown(item)]));
  }

  #extraLayer(): Shown | undefined {
    if (this.#extra.size === 0) return undefined;
    const values = new Map([...this.#extra].map(([name, value]) => [name, plain(value)]));
    return { level: "extra vars", values, source: { file: "-e" } } as Shown;
  }

  #merged(layers: readonly Shown[]): TaggedMap {
    const merged: TaggedMap = new Map();
    for (const { values, annotations } of layers) {
      for (const [name, value] of taggedMap(values, annotations)) {
        const weaker = merged.get(name);
        const isBoth = this.#mergesHashes && weaker instanceof Map && value instanceof Map;
        merged.set(name, isBoth ? mergedHashes(weaker, value) as TaggedMap : value);
      }
    }
    return merged;
  }
}

/** A layer of any level. */
type Shown = Omit<Layer, "level"> & { readonly level: string };

/** The line of each variable of a layer, where its source tells. */
function linesOf({ values, annotations }: Shown): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const { positions = new Uint32Array(0) } = annotations ?? {};
  let node = 1; // The mapping itself is the first.
  for (const [key, value] of values) {
    const line = positions[node * 2];
    if (line !== undefined) lines.set(String(key), line);
    node += 1 + nodesIn(value);
  }
  return lines;
}

function nodesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + nodesIn(item), 1);
  if (!(value instanceof Map)) return 1;
  return [...value.values()].reduce((sum: number, item) => sum + 1 + nodesIn(item), 1);
}

/** What `-e` says, with templates as they are written. */
function plain(value: unknown): unknown {
  if (value instanceof TemplateText) return value.source;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, plain(item)]));
  return value;
}

/**
 * Reads an inventory to be looked at.
 *
 * @param looksOnly Whether only hosts and groups are looked at, for which no secret is needed.
 * @throws {Fault} When it cannot be read.
 */
export function viewInventory(
  options: RunOptions,
  warn: (warning: Diagnostic) => void,
  { looksOnly = false }: { readonly looksOnly?: boolean } = {},
): Promise<InventoryView> {
  const emit: EventListener = (event) => {
    if (event.type === "warning") warn(event.warning);
  };
  return withSession(
    { ...options, looksOnly },
    emit,
    (session) => Promise.resolve(viewOf(session)),
  );
}

function viewOf({ context, limit }: Session): InventoryView {
  const { inventory, extraVars, settings, vault } = context;
  const within = limit === undefined ? undefined : new Set(inventory.hostsMatching(limit).hosts);
  return new InventoryView({
    inventory,
    hosts: inventory.hostNames().filter((host) => within === undefined || within.has(host)),
    extraVars,
    mergesHashes: settings.config.get("DEFAULT_HASH_BEHAVIOUR") === "merge",
    withoutSecrets: (value) => vault.scrubber.value(value),
  });
}
