import assert from "node:assert/strict";
import { DEFAULT_SYNTAX } from "../options.ts";
import type { Expression } from "./ast.ts";
import { parseExpression, parseTemplate } from "./parser.ts";
import { SyntaxProblem } from "./tokens.ts";

/** The structure of an expression, fully parenthesised. */
function shape(source: string): string {
  return show(parseExpression(source, DEFAULT_SYNTAX));
}

function show(node: Expression): string {
  switch (node.type) {
    case "literal":
      return JSON.stringify(node.value);
    case "name":
      return node.name;
    case "attribute":
      return `${show(node.base)}.${node.name}`;
    case "item":
      return `${show(node.base)}[${show(node.key)}]`;
    case "unary":
      return `(${node.operator} ${show(node.operand)})`;
    case "binary":
    case "logical":
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case "comparison":
      return `(${[show(node.first), ...node.rest.flatMap(([o, e]) => [o, show(e)])].join(" ")})`;
    case "concatenation":
      return `(${node.parts.map(show).join(" ~ ")})`;
    case "conditional":
      return `(${show(node.then)} if ${show(node.condition)} else ${
        node.otherwise === undefined ? "" : show(node.otherwise)
      })`;
    case "filter":
      return `(${show(node.input)} | ${node.name}(${node.args.positional.map(show).join(", ")}))`;
    case "test":
      return `(${show(node.input)} is ${node.name}(${node.args.positional.map(show).join(", ")}))`;
    case "call":
      return `${show(node.callee)}(${node.args.positional.map(show).join(", ")})`;
    case "tuple":
    case "list":
      return `${node.type}(${node.elements.map(show).join(", ")})`;
    default:
      return node.type;
  }
}

Deno.test("operators bind as in Jinja2", () => {
  const cases: [string, string][] = [
    ["1 + 2 * 3", "(1 + (2 * 3))"],
    ["1 - 2 - 3", "((1 - 2) - 3)"],
    ["2 ** 3 ** 2", "((2 ** 3) ** 2)"],
    ["-a ** 2", "((- a) ** 2)"],
    ["a ~ b + c", "((a ~ b) + c)"],
    ["not a == b", "(not (a == b))"],
    ["a or b and not c", "(a or (b and (not c)))"],
    ["1 < a <= 3 not in l", "(1 < a <= 3 not in l)"],
    ["a if b else c if d else e", "(a if b else (c if d else e))"],
    ["a | f + 1", "((a | f()) + 1)"],
    ["-1 | abs", "((- 1) | abs())"],
    ["a.b[0].c('x') | d(1)", '(a.b[0].c("x") | d(1))'],
    ["a is divisibleby 3 and b", "((a is divisibleby(3)) and b)"],
    ["a is not none", "(not (a is none()))"],
    ["a, b", "tuple(a, b)"],
    ["(a)", "a"],
    ["(a,)", "tuple(a)"],
    ["'a' 'b'", '"ab"'],
  ];
  for (const [source, expected] of cases) assert.equal(shape(source), expected, source);
});

Deno.test("what is wrong is named, at its place", () => {
  const cases: [string, string, number][] = [
    ["{{ a b }}", "expected token 'end of print statement', got 'b'", 5],
    ["{% if a %}x", "'if' needs 'elif' or 'else' or 'endif'", 11],
    ["{% for x of y %}{% endfor %}", "expected token 'in', got 'of'", 9],
    ["{% fro x %}", "unknown tag 'fro'", 3],
    ["{% if a %}{% endfor %}", "unknown tag 'endfor': 'if' has to be closed first", 13],
    ["{% set true = 1 %}", "can't assign to 'const'", 7],
    ["{{ f(a=1, 2) }}", "invalid syntax for function call expression", 10],
    ["{{ a is b is c }}", "You cannot chain multiple tests with is", 10],
    ["{% macro m(a=1, b) %}{% endmacro %}", "non-default argument follows default argument", 17],
  ];
  for (const [source, message, offset] of cases) {
    assert.throws(() => parseTemplate(source, DEFAULT_SYNTAX), (error: unknown) => {
      assert.ok(error instanceof SyntaxProblem, source);
      assert.ok(error.message.includes(message), `${source}: ${error.message}`);
      assert.equal(error.offset, offset, source);
      return true;
    });
  }
});
