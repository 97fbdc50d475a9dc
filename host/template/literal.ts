/**
 * Reads Python literals.
 *
 * @module
 */

import { DEFAULT_SYNTAX } from "./options.ts";
import type { Expression, Literal } from "./syntax/ast.ts";
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
    const expression = parseExpression(text, DEFAULT_SYNTAX);
    return new LiteralReader(text, options.jsonNull === true).read(expression);
  } catch (error) {
    // Too deeply nested is no literal either: Python's parser refuses it as well.
    if (error instanceof EvaluationError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How the constants of Python are written, which templates know in lower case too. */
const PYTHON_NAMES = /True|False|None/y;
const JSON_NAMES = /True|False|None|true|false/y;

/** Reads one text. */
class LiteralReader {
  readonly #text: string;
  readonly #names: RegExp;
  readonly #json: boolean;

  constructor(text: string, json: boolean) {
    this.#text = text;
    this.#json = json;
    this.#names = json ? JSON_NAMES : PYTHON_NAMES;
  }

  /**
   * The value of an expression that is a literal.
   *
   * @throws {EvaluationError} when it is none
   */
  read(node: Expression): unknown {
    switch (node.type) {
      case "literal":
        return this.#constant(node);
      case "name":
        return this.#json && node.name === "null" ? null : notLiteral();
      case "unary":
        return signed(node.operator, this.read(node.operand));
      case "list":
        return node.elements.map((element) => this.read(element));
      case "tuple":
        return Tuple.from(node.elements, (element) => this.read(element));
      case "dict":
        return new Map(
          node.entries.map(([key, value]) => [toKey(this.read(key)), this.read(value)]),
        );
      default:
        return notLiteral();
    }
  }

  #constant({ value, offset }: Literal): unknown {
    if (value !== null && typeof value !== "boolean") return value;
    this.#names.lastIndex = offset;
    return this.#names.test(this.#text) ? value : notLiteral();
  }
}

function signed(operator: "-" | "+" | "not", value: unknown): unknown {
  if (operator === "not" || !isNumber(value)) return notLiteral();
  return operator === "-" ? negate(value) : plus(value);
}

function notLiteral(): never {
  throw new EvaluationError("ValueError", "malformed literal");
}
