/**
 * Names, attributes and elements that do not exist.
 *
 * @module
 */

import { EvaluationError } from "../errors.ts";
import type { Mark } from "../syntax/source.ts";

/** What an {@linkcode Undefined} knows about itself. */
export interface UndefinedDetails {
  /** The whole message, when it is not the usual one. */
  readonly hint?: string | undefined;
  /** The name or key that was not found. */
  readonly name?: unknown;
  /** What it was looked for in, if in a value. */
  readonly base?: unknown;
  /** Where in the template it was looked for. */
  readonly mark?: Mark | undefined;
  /** The error in a variable's own template that made it undefined. */
  readonly cause?: unknown;
  /** An inline `if` without `else`: prints as nothing instead of failing. */
  readonly silent?: boolean;
}

/**
 * A value that does not exist. It can be asked whether it is `defined` and given a default; anything
 * else fails, and its attributes are itself, so that `a.b.c | default('x')` works.
 */
export class Undefined {
  readonly details: UndefinedDetails;
  readonly #message: string | (() => string);

  /** @param message what to say when the value is used; most are not, so it may be made then */
  constructor(message: string | (() => string), details: UndefinedDetails = {}) {
    this.#message = message;
    this.details = details;
  }

  /** What is wrong with using the value. */
  get message(): string {
    return typeof this.#message === "string" ? this.#message : this.#message();
  }

  /** The failure of using the value. Never returns. */
  fail(): never {
    throw new UndefinedError(this);
  }
}

/** The use of an {@linkcode Undefined}. */
export class UndefinedError extends EvaluationError {
  readonly value: Undefined;

  constructor(value: Undefined) {
    super("AttributeError", value.message, { cause: value.details.cause });
    this.value = value;
  }
}

/** Passes `value` on unless it is undefined. */
export function defined(value: unknown): unknown {
  return value instanceof Undefined ? value.fail() : value;
}
