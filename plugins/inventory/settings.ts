/**
 * The settings that inventories are read by.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#inventory-enabled
 * @module
 */
import { toValue, type Value, type ValueMap } from "@shep/sdk/value";
import { InventoryError } from "./error.ts";

/** What the host may say of how inventories are read. */
export interface InventorySettings {
  /** How the names of files end that are none, in a directory of them. */
  readonly ignoredEndings: readonly string[];
  /** Expressions for the names of files that are none. */
  readonly ignoredPatterns: readonly RegExp[];
  /** The formats that may be used, by the names of Ansible's plugins; all, if nothing is said. */
  readonly enabled?: readonly string[];
}

/** Nothing is left out; what Ansible's defaults leave out, the host knows and says. */
export const NO_SETTINGS: InventorySettings = { ignoredEndings: [], ignoredPatterns: [] };

/** The settings in what the host says. */
export function settingsOf(options: ValueMap = toValue({})): InventorySettings {
  const list = (name: string): readonly string[] | undefined => {
    const value: Value | undefined = options.get(name);
    return Array.isArray(value) ? value.map(String) : undefined;
  };
  const enabled = list("enabled")?.map((name) => name.replace(/^ansible\.builtin\./, ""));
  return {
    ignoredEndings: list("ignored_endings") ?? [],
    ignoredPatterns: (list("ignored_patterns") ?? []).map((pattern) => new RegExp(pattern)),
    ...(enabled && { enabled }),
  };
}

/**
 * Sees to it that a format may be used.
 *
 * @throws {InventoryError} if it may not: a file that is skipped would be a run on half of the hosts.
 */
export function requireEnabled(
  names: readonly string[],
  file: string,
  { enabled }: InventorySettings,
): void {
  if (enabled === undefined || names.some((name) => enabled.includes(name))) return;
  throw new InventoryError(`inventories of the kind "${names[0]}" are not enabled`, {
    file,
    hint: `Enabled are ${enabled.join(", ")}: add it to enable_plugins of [inventory]`,
  });
}
