/**
 * Which facts are asked for: `gather_subset` and `filter`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/setup_module.html
 * @module
 */
import { didYouMean, Fault } from "@shep/sdk";
import type { FactFamily } from "./family.ts";

/**
 * The families that `names` ask for, in their own order, and those they require. `min` is asked
 * for unless it is excluded, by `!`; a family that is named itself is gathered whatever is
 * excluded. Only families are excluded: `!mounts`, which is but a fact of one, changes nothing, as
 * in Ansible.
 *
 * @throws {Fault} `invalid-argument` for a name that is no subset's.
 */
export function selectFamilies(
  families: readonly FactFamily[],
  names: readonly string[],
): FactFamily[] {
  const catalogue = subsets(families);
  const included = new Set(families.filter((family) => family.isMinimal));
  const named = new Set<FactFamily>();
  const excluded = names.filter((name) => name.startsWith("!")).map((name) => name.slice(1));
  for (const name of names.filter((name) => !name.startsWith("!"))) {
    const target = isGroup(name) ? included : named;
    for (const family of find(catalogue, name)) target.add(family);
  }
  for (const name of excluded) {
    for (const family of find(catalogue, name)) {
      const isMeant = name === "all" ? !family.isMinimal : name === "min" || name === family.name;
      if (isMeant) included.delete(family);
    }
  }
  return withRequired(families, catalogue, new Set([...included, ...named]));
}

function isGroup(name: string): boolean {
  return name === "all" || name === "min";
}

type Subsets = ReadonlyMap<string, readonly FactFamily[]>;

/** The families by each name that they may be asked for with. */
function subsets(families: readonly FactFamily[]): Subsets {
  const catalogue = new Map<string, readonly FactFamily[]>([
    ["all", families],
    ["min", families.filter((family) => family.isMinimal)],
  ]);
  for (const family of families) {
    for (const name of [family.name, ...family.aliases ?? []]) catalogue.set(name, [family]);
  }
  return catalogue;
}

function find(catalogue: Subsets, name: string): readonly FactFamily[] {
  const families = catalogue.get(name);
  if (families) return families;
  const hint = didYouMean(name, catalogue.keys());
  throw new Fault("invalid-argument", `'${name}' is no subset of facts for gather_subset`, {
    detail: `There are ${[...catalogue.keys()].sort().join(", ")}.`,
    ...(hint ? { hint } : {}),
  });
}

function withRequired(
  families: readonly FactFamily[],
  catalogue: Subsets,
  selected: Set<FactFamily>,
): FactFamily[] {
  // A set's loop reaches what is added during it.
  for (const family of selected) {
    for (const name of family.requires ?? []) {
      for (const required of find(catalogue, name)) selected.add(required);
    }
  }
  return families.filter((family) => selected.has(family));
}

/**
 * Whether a fact is kept: its name matches a shell pattern, which need not have the prefix
 * `ansible_`. No pattern keeps everything.
 */
export function matchesFilter(fact: string, patterns: readonly string[]): boolean {
  const meant = patterns.filter((pattern) => pattern !== "");
  if (meant.length === 0) return true;
  return meant.some((pattern) =>
    patternExpression(pattern).test(fact) || patternExpression(`ansible_${pattern}`).test(fact)
  );
}

/** A pattern of `*`, `?` and `[…]`, as Python's `fnmatch` reads it. */
function patternExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[!?\]?[^\]]*\]|[\s\S]/g, (piece) => {
    if (piece === "*") return ".*";
    if (piece === "?") return ".";
    if (piece.length === 1) return piece.replace(/[\\^$.|+(){}\[\]]/, "\\$&");
    return piece.replace(/^\[!/, "[^").replace(/\\/g, "\\\\");
  });
  return new RegExp(`^${source}$`, "s");
}
