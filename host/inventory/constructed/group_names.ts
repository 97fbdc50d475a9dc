/**
 * The names of groups that are made of a value.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/inventory.html#keyed-groups
 * @module
 */
import type { Value } from "@shep/sdk";
import type { KeyedGroup } from "./options.ts";

/**
 * The groups that a value stands for: a text for one, a list for one each, a dictionary for one of
 * each key and value; none for a value that is empty. `undefined` for any other value.
 */
export function keyedNames(
  value: Value,
  group: KeyedGroup,
  leadingSeparator: boolean,
): readonly string[] | undefined {
  const parts = partsOf(value, group);
  const { prefix, separator } = group;
  const start = prefix === "" && !leadingSeparator ? "" : prefix + separator;
  return parts?.map((part) => groupName(start + part));
}

function partsOf(value: Value, group: KeyedGroup): readonly string[] | undefined {
  const { defaultValue, separator, trailingSeparator } = group;
  const filled = (text: string): string => text === "" ? defaultValue ?? text : text;
  if (value === "" && defaultValue !== undefined) return [defaultValue];
  if (value === "" || value === null || value === false || value === 0) return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.map((item) => filled(String(item)));
  if (!(value instanceof Map)) return undefined;
  return [...value].map(([key, item]) => {
    const text = filled(item === null ? "None" : String(item));
    return text === "" && !trailingSeparator ? String(key) : `${key}${separator}${text}`;
  });
}

/** A name with what no name of a group can have replaced, as in Ansible. */
export function groupName(text: string): string {
  return text.replaceAll(/^[^\p{L}_]|[^\p{L}\p{N}_]/gu, "_");
}
