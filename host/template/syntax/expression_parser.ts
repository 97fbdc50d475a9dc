/**
 * Parses expressions.
 *
 * From loosest to tightest: `if else`, `or`, `and`, `not`, comparisons, `+ -`, `~`, `* / // %`,
 * `**`, unary `- +`, then postfix `.x [x] (x)`, filters and tests.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#expressions
 * @module
 */

import { float } from "../values/float.ts";
import { type ArithmeticOperator, integer } from "../values/arithmetic.ts";
import type * as ast from "./ast.ts";
import type { TokenStream } from "./token_stream.ts";
import { describe, type Token } from "./tokens.ts";

const NO_ARGUMENTS: ast.Arguments = {
  positional: [],
  named: [],
  spread: undefined,
  spreadNamed: undefined,
};

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Whether `name` always means the same value and cannot be assigned to. */
export function isConstantName(name: string): boolean {
  return CONSTANTS.has(name);
}

/** Parses expressions from a stream of tokens. */
export class ExpressionParser {
  protected readonly stream: TokenStream;

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  /** An expression; a conditional one (`a if b`) unless told otherwise. */
  expression(withConditional = true): ast.Expression {
    return withConditional ? this.#conditional() : this.#or();
  }

  /** One expression, or several separated by commas: a tuple. */
  tuple(
    { withConditional = true, stopAt = [], parenthesized = false }: {
      readonly withConditional?: boolean;
      readonly stopAt?: readonly string[];
      readonly parenthesized?: boolean;
    } = {},
  ): ast.Expression {
    const { offset } = this.stream.current;
    const elements: ast.Expression[] = [];
    let commas = 0;
    while (!this.#endsTuple(stopAt)) {
      elements.push(this.expression(withConditional));
      if (!this.stream.skipOperator(",")) break;
      commas++;
    }
    const [first] = elements;
    if (first !== undefined && commas === 0) return first;
    if (first === undefined && !parenthesized) {
      this.stream.fail(`Expected an expression, got '${describe(this.stream.current)}'`);
    }
    return { type: "tuple", elements, offset };
  }

  #endsTuple(stopAt: readonly string[]): boolean {
    const { kind, text } = this.stream.current;
    return kind === "variable_end" || kind === "block_end" || this.stream.atOperator(")") ||
      kind === "name" && stopAt.includes(text);
  }

  #conditional(): ast.Expression {
    let result = this.#or();
    while (this.stream.atName("if")) {
      const { offset } = this.stream.next();
      const condition = this.#or();
      const otherwise = this.stream.skipName("else") ? this.#conditional() : undefined;
      result = { type: "conditional", condition, then: result, otherwise, offset };
    }
    return result;
  }

  #or(): ast.Expression {
    let left = this.#and();
    while (this.stream.atName("or")) {
      const { offset } = this.stream.next();
      left = { type: "logical", operator: "or", left, right: this.#and(), offset };
    }
    return left;
  }

  #and(): ast.Expression {
    let left = this.#not();
    while (this.stream.atName("and")) {
      const { offset } = this.stream.next();
      left = { type: "logical", operator: "and", left, right: this.#not(), offset };
    }
    return left;
  }

  #not(): ast.Expression {
    if (!this.stream.atName("not")) return this.#comparison();
    const { offset } = this.stream.next();
    return { type: "unary", operator: "not", operand: this.#not(), offset };
  }

  #comparison(): ast.Expression {
    const first = this.#sum();
    const { offset } = this.stream.current;
    const rest: [ast.ComparisonOperator, ast.Expression][] = [];
    for (;;) {
      const operator = this.#comparisonOperator();
      if (operator === undefined) break;
      rest.push([operator, this.#sum()]);
    }
    return rest.length === 0 ? first : { type: "comparison", first, rest, offset };
  }

  #comparisonOperator(): ast.ComparisonOperator | undefined {
    const { kind, text } = this.stream.current;
    if (kind === "operator" && COMPARISONS.has(text)) {
      return this.stream.next().text as ast.ComparisonOperator;
    }
    if (this.stream.skipName("in")) return "in";
    if (!this.stream.atName("not") || !this.stream.beforeName("in")) return undefined;
    this.stream.next();
    this.stream.next();
    return "not in";
  }

  #sum(): ast.Expression {
    return this.#binary(["+", "-"], () => this.#concatenation());
  }

  #concatenation(): ast.Expression {
    const first = this.#product();
    const { offset } = this.stream.current;
    const parts = [first];
    while (this.stream.skipOperator("~")) parts.push(this.#product());
    return parts.length === 1 ? first : { type: "concatenation", parts, offset };
  }

  #product(): ast.Expression {
    return this.#binary(["*", "/", "//", "%"], () => this.#power());
  }

  #power(): ast.Expression {
    return this.#binary(["**"], () => this.#unary());
  }

  #binary(operators: readonly ArithmeticOperator[], operand: () => ast.Expression): ast.Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((candidate) => this.stream.atOperator(candidate));
      if (operator === undefined) return left;
      const { offset } = this.stream.next();
      left = { type: "binary", operator, left, right: operand(), offset };
    }
  }

  #unary(withFilters = true): ast.Expression {
    const { offset } = this.stream.current;
    let result: ast.Expression;
    if (this.stream.skipOperator("-")) {
      result = { type: "unary", operator: "-", operand: this.#unary(false), offset };
    } else if (this.stream.skipOperator("+")) {
      result = { type: "unary", operator: "+", operand: this.#unary(false), offset };
    } else {
      result = this.#primary();
    }
    result = this.#postfix(result);
    return withFilters ? this.#filtersAndTests(result) : result;
  }

  #primary(): ast.Expression {
    const token = this.stream.current;
    const { kind, text, offset } = token;
    switch (kind) {
      case "name": {
        this.stream.next();
        const constant = CONSTANTS.get(text);
        if (constant !== undefined) return { type: "literal", value: constant, offset };
        return { type: "name", name: text, offset };
      }
      case "string": {
        let value = "";
        while (this.stream.current.kind === "string") value += this.stream.next().text;
        return { type: "literal", value, offset };
      }
      case "integer":
        return { type: "literal", value: integerValue(this.stream.next()), offset };
      case "float":
        this.stream.next();
        return { type: "literal", value: float(Number(text.replaceAll("_", ""))), offset };
      case "operator":
        if (text === "(") return this.#parenthesized();
        if (text === "[") return this.#list();
        if (text === "{") return this.#dict();
    }
    return this.stream.fail(`unexpected '${describe(token)}'`);
  }

  #parenthesized(): ast.Expression {
    this.stream.next();
    const inner = this.tuple({ parenthesized: true });
    this.stream.expectOperator(")");
    return inner;
  }

  #list(): ast.Expression {
    const { offset } = this.stream.next();
    const elements = this.#commaSeparated("]", () => this.expression());
    return { type: "list", elements, offset };
  }

  #dict(): ast.Expression {
    const { offset } = this.stream.next();
    const entries = this.#commaSeparated("}", () => {
      const key = this.expression();
      this.stream.expectOperator(":");
      return [key, this.expression()] as const;
    });
    return { type: "dict", entries, offset };
  }

  /** Items up to and including `closing`; a trailing comma is allowed. */
  #commaSeparated<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.stream.atOperator(closing)) {
      if (items.length > 0) {
        this.stream.expectOperator(",");
        if (this.stream.atOperator(closing)) break;
      }
      items.push(item());
    }
    this.stream.expectOperator(closing);
    return items;
  }

  #postfix(expression: ast.Expression): ast.Expression {
    for (;;) {
      if (this.stream.atOperator(".")) expression = this.#attribute(expression);
      else if (this.stream.atOperator("[")) expression = this.#subscript(expression);
      else if (this.stream.atOperator("(")) expression = this.#call(expression);
      else return expression;
    }
  }

  #filtersAndTests(expression: ast.Expression): ast.Expression {
    for (;;) {
      if (this.stream.atOperator("|")) expression = this.filters(expression);
      else if (this.stream.atName("is")) expression = this.#test(expression);
      else if (this.stream.atOperator("(")) expression = this.#call(expression);
      else return expression;
    }
  }

  #attribute(base: ast.Expression): ast.Expression {
    const { offset } = this.stream.next();
    const token = this.stream.next();
    if (token.kind === "name") return { type: "attribute", base, name: token.text, offset };
    if (token.kind !== "integer") this.stream.fail("expected name or number", token);
    const key: ast.Literal = { type: "literal", value: integerValue(token), offset: token.offset };
    return { type: "item", base, key, offset };
  }

  #subscript(base: ast.Expression): ast.Expression {
    const { offset } = this.stream.next();
    const keys = this.#commaSeparated("]", () => this.#sliceOrKey(base, offset));
    const [first] = keys;
    if (first === undefined) return this.stream.fail("expected subscript expression");
    if (keys.length === 1) {
      return first.type === "slice" ? first : { type: "item", base, key: first, offset };
    }
    return { type: "item", base, key: { type: "tuple", elements: keys, offset }, offset };
  }

  #sliceOrKey(base: ast.Expression, offset: number): ast.Expression {
    const start = this.stream.atOperator(":") ? undefined : this.expression();
    if (!this.stream.skipOperator(":")) {
      return start ?? this.stream.fail("expected subscript expression");
    }
    const stop = this.stream.atOperator(":") ? undefined : this.#sliceBound();
    const step = this.stream.skipOperator(":") ? this.#sliceBound() : undefined;
    return { type: "slice", base, start, stop, step, offset };
  }

  #sliceBound(): ast.Expression | undefined {
    const omitted = this.stream.atOperator("]") || this.stream.atOperator(",");
    return omitted ? undefined : this.expression();
  }

  #call(callee: ast.Expression): ast.Call {
    const { offset } = this.stream.current;
    return { type: "call", callee, args: this.#arguments(), offset };
  }

  #arguments(): ast.Arguments {
    this.stream.expectOperator("(");
    const positional: ast.Expression[] = [];
    const named: [string, ast.Expression][] = [];
    let spread: ast.Expression | undefined;
    let spreadNamed: ast.Expression | undefined;
    this.#commaSeparated(")", () => {
      const { kind, text, offset } = this.stream.current;
      const { following } = this.stream;
      if (this.stream.atOperator("*") && spread === undefined) {
        this.stream.next();
        spread = this.expression();
      } else if (this.stream.atOperator("**") && spreadNamed === undefined) {
        this.stream.next();
        spreadNamed = this.expression();
      } else if (kind === "name" && following.kind === "operator" && following.text === "=") {
        this.stream.next();
        this.stream.next();
        named.push([text, this.expression()]);
      } else if (named.length > 0 || spread !== undefined || spreadNamed !== undefined) {
        this.stream.fail("invalid syntax for function call expression", { kind, text, offset });
      } else {
        positional.push(this.expression());
      }
    });
    return { positional, named, spread, spreadNamed };
  }

  /** One or more filters applied to `input`; the first without its `|` when `bare`. */
  filters(input: ast.Expression, bare = false): ast.Expression {
    while (bare || this.stream.skipOperator("|")) {
      const { offset } = this.stream.current;
      const name = this.#dottedName();
      const args = this.stream.atOperator("(") ? this.#arguments() : NO_ARGUMENTS;
      input = { type: "filter", input, name, args, offset };
      bare = false;
    }
    return input;
  }

  #test(input: ast.Expression): ast.Expression {
    this.stream.next();
    const negated = this.stream.skipName("not");
    const { offset } = this.stream.current;
    const name = this.#dottedName();
    const test: ast.TestCall = { type: "test", input, name, args: this.#testArguments(), offset };
    return negated ? { type: "unary", operator: "not", operand: test, offset } : test;
  }

  /** Arguments in parentheses, or one without: `x is divisibleby 3`. */
  #testArguments(): ast.Arguments {
    if (this.stream.atOperator("(")) return this.#arguments();
    const { kind, text } = this.stream.current;
    const begins = kind === "string" || kind === "integer" || kind === "float" ||
      kind === "name" && !["else", "or", "and"].includes(text) ||
      this.stream.atOperator("[") || this.stream.atOperator("{");
    if (!begins) return NO_ARGUMENTS;
    if (this.stream.atName("is")) this.stream.fail("You cannot chain multiple tests with is");
    return { ...NO_ARGUMENTS, positional: [this.#postfix(this.#primary())] };
  }

  #dottedName(): string {
    let name = this.stream.expectName().text;
    while (this.stream.skipOperator(".")) name += `.${this.stream.expectName().text}`;
    return name;
  }
}

function integerValue({ text }: Token): number | bigint {
  return integer(BigInt(text.replaceAll("_", "").toLowerCase()));
}
