/**
 * Trusted template text: the only thing the engine ever renders.
 *
 * @module
 */

/** Where a piece of template text begins in the file a user wrote. */
export interface Origin {
  /** The file's name, as errors should show it. */
  readonly file?: string;
  /** The 1-based line on which the text begins. */
  readonly line?: number;
  /** The 1-based column at which the text's first line begins. */
  readonly column?: number;
}

/**
 * Text whose template markup may be evaluated, because a user of Shep wrote it.
 *
 * Trust is a type, not a flag: a plain string is never evaluated, whatever it holds and wherever it
 * travelled. What a target reports (`{{ lookup('pipe', 'rm -rf ~') }}` in a fact) stays the text it
 * is. Variables may hold `TemplateText` anywhere a string could stand.
 *
 * @example
 * ```ts
 * import { Environment, scopeOf, TemplateText } from "@shep/host/template";
 * import assert from "node:assert/strict";
 *
 * const scope = scopeOf({ port: new TemplateText("{{ 8000 + 1 }}"), fact: "{{ 1 + 1 }}" });
 * const environment = new Environment();
 * assert.equal(environment.evaluate(new TemplateText("{{ port }}"), scope), 8001);
 * assert.equal(environment.evaluate(new TemplateText("{{ fact }}"), scope), "{{ 1 + 1 }}");
 * ```
 */
export class TemplateText {
  /** The text with its markup. */
  readonly source: string;
  /** Where it was written. */
  readonly origin: Origin;

  /** Declares that a user wrote `source`, so that it may be evaluated. */
  constructor(source: string, origin: Origin = {}) {
    this.source = source;
    this.origin = origin;
  }

  /** The text as it was written, not rendered. */
  toString(): string {
    return this.source;
  }
}

/**
 * Text that is not rendered, and stays text: nothing makes it the list or the dict that it looks
 * like. What `to_json` gave a variable is such a text.
 */
export class VerbatimText extends TemplateText {}

/** Whether `text` holds `{{`, `{%` or `{#`, so that a trusted string must become a {@linkcode TemplateText}. */
export function hasMarkup(text: string): boolean {
  return /\{[{%#]/.test(text);
}
