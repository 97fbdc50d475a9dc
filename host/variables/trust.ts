/**
 * Trust: only what a user of Shep wrote is a template.
 *
 * @module
 */
import type { PlaybookMap, PlaybookValue } from "../playbook/model.ts";
import { hasMarkup, type Origin, TemplateText } from "../template/mod.ts";

/**
 * `value` with each text that has markup made a template: for values from playbooks, inventories
 * and files of variables, never for facts or results. What needs no change is not copied.
 */
export function trusted(value: unknown, origin: Origin): PlaybookValue {
  if (typeof value === "string") return hasMarkup(value) ? new TemplateText(value, origin) : value;
  if (Array.isArray(value)) return trustedList(value, origin);
  if (value instanceof Map) return trustedMap(value, origin);
  return value as PlaybookValue;
}

/** Like {@linkcode trusted}, for what is known to be a mapping. */
export function trustedMap(map: ReadonlyMap<unknown, unknown>, origin: Origin): PlaybookMap {
  let copy: Map<unknown, unknown> | undefined;
  for (const [key, item] of map) {
    const made = trusted(item, origin);
    if (made === item) continue;
    copy ??= new Map(map);
    copy.set(key, made);
  }
  return (copy ?? map) as PlaybookMap;
}

function trustedList(list: readonly unknown[], origin: Origin): PlaybookValue {
  const made = list.map((item) => trusted(item, origin));
  return made.some((item, index) => item !== list[index]) ? made : list as PlaybookValue[];
}
