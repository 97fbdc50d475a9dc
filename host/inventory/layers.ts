/**
 * Which variables a host starts with, as layers from low to high precedence.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#understanding-variable-precedence
 *
 * @module
 */
import type { ValueMap } from "@shep/sdk/value";
import type { Group } from "./graph.ts";
import type { Annotations, Source, VarsFile, VarsLayer } from "@shep/sdk/inventory";

/** Levels 3 to 10 of Ansible's documented precedence, by the names it gives them. */
export type LayerLevel =
  | "inventory file group vars"
  | "inventory group_vars/all"
  | "playbook group_vars/all"
  | "inventory group_vars/*"
  | "playbook group_vars/*"
  | "inventory file host vars"
  | "inventory host_vars/*"
  | "playbook host_vars/*";

/** Variables set in one place, and how much they weigh. */
export interface Layer {
  /** The level of precedence. */
  readonly level: LayerLevel;
  /** The variables by name. Shared by every host that has this layer: never change it. */
  readonly values: ValueMap;
  /** The place that sets them. */
  readonly source: Source;
  /** Where each of them was written, and how it is marked. */
  readonly annotations?: Annotations;
}

/** Variable files by the folder beside which they lie and by what they are about. */
export class VarsIndex {
  readonly #bases = new Map<string, Map<string, VarsFile[]>>();

  /** Later files win over earlier ones of the same group or host. */
  constructor(files: Iterable<VarsFile>) {
    for (const file of files) {
      const base = getOrAdd(this.#bases, file.base, () => new Map<string, VarsFile[]>());
      getOrAdd(base, `${file.kind} ${file.name}`, (): VarsFile[] => []).push(file);
    }
  }

  /**
   * The layers of several groups, or of a host. The folder weighs more than the group: everything
   * of the second inventory's `group_vars/` comes after everything of the first one's.
   */
  *layers(kind: "group" | "host", names: readonly string[], level: LayerLevel): Iterable<Layer> {
    for (const files of this.#bases.values()) {
      for (const name of names) {
        for (const { values, file, annotations } of files.get(`${kind} ${name}`) ?? []) {
          yield { level, values, source: { file }, ...(annotations && { annotations }) };
        }
      }
    }
  }
}

/** The layers that all hosts of the same groups share: `all`, then the other groups as merged. */
export function groupLayers(
  groups: readonly Group[],
  inventory: VarsIndex,
  playbook: VarsIndex,
): readonly Layer[] {
  const others = groups.map((group) => group.name).filter((name) => name !== "all");
  return [
    ...groups.flatMap((group) => sourceLayers(group.vars, "inventory file group vars")),
    ...inventory.layers("group", ["all"], "inventory group_vars/all"),
    ...playbook.layers("group", ["all"], "playbook group_vars/all"),
    ...inventory.layers("group", others, "inventory group_vars/*"),
    ...playbook.layers("group", others, "playbook group_vars/*"),
  ];
}

/** The layers that are about one group. */
export function ownGroupLayers(
  { name, vars }: Group,
  inventory: VarsIndex,
  playbook: VarsIndex,
): readonly Layer[] {
  const where = name === "all" ? "all" : "*";
  return [
    ...sourceLayers(vars, "inventory file group vars"),
    ...inventory.layers("group", [name], `inventory group_vars/${where}`),
    ...playbook.layers("group", [name], `playbook group_vars/${where}`),
  ];
}

/** The layers that are a host's own. */
export function hostLayers(
  name: string,
  vars: readonly VarsLayer[],
  inventory: VarsIndex,
  playbook: VarsIndex,
): readonly Layer[] {
  return [
    ...sourceLayers(vars, "inventory file host vars"),
    ...inventory.layers("host", [name], "inventory host_vars/*"),
    ...playbook.layers("host", [name], "playbook host_vars/*"),
  ];
}

function sourceLayers(vars: readonly VarsLayer[], level: LayerLevel): Layer[] {
  return vars.map((layer) => ({ level, ...layer }));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const added = make();
  map.set(key, added);
  return added;
}
