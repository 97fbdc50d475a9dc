/**
 * Filters: `{{ value | name(…) }}` in templates.
 *
 * @module
 */
import type { Plain, Value } from "../value.ts";

/** A filter of templates. */
export interface FilterDefinition {
  /** As templates call it. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /**
   * The filtered value.
   *
   * @throws {Fault} `invalid-argument`, for a value it cannot filter.
   */
  apply(
    value: Value,
    args: readonly Value[],
    named: Readonly<Record<string, Value>>,
  ): Plain | Promise<Plain>;
}

/**
 * Declares a filter.
 *
 * @example
 * ```ts
 * import { defineFilter } from "@shep/sdk";
 *
 * export const shout = defineFilter({
 *   name: "shout",
 *   summary: "Text in capitals, with an exclamation mark.",
 *   apply: (value) => `${String(value).toUpperCase()}!`,
 * });
 * ```
 */
export function defineFilter(filter: FilterDefinition): FilterDefinition {
  return filter;
}
