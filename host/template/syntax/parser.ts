/**
 * Parses templates: text, expressions and statements.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#list-of-control-structures
 * @module
 */

import type { Syntax } from "../options.ts";
import * as ast from "./ast.ts";
import { ExpressionParser, isConstantName } from "./expression_parser.ts";
import { lex } from "./lexer.ts";
import { TokenStream } from "./token_stream.ts";
import { describe, SyntaxProblem, type Token } from "./tokens.ts";

/**
 * The statements of a template.
 *
 * @throws {SyntaxProblem} when it is not well-formed
 */
export function parseTemplate(text: string, syntax: Syntax): ast.Body {
  return new TemplateParser(new TokenStream(lex(text, syntax))).template();
}

/**
 * A bare expression, as `when:` holds one.
 *
 * @throws {SyntaxProblem} when it is not one whole expression
 */
export function parseExpression(text: string, syntax: Syntax): ast.Expression {
  const { variableStart, variableEnd } = syntax;
  const prefix = `${variableStart} `;
  const whole = `${prefix}${text}\n${variableEnd}`;
  const tokens = shifted(-prefix.length, () => lex(whole, { ...syntax, trimBlocks: false }));
  return new TemplateParser(new TokenStream(tokens)).soleExpression();
}

/** Tokens, and a problem in finding them, at other offsets. */
function shifted(by: number, read: () => readonly Token[]): Token[] {
  try {
    return read().map((token) => ({ ...token, offset: token.offset + by }));
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    throw new SyntaxProblem(error.message, error.offset + by);
  }
}

class TemplateParser extends ExpressionParser {
  /** The names of the tags that are open. */
  readonly #open: string[] = [];

  /** The only expression of a template that is nothing but `{{ expression }}`. */
  soleExpression(): ast.Expression {
    this.stream.expect("variable_begin");
    const expression = this.tuple();
    this.stream.expect("variable_end");
    this.stream.expect("eof");
    return expression;
  }

  template(): ast.Body {
    return this.#statements([]);
  }

  /** Statements up to one of the tags `ends` (whose name is then next), or the end of the text. */
  #statements(ends: readonly string[]): ast.Body {
    const body: ast.Statement[] = [];
    for (;;) {
      const { kind, text, offset } = this.stream.current;
      if (kind === "eof") {
        if (ends.length > 0) this.#unexpectedEnd(ends);
        return body;
      }
      this.stream.next();
      if (kind === "data") {
        body.push({ type: "data", text, offset });
      } else if (kind === "variable_begin") {
        body.push({ type: "output", expression: this.tuple(), offset });
        this.stream.expect("variable_end");
      } else {
        if (this.stream.current.kind !== "name") this.stream.fail("tag name expected");
        if (ends.includes(this.stream.current.text)) return body;
        body.push(this.#statement(offset));
        this.stream.expect("block_end");
      }
    }
  }

  #unexpectedEnd(ends: readonly string[]): never {
    const expected = ends.map((end) => `'${end}'`).join(" or ");
    const inner = this.#open.at(-1);
    this.stream.fail(`unexpected end of template: '${inner}' needs ${expected}`);
  }

  /** The rest of an opening tag, then statements up to one of `ends`. */
  #body(...ends: string[]): ast.Body {
    this.stream.skipOperator(":");
    this.stream.expect("block_end");
    return this.#statements(ends);
  }

  /** Like {@linkcode #body}, and the name of the end tag is read too. */
  #wholeBody(end: string): ast.Body {
    const body = this.#body(end);
    this.stream.next();
    return body;
  }

  #statement(offset: number): ast.Statement {
    const tag = this.stream.next();
    this.#open.push(tag.text);
    const statement = this.#parseTag(tag.text, offset);
    this.#open.pop();
    return statement ?? this.#unknownTag(tag.text, tag.offset);
  }

  #unknownTag(name: string, offset: number): never {
    const inner = this.#open.at(-1);
    const advice = inner === undefined ? "" : `: '${inner}' has to be closed first`;
    this.stream.fail(`unknown tag '${name}'${advice}`, {
      kind: "name",
      text: name,
      offset,
    });
  }

  #parseTag(name: string, offset: number): ast.Statement | undefined {
    switch (name) {
      case "for":
        return this.#for(offset);
      case "if":
        return this.#if(offset);
      case "set":
        return this.#set(offset);
      case "macro":
        return this.#macro(offset);
      case "call":
        return this.#callBlock(offset);
      case "filter":
        return {
          type: "filterBlock",
          filter: this.filters(blockBody(offset), true),
          body: this.#wholeBody("endfilter"),
          offset,
        };
      case "with":
        return this.#with(offset);
      case "block":
        return this.#block(offset);
      case "extends":
        return { type: "extends", parent: this.expression(), offset };
      case "include":
        return this.#include(offset);
      case "import":
        return this.#import(offset);
      case "from":
        return this.#from(offset);
      case "autoescape":
        this.expression();
        return { type: "group", body: this.#wholeBody("endautoescape"), offset };
      case "do":
        return { type: "do", expression: this.tuple(), offset };
      case "break":
      case "continue":
        if (!this.#open.includes("for")) return undefined;
        return { type: name, offset };
      default:
        return undefined;
    }
  }

  #for(offset: number): ast.For {
    const target = this.#targets("in");
    this.stream.expectName("in");
    const iterable = this.tuple({ withConditional: false, stopAt: ["recursive"] });
    const filter = this.stream.skipName("if") ? this.expression() : undefined;
    const recursive = this.stream.skipName("recursive");
    const body = this.#body("endfor", "else");
    const hasElse = this.stream.next().text === "else";
    const otherwise = hasElse ? this.#wholeBody("endfor") : [];
    return { type: "for", target, iterable, filter, recursive, body, otherwise, offset };
  }

  #if(offset: number): ast.If {
    const branches: { condition: ast.Expression; body: ast.Body }[] = [];
    let end: string;
    do {
      const condition = this.tuple({ withConditional: false });
      branches.push({ condition, body: this.#body("elif", "else", "endif") });
      end = this.stream.next().text;
    } while (end === "elif");
    const otherwise = end === "else" ? this.#wholeBody("endif") : [];
    return { type: "if", branches, otherwise, offset };
  }

  #set(offset: number): ast.Set | ast.SetBlock {
    const target = this.#targets();
    if (this.stream.skipOperator("=")) return { type: "set", target, value: this.tuple(), offset };
    const filter = this.filters(blockBody(offset));
    return { type: "setBlock", target, filter, body: this.#wholeBody("endset"), offset };
  }

  #with(offset: number): ast.With {
    const targets: ast.Target[] = [];
    const values: ast.Expression[] = [];
    while (this.stream.current.kind !== "block_end") {
      if (targets.length > 0) this.stream.expectOperator(",");
      targets.push(this.#target());
      this.stream.expectOperator("=");
      values.push(this.expression());
    }
    return { type: "with", targets, values, body: this.#wholeBody("endwith"), offset };
  }

  #macro(offset: number): ast.Macro {
    const name = this.stream.expectName().text;
    const parameters = this.#parameters();
    return { type: "macro", name, parameters, body: this.#wholeBody("endmacro"), offset };
  }

  #callBlock(offset: number): ast.CallBlock {
    const hasParameters = this.stream.atOperator("(");
    const parameters = hasParameters ? this.#parameters() : { names: [], defaults: [] };
    const call = this.expression();
    if (call.type !== "call") return this.stream.fail("expected call");
    return { type: "callBlock", parameters, call, body: this.#wholeBody("endcall"), offset };
  }

  #parameters(): ast.Parameters {
    const names: string[] = [];
    const defaults: ast.Expression[] = [];
    this.stream.expectOperator("(");
    while (!this.stream.atOperator(")")) {
      if (names.length > 0) this.stream.expectOperator(",");
      names.push(this.#assignableName());
      if (this.stream.skipOperator("=")) defaults.push(this.expression());
      else if (defaults.length > 0) {
        this.stream.fail("non-default argument follows default argument");
      }
    }
    this.stream.expectOperator(")");
    return { names, defaults };
  }

  #block(offset: number): ast.Block {
    const name = this.stream.expectName().text;
    const scoped = this.stream.skipName("scoped");
    this.stream.skipName("required");
    const body = this.#wholeBody("endblock");
    this.stream.skipName(name);
    return { type: "block", name, scoped, body, offset };
  }

  #include(offset: number): ast.Include {
    const template = this.expression();
    const ignoreMissing = this.stream.atName("ignore") && this.stream.beforeName("missing");
    if (ignoreMissing) {
      this.stream.next();
      this.stream.next();
    }
    const withContext = this.#contextClause() ?? true;
    return { type: "include", template, ignoreMissing, withContext, offset };
  }

  #import(offset: number): ast.Import {
    const template = this.expression();
    this.stream.expectName("as");
    const target = this.#assignableName();
    const withContext = this.#contextClause() ?? false;
    return { type: "import", template, target, withContext, offset };
  }

  #from(offset: number): ast.FromImport {
    const template = this.expression();
    this.stream.expectName("import");
    const names: { name: string; alias: string }[] = [];
    let withContext: boolean | undefined;
    do {
      withContext = this.#contextClause();
      if (withContext !== undefined || this.stream.current.kind !== "name") break;
      const name = this.stream.expectName().text;
      const alias = this.stream.skipName("as") ? this.#assignableName() : name;
      names.push({ name, alias });
    } while (this.stream.skipOperator(","));
    if (names.length === 0) this.stream.expectName();
    withContext ??= this.#contextClause() ?? false;
    return { type: "fromImport", template, names, withContext, offset };
  }

  /** `with context` or `without context`. */
  #contextClause(): boolean | undefined {
    const present = (this.stream.atName("with") || this.stream.atName("without")) &&
      this.stream.beforeName("context");
    if (!present) return undefined;
    const withContext = this.stream.next().text === "with";
    this.stream.next();
    return withContext;
  }

  /** One target, or several separated by commas, up to `=`, the end of the tag or `stopAt`. */
  #targets(stopAt?: string): ast.Target {
    const { offset } = this.stream.current;
    const first = this.#target(stopAt === undefined);
    if (!this.stream.atOperator(",")) return first;
    const targets = [first];
    while (this.stream.skipOperator(",")) {
      const ended = this.stream.current.kind === "block_end" || this.stream.atOperator("=") ||
        stopAt !== undefined && this.stream.atName(stopAt);
      if (ended) break;
      targets.push(this.#target());
    }
    return { type: "tupleTarget", targets, offset };
  }

  #target(namespaceAllowed = false): ast.Target {
    const { offset } = this.stream.current;
    if (this.stream.atOperator("(") || this.stream.atOperator("[")) return this.#tupleTarget();
    const name = this.#assignableName();
    if (namespaceAllowed && this.stream.skipOperator(".")) {
      return { type: "attributeTarget", name, attribute: this.stream.expectName().text, offset };
    }
    return { type: "nameTarget", name, offset };
  }

  #tupleTarget(): ast.Target {
    const opening = this.stream.next();
    const closing = opening.text === "(" ? ")" : "]";
    const targets: ast.Target[] = [];
    while (!this.stream.atOperator(closing)) {
      if (targets.length > 0) this.stream.expectOperator(",");
      if (!this.stream.atOperator(closing)) targets.push(this.#target());
    }
    this.stream.expectOperator(closing);
    return { type: "tupleTarget", targets, offset: opening.offset };
  }

  #assignableName(): string {
    const token = this.stream.current;
    const literal = ["integer", "float", "string"].includes(token.kind);
    if (literal || token.kind === "name" && isConstantName(token.text)) {
      this.stream.fail("can't assign to 'const'");
    }
    if (token.kind !== "name") {
      this.stream.fail(`expected token 'name', got '${describe(token)}'`);
    }
    return this.stream.next().text;
  }
}

function blockBody(offset: number): ast.Slot {
  return { type: "slot", slot: ast.BLOCK_BODY, offset };
}
