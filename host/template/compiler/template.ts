/**
 * A compiled template.
 *
 * @module
 */

import type { Syntax } from "../options.ts";
import { Frame } from "../runtime/frame.ts";
import { Output } from "../runtime/output.ts";
import { finalize } from "../runtime/result.ts";
import type { Runtime } from "../runtime/runtime.ts";
import * as ast from "../syntax/ast.ts";
import { parseTemplate } from "../syntax/parser.ts";
import { Source } from "../syntax/source.ts";
import { Compiler, type Evaluator, type Executor } from "./compiler.ts";
import { FrameLayout, NameScope } from "./scopes.ts";

/** One definition of a `{% block %}`. */
export interface CompiledBlock {
  readonly layout: FrameLayout;
  /** The slot of `super`. */
  readonly superSlot: number;
  readonly execute: Executor;
}

/** A whole template, ready to be rendered any number of times. */
export class Template {
  readonly source: Source;
  readonly #layout = new FrameLayout();
  readonly #execute: Executor;
  /** The expression, when the template is nothing else. */
  readonly #soleNode: ast.Expression | undefined;
  readonly #sole: Evaluator | undefined;
  readonly #blocks: ReadonlyMap<string, CompiledBlock>;
  readonly #extends: boolean;

  /** @throws {SyntaxProblem} when the text is not well-formed */
  constructor(text: string, syntax: Syntax) {
    this.source = new Source(text);
    const compiler = new Compiler(this.source);
    const body = parseTemplate(text, syntax);
    const nodes = ast.nodesIn(body);
    this.#extends = nodes.some((node) => node.type === "extends");
    this.#blocks = new Map(
      nodes.filter((node) => node.type === "block").map((
        block,
      ) => [block.name, compileBlockDefinition(block, compiler)]),
    );
    const scope = new NameScope(this.#layout, undefined, true);
    this.#execute = compiler.body(body, scope);
    const [first] = body;
    this.#soleNode = body.length === 1 && first?.type === "output" ? first.expression : undefined;
    this.#sole = compiler.optional(this.#soleNode, scope);
  }

  /** Whether the template is nothing but `{{ expression }}`. */
  get isExpression(): boolean {
    return this.#sole !== undefined;
  }

  /** The variable, when the template is nothing but `{{ variable }}`. */
  get soleVariable(): string | undefined {
    return this.#soleNode?.type === "name" ? this.#soleNode.name : undefined;
  }

  /** Whether the template is nothing but `{{ call(…) }}`. */
  get isCall(): boolean {
    return this.#soleNode?.type === "call";
  }

  /** The last filter, when the template is nothing but `{{ … | filter }}`. */
  get soleFilter(): string | undefined {
    return this.#soleNode?.type === "filter" ? this.#soleNode.name : undefined;
  }

  /** The value of the expression that is all of the template. */
  evaluate(runtime: Runtime): unknown {
    if (this.#sole === undefined) throw new RangeError("the template is more than an expression");
    return finalize(this.#sole(new Frame(this.#layout.size, undefined, runtime)));
  }

  /** Renders the template. */
  render(runtime: Runtime, out: Output): void {
    this.#addBlocks(runtime);
    const frame = new Frame(this.#layout.size, undefined, runtime);
    if (!this.#extends) return this.#execute(frame, out);
    const discarded = new Output();
    this.#execute(frame, discarded);
    const { parent } = runtime;
    if (parent === undefined) return out.push(discarded.text);
    runtime.parent = undefined;
    parent.render(runtime, out);
  }

  #addBlocks(runtime: Runtime): void {
    if (this.#blocks.size === 0) return;
    runtime.blocks ??= new Map();
    for (const [name, block] of this.#blocks) {
      const definitions = runtime.blocks.get(name);
      if (definitions === undefined) runtime.blocks.set(name, [block]);
      else definitions.push(block);
    }
  }
}

function compileBlockDefinition(node: ast.Block, compiler: Compiler): CompiledBlock {
  const layout = new FrameLayout();
  const scope = new NameScope(layout);
  const superSlot = scope.declare("super");
  return { layout, superSlot, execute: compiler.body(node.body, scope) };
}

/** A compiled expression, such as that of a `when:`. */
export class CompiledExpression {
  readonly source: Source;
  readonly #layout = new FrameLayout();
  readonly #evaluate: Evaluator;

  /** The expression that `text` was parsed to. */
  constructor(text: string, expression: ast.Expression) {
    this.source = new Source(text);
    const scope = new NameScope(this.#layout);
    this.#evaluate = new Compiler(this.source).expression(expression, scope);
  }

  /** The value, which may be undefined. */
  evaluate(runtime: Runtime): unknown {
    return this.#evaluate(new Frame(this.#layout.size, undefined, runtime));
  }
}
