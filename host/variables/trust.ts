/**
 * Trust: only what a user of Shep wrote is a template.
 *
 * @module
 */
import type { PlaybookMap, PlaybookValue } from "../playbook/model.ts";
import { hasMarkup, type Origin, TemplateText } from "../template/mod.ts";

/** What reading needs beside a text. */
export interface TrustContext {
  readonly origin: Origin;
}

/**
 * `value` with each text that has markup made a template: for values that a user wrote and that have
 * no tags, never for facts or results. What needs no change is not copied.
 */
export function trusted(value: unknown, context: TrustContext): PlaybookValue {
  if (typeof value === "string") {
    return hasMarkup(value) ? new TemplateText(value, context.origin) : value;
  }
  if (Array.isArray(value)) return trustedList(value, context);
  if (value instanceof Map) return trustedMap(value, context);
  return value as PlaybookValue;
}

/** Like {@linkcode trusted}, for what is known to be a mapping. */
export function trustedMap(map: ReadonlyMap<unknown, unknown>, context: TrustContext): PlaybookMap {
  let copy: Map<unknown, unknown> | undefined;
  for (const [key, item] of map) {
    const made = trusted(item, context);
    if (made === item) continue;
    copy ??= new Map(map);
    copy.set(key, made);
  }
  return (copy ?? map) as PlaybookMap;
}

function trustedList(list: readonly unknown[], context: TrustContext): PlaybookValue {
  const made = list.map((item) => trusted(item, context));
  return made.some((item, index) => item !== list[index]) ? made : list as PlaybookValue[];
}
