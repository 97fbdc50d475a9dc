/**
 * Turns syntax trees into closures.
 *
 * @module
 */

import type { Frame } from "../runtime/frame.ts";
import type { Output } from "../runtime/output.ts";
import type { Body, Expression, Node, Statement } from "../syntax/ast.ts";
import type { Mark, Source } from "../syntax/source.ts";
import { compileExpression, compileRaw } from "./expressions.ts";
import type { NameScope } from "./scopes.ts";
import { compileStatement } from "./statements.ts";

/** An expression, compiled. */
export type Evaluator = (frame: Frame) => unknown;

/** A statement, compiled. */
export type Executor = (frame: Frame, out: Output) => void;

/** Compiles the parts of one template. */
export class Compiler {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The place of a node. */
  mark(node: Node): Mark {
    return { source: this.#source, offset: node.offset };
  }

  /** A value, in which no template text is left. */
  expression(node: Expression, scope: NameScope): Evaluator {
    return compileExpression(node, scope, this);
  }

  /** A value to be taken apart: the elements of a variable's containers may be template text. */
  raw(node: Expression, scope: NameScope): Evaluator {
    return compileRaw(node, scope, this);
  }

  /** The value of an expression that may be missing. */
  optional(node: Expression | undefined, scope: NameScope): Evaluator | undefined {
    return node === undefined ? undefined : this.expression(node, scope);
  }

  /** One statement. */
  statement(node: Statement, scope: NameScope): Executor {
    return compileStatement(node, scope, this);
  }

  /** Statements in order, in a scope that knows what they assign already. */
  sequence(body: Body, scope: NameScope): Executor {
    const executors = body.map((statement) => this.statement(statement, scope));
    const [first, second] = executors;
    if (first === undefined) return () => {};
    if (second === undefined) return first;
    if (executors.length === 2) {
      return (frame, out) => {
        first(frame, out);
        second(frame, out);
      };
    }
    return (frame, out) => {
      for (let i = 0; i < executors.length; i++) executors[i]?.(frame, out);
    };
  }

  /** Statements in order, after declaring in `scope` what they assign. */
  body(body: Body, scope: NameScope): Executor {
    scope.declareAll(body);
    return this.sequence(body, scope);
  }
}
