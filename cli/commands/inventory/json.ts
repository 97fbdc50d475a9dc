/**
 * Data with tags as JSON, in which Ansible has forms of its own for them.
 *
 * @module
 */
import { TaggedText, type TaggedValue } from "@shep/sdk/inventory";
import type { Value } from "@shep/sdk/value";
import { toJson } from "../../render/json_value.ts";

/** Four columns deep, as Ansible lays it out. */
export function jsonText(value: TaggedValue): string {
  return JSON.stringify(toJson(untagged(value)), undefined, 4) + "\n";
}

function untagged(value: TaggedValue): Value {
  if (value instanceof TaggedText) {
    const name = value.tag.startsWith("!vault") ? "__ansible_vault" : "__ansible_unsafe";
    return new Map([[name, value.text]]);
  }
  if (Array.isArray(value)) return value.map(untagged);
  if (!(value instanceof Map)) return value;
  return new Map([...value].map(([key, item]) => [key, untagged(item)]));
}
