/**
 * Expressions in which parts are written with `{{ }}`, as in `when: "{{ port }} == 80"`.
 *
 * Where Ansible renders such a text first and then evaluates what came out, the parts here are
 * operands: their values enter the expression as values, and no text is evaluated twice.
 *
 * @module
 */

import type { Syntax } from "../options.ts";
import type * as ast from "./ast.ts";
import { parseExpression, parseTemplate } from "./parser.ts";
import { SyntaxProblem } from "./tokens.ts";

/** Stands for one part; a letter, so that it can be in a name, which nobody writes. */
const STAND_IN = "\uA78F";

/**
 * The expression that `text` is when its parts are taken for operands.
 *
 * @throws {SyntaxProblem} when it is not one whole expression
 */
export function parseEmbedded(text: string, syntax: Syntax): ast.Expression {
  const body = parseTemplate(text, syntax);
  const isPlain = body.every(({ type }) => type === "data" || type === "output");
  if (!isPlain) return { type: "embedded", body, offset: 0 };
  const outputs = body.filter((node) => node.type === "output");
  const outline = outlineOf(text, body, syntax);
  const expression = parseExpression(outline, syntax);
  return new Substitution(outputs).expression(expression);
}

/** `text` with a name for each part, everything at the offset at which it was. */
function outlineOf(text: string, body: ast.Body, { variableEnd }: Syntax): string {
  let outline = "";
  let index = 0;
  for (const [at, node] of body.entries()) {
    outline = outline.padEnd(node.offset);
    if (node.type === "data") {
      outline += node.text;
      continue;
    }
    const next = body[at + 1]?.offset ?? text.length;
    const end = text.lastIndexOf(variableEnd, next - variableEnd.length) + variableEnd.length;
    outline += standIn(index++).padEnd(end - node.offset, STAND_IN);
  }
  return outline;
}

function standIn(index: number): string {
  return STAND_IN + index.toString(36) + STAND_IN;
}

const PART = new RegExp(`${STAND_IN}([0-9a-z]+)${STAND_IN}+`);
const PARTS = new RegExp(PART.source, "g");

/** Puts the parts back where their names stand. */
class Substitution {
  readonly #outputs: readonly ast.Output[];

  constructor(outputs: readonly ast.Output[]) {
    this.#outputs = outputs;
  }

  expression(node: ast.Expression): ast.Expression {
    if (node.type === "name") return this.#name(node);
    if (node.type === "attribute") return this.#attribute(node);
    if (node.type === "literal") return this.#literal(node);
    return this.#children(node) as ast.Expression;
  }

  #children(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((child) => this.#child(child));
    const entries = Object.entries(node as object);
    return Object.fromEntries(entries.map(([key, child]) => [key, this.#child(child)]));
  }

  #child(child: unknown): unknown {
    if (typeof child === "string" && child.includes(STAND_IN)) return joined(0);
    if (typeof child !== "object" || child === null) return child;
    return "type" in child ? this.expression(child as ast.Expression) : this.#children(child);
  }

  #name(node: ast.Name): ast.Expression {
    const part = this.#whole(node.name, node.offset);
    return part === undefined ? node : { type: "embedded", body: [part], offset: part.offset };
  }

  /** `facts.{{ name }}` is `facts[name]`. */
  #attribute(node: ast.Attribute): ast.Expression {
    const base = this.expression(node.base);
    const part = this.#whole(node.name, node.offset);
    if (part === undefined) return { ...node, base };
    return { type: "item", base, key: part.expression, offset: node.offset };
  }

  /** `'a{{ b }}c'` is `'a' ~ b ~ 'c'`. */
  #literal(node: ast.Literal): ast.Expression {
    const { value, offset } = node;
    if (typeof value !== "string" || !value.includes(STAND_IN)) return node;
    const parts = value.split(PARTS).map((piece, at): ast.Expression =>
      at % 2 === 0 ? { type: "literal", value: piece, offset } : this.#part(piece).expression
    );
    return { type: "concatenation", parts, offset };
  }

  /** The part that `name` stands for; `undefined` if it is the name of a variable. */
  #whole(name: string, offset: number): ast.Output | undefined {
    if (!name.includes(STAND_IN)) return undefined;
    const match = PART.exec(name);
    if (match === null || match[0] !== name) return joined(offset);
    return this.#part(match[1] ?? "");
  }

  #part(index: string): ast.Output {
    return this.#outputs[Number.parseInt(index, 36)] as ast.Output;
  }
}

function joined(offset: number): never {
  throw new SyntaxProblem(
    "'{{ }}' is joined to a name here, and no name is made of a value in an expression: " +
      "use vars['a' ~ b] or lookup('vars', 'a' ~ b)",
    offset,
  );
}
