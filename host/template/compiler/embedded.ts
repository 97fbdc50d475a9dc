/**
 * Compiles what is written with `{{ }}` in an expression.
 *
 * @module
 */

import { EvaluationError } from "../errors.ts";
import { literalEval } from "../literal.ts";
import { Output } from "../runtime/output.ts";
import { conclude } from "../runtime/result.ts";
import type * as ast from "../syntax/ast.ts";
import { repr } from "../values/text.ts";
import type { Compiler, Evaluator } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";

/** The value of the part. Of a text it is what Python would read: `7`, `True`, `['a']`. */
export function compileEmbedded(
  node: ast.Embedded,
  scope: NameScope,
  compiler: Compiler,
): Evaluator {
  const body = compiler.body(node.body, scope);
  const mark = compiler.mark(node);
  return (frame) => {
    const out = new Output();
    body(frame, out);
    const value = conclude(out, "native");
    if (typeof value !== "string" || value === "") return value;
    frame.runtime.mark = mark;
    return literalOf(value);
  };
}

/** Text that is no literal would be code, which whoever reported it must not write. */
function literalOf(text: string): unknown {
  const value = literalEval(text.trim(), { jsonNull: true });
  if (value !== undefined) return value;
  throw new EvaluationError(
    "ValueError",
    `the text ${repr(text)} that '{{ }}' gives is not evaluated as an expression: ` +
      "put quotes around the braces to compare it as text, or leave the braces out",
  );
}
