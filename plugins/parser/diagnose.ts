/**
 * From what the grammar complains about to what was probably meant.
 *
 * @module
 */

import type { Diagnosis } from "./error.ts";
import type { SyntaxNode } from "./syntax.ts";

/** Why a list, a dictionary or bytes cannot be a key; most often it is an unquoted `{{ x }}`. */
export function complexKey(source: string, key: SyntaxNode): Diagnosis {
  return { message: "TODO", offset: key.offset, hint: source.slice(0, 0) };
}

/** The diagnosis of a break of the grammar at `offset`. */
export function diagnose(reason: string, offset: number, _source: string): Diagnosis {
  return { message: reason, offset, hint: "" };
}
