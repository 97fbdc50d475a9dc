/**
 * Reads Python literals.
 *
 * @module
 */

import { DEFAULT_SYNTAX } from "./options.ts";
import type { Expression } from "./syntax/ast.ts";
import { parseExpression } from "./syntax/parser.ts";
import { negate, plus } from "./values/arithmetic.ts";
import { toKey } from "./values/sequence.ts";
import { isNumber, Tuple } from "./values/types.ts";
import { EvaluationError } from "./errors.ts";

/** What else than Python's literals is read. */
export interface LiteralOptions {
  /** Read JSON's `null`, `true` and `false` too. */
  readonly jsonNull?: boolean;
}

const LONGEST = 1 << 20;

/** The value of the literal `text`, as Python's `ast.literal_eval` reads it; `undefined` if it is none. */
export function literalEval(text: string, options: LiteralOptions = {}): unknown {
  if (text.length > LONGEST || /^[ \t]/.test(text)) return undefined;
  try {
    return literal(parseExpression(text, DEFAULT_SYNTAX), options.jsonNull === true);
  } catch (error) {
    // Too deeply nested is no literal either: Python's parser refuses it as well.
    if (error instanceof EvaluationError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The value of an expression that is a literal; `undefined` (or a TypeError inside) otherwise. */
function literal(node: Expression, json: boolean): unknown {
  switch (node.type) {
    case "literal":
      return node.value;
    case "name":
      return json && node.name === "null" ? null : notLiteral();
    case "unary":
      return signed(node.operator, literal(node.operand, json));
    case "list":
      return node.elements.map((element) => literal(element, json));
    case "tuple":
      return Tuple.from(node.elements, (element) => literal(element, json));
    case "dict":
      return new Map(
        node.entries.map(([key, value]) => [toKey(literal(key, json)), literal(value, json)]),
      );
    default:
      return notLiteral();
  }
}

function signed(operator: "-" | "+" | "not", value: unknown): unknown {
  if (operator === "not" || !isNumber(value)) return notLiteral();
  return operator === "-" ? negate(value) : plus(value);
}

function notLiteral(): never {
  throw new EvaluationError("ValueError", "malformed literal");
}
