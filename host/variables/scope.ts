/**
 * What a template sees on a host: layers of variables, looked through from the strongest to the
 * weakest when a name is read. Nothing is merged and nothing is copied per host.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#understanding-variable-precedence
 * @module
 */
import type { ValueMap } from "@shep/sdk/value";
import type { Layer, VarsLayer } from "../inventory/mod.ts";
import type { Scope } from "../template/mod.ts";
import { annotatedMap, type DecryptText } from "./annotated.ts";
import type { HostState } from "./host_state.ts";
import { mergedValues } from "./merge.ts";
import { trustedMap } from "./trust.ts";

/** Variables by name. */
export type Variables = ReadonlyMap<unknown, unknown>;

/** How each magic variable is made for a scope that reads it. */
export type MagicVariables = ReadonlyMap<string, (scope: Scope) => unknown>;

/** The variables of an inventory's layer, those with markup made templates; once per layer. */
export class TrustedLayers {
  readonly #made = new WeakMap<object, Variables>();
  readonly #decrypt: DecryptText | undefined;

  /** @param decrypt Makes a template of a vaulted text. */
  constructor(decrypt?: DecryptText) {
    this.#decrypt = decrypt;
  }

  /** The layer's variables. */
  of(layer: VarsLayer): Variables {
    let made = this.#made.get(layer.values);
    if (!made) {
      made = this.#make(layer);
      this.#made.set(layer.values, made);
    }
    return made;
  }

  #make({ values, source, annotations, isData }: VarsLayer): Variables {
    if (isData) return values;
    const { file, line } = source;
    return annotations === undefined
      ? trustedMap(values, { origin: { file, ...(line === undefined ? {} : { line }) } })
      : annotatedMap(values, annotations, file, this.#decrypt);
  }
}

/** What a task may bring. */
export interface Learned {
  readonly facts?: ValueMap | undefined;
  readonly variables?: Variables | undefined;
  readonly included?: Variables | undefined;
}

/** What the run has learned of a host. */
export type HostKnowledge = Pick<
  HostState,
  "setVariables" | "includedVariables" | "injectedFacts" | "variablesWith"
>;

/** The same where no task has set anything. */
export function factsOnly(state: HostKnowledge): HostKnowledge {
  const nothing = new Map();
  return {
    setVariables: nothing,
    includedVariables: nothing,
    injectedFacts: state.injectedFacts,
    variablesWith: (facts) => state.variablesWith(facts),
  };
}

/** Where a host's variables come from, by Ansible's order of precedence. */
export interface ScopeLayers {
  /** Of the moment: a loop's item, a retried result. */
  readonly overlay: Variables;
  /** Magic variables, made when they are read. */
  readonly magic: MagicVariables;
  /** What is known of the task: its role, where its files are. */
  readonly known: Variables;
  /** `-e`. */
  readonly extra: Variables;
  /** Of includes and of entries of roles, the strongest first: what was set gives way to them. */
  readonly params: readonly Variables[];
  readonly state: HostKnowledge;
  /** Of the task and its blocks, the innermost first. */
  readonly task: readonly Variables[];
  /** Of `vars/` of roles: of the task's own, then of all in the play. */
  readonly roleVars: readonly Variables[];
  /** Of `vars_files`, the last first. */
  readonly files: readonly Variables[];
  readonly play: readonly Variables[];
  /** What the inventory knows of the host, whatever its variables say. */
  readonly hostMagic: MagicVariables;
  /** The inventory's, from low to high. */
  readonly inventory: readonly Layer[];
  /** Of `defaults/` of roles: of the task's own, then of all in the play. */
  readonly defaults: readonly Variables[];
  readonly trust: TrustedLayers;
  /** Whether dictionaries are merged into weaker ones of their name. */
  readonly mergesHashes?: boolean;
}

/** The variables of one task on one host. */
export class HostScope implements Scope {
  readonly #layers: ScopeLayers;
  /** What lies between the magic variables and the inventory, strongest first. */
  readonly #plain: readonly Variables[];

  constructor(layers: ScopeLayers) {
    this.#layers = layers;
    const { extra, params, state, task, roleVars, files, play } = layers;
    this.#plain = [
      extra,
      ...params,
      state.setVariables,
      state.includedVariables,
      ...task,
      ...roleVars,
      ...files,
      ...play,
      state.injectedFacts,
    ];
  }

  /** The same variables with others over them. */
  with(overlay: Variables): HostScope {
    const merged = this.#layers.overlay.size === 0
      ? overlay
      : new Map([...this.#layers.overlay, ...overlay]);
    return new HostScope({ ...this.#layers, overlay: merged });
  }

  /** The same variables with what a task brings, over everything else. */
  learning({ facts, variables, included }: Learned): HostScope {
    if (!facts && !variables && !included) return this;
    const { state } = this.#layers;
    return this.with(
      new Map<unknown, unknown>([
        ...facts ? state.variablesWith(facts) : [],
        ...variables ?? [],
        ...included ?? [],
      ]),
    );
  }

  /** The same variables with others under them, and over the weakest only. */
  over(weakest: Variables): HostScope {
    const { defaults } = this.#layers;
    return new HostScope({ ...this.#layers, defaults: [...defaults.slice(0, -1), weakest] });
  }

  /** The strongest value of a name; what the weaker ones add to it, where that is asked for. */
  lookup(name: string): unknown {
    const { overlay, magic, known, mergesHashes } = this.#layers;
    const ofTheMoment = overlay.get(name);
    if (ofTheMoment !== undefined) return ofTheMoment;
    const unalterable = magic.get(name)?.(this);
    if (unalterable !== undefined) return unalterable;
    const ofTheTask = known.get(name);
    if (ofTheTask !== undefined) return ofTheTask;
    return mergesHashes ? mergedValues(this.#said(name)) : this.#strongest(name);
  }

  /** The first of {@linkcode HostScope.#said}: its generator would make it three times as slow. */
  #strongest(name: string): unknown {
    const { hostMagic, inventory, defaults, trust } = this.#layers;
    for (const variables of this.#plain) {
      const value = variables.get(name);
      if (value !== undefined) return value;
    }
    const inherent = hostMagic.get(name)?.(this);
    if (inherent !== undefined) return inherent;
    for (let at = inventory.length - 1; at >= 0; at--) {
      const value = trust.of(inventory[at]!).get(name);
      if (value !== undefined) return value;
    }
    for (const variables of defaults) {
      const value = variables.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** What is said of a name, from the strongest on. */
  *#said(name: string): Iterable<unknown> {
    const { hostMagic, inventory, defaults, trust } = this.#layers;
    for (const variables of this.#plain) {
      const value = variables.get(name);
      if (value !== undefined) yield value;
    }
    const inherent = hostMagic.get(name)?.(this);
    if (inherent !== undefined) yield inherent;
    for (let at = inventory.length - 1; at >= 0; at--) {
      const value = trust.of(inventory[at]!).get(name);
      if (value !== undefined) yield value;
    }
    for (const variables of defaults) {
      const value = variables.get(name);
      if (value !== undefined) yield value;
    }
  }

  /** Every name that has a value. */
  names(): Iterable<string> {
    const { overlay, magic, known, hostMagic, inventory, defaults } = this.#layers;
    const names = new Set<string>([...magic.keys(), ...hostMagic.keys()]);
    const maps = [
      overlay,
      known,
      ...this.#plain,
      ...inventory.map((layer) => layer.values),
      ...defaults,
    ];
    for (const map of maps) {
      for (const name of map.keys()) names.add(String(name));
    }
    return names;
  }
}
