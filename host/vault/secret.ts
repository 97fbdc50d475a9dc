/**
 * Text that is not to be shown.
 *
 * @module
 */

/** What is shown in place of a secret. */
export const MASK = "********";

/**
 * A text that only {@linkcode Secret.reveal} gives away: printed, joined to another text, inspected
 * or written as JSON it is eight stars.
 *
 * @example
 * ```ts
 * import { Secret } from "@shep/host/vault";
 * import assert from "node:assert/strict";
 *
 * const password = new Secret("hunter2");
 * assert.equal(`${password}`, "********");
 * assert.equal(JSON.stringify({ password }), '{"password":"********"}');
 * assert.equal(password.reveal(), "hunter2");
 * ```
 */
export class Secret {
  readonly #text: string;

  /** Keeps `text` to itself. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. */
  reveal(): string {
    return this.#text;
  }

  /** Stars. */
  toString(): string {
    return MASK;
  }

  /** Stars. */
  toJSON(): string {
    return MASK;
  }

  /** Stars, for `console.log` in Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return MASK;
  }

  /** Stars, for `node:util`. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return MASK;
  }
}
