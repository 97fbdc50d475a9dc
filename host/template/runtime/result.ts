/**
 * What becomes of the values a template writes, in each mode.
 *
 * @module
 */

import type { Mode } from "../options.ts";
import { literalEval } from "../literal.ts";
import { Callable, View } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import type { Output } from "./output.ts";

/**
 * `value` as the output of `{{ }}`.
 *
 * @throws {UndefinedError} when it is undefined or holds something undefined
 */
export function finalize(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Undefined) return value.details.silent === true ? "" : value.fail();
  if (value instanceof View) return checked(Array.from(value));
  return value instanceof Callable ? value : checked(value);
}

/**
 * `value`, in which nothing is undefined.
 *
 * @throws {UndefinedError} when something is
 */
export function checked(value: unknown): unknown {
  if (Array.isArray(value)) value.forEach(checkElement);
  else if (value instanceof Map) value.forEach(checkElement);
  else if (value instanceof Undefined) value.fail();
  return value;
}

function checkElement(element: unknown): void {
  if (typeof element === "object" && element !== null) checked(element);
}

/** The result of a whole template, or of a macro. */
export function conclude(out: Output, mode: Mode): unknown {
  switch (mode) {
    case "text":
      return out.text;
    case "convert":
      return readBack(out.text);
    case "native":
      if (out.count === 0) return null;
      return out.count === 1 ? out.first : out.text;
    case "either":
      return out.count === 1 ? readBack(out.first) : readBack(out.text);
  }
}

/** Text that looks like a container or a boolean as what it looks like, otherwise the value. */
export function readBack(value: unknown): unknown {
  return typeof value === "string" ? readBackText(value) : value;
}

function readBackText(text: string): unknown {
  const candidate = text.startsWith("{") || text.startsWith("[") || text === "True" ||
    text === "False";
  if (!candidate) return text;
  const value = literalEval(text, { jsonNull: true });
  return value === undefined ? text : value;
}
