/**
 * Lookups: `{{ lookup('name', …) }}` in templates, and `with_name:` on tasks.
 *
 * @module
 */
import type { Plain, Value } from "../value.ts";

/** A lookup of templates. What it returns is never templated again. */
export interface LookupDefinition {
  /** As templates call it. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /**
   * The values found.
   *
   * @throws {Fault} `not-found` or `failed`, when there is nothing to be found.
   */
  find(
    terms: readonly Value[],
    options: Readonly<Record<string, Value>>,
  ): readonly Plain[] | Promise<readonly Plain[]>;
}

/**
 * Declares a lookup.
 *
 * @example
 * ```ts
 * import { defineLookup } from "@shep/sdk";
 *
 * export const letters = defineLookup({
 *   name: "letters",
 *   summary: "The letters of each term.",
 *   find: (terms) => terms.flatMap((term) => [...String(term)]),
 * });
 * ```
 */
export function defineLookup(lookup: LookupDefinition): LookupDefinition {
  return lookup;
}
