/**
 * Compiles `for`.
 *
 * @module
 */

import { Frame, MISSING } from "../runtime/frame.ts";
import { Loop } from "../runtime/loop.ts";
import { Output } from "../runtime/output.ts";
import * as ast from "../syntax/ast.ts";
import { truthy } from "../values/compare.ts";
import { iterate } from "../values/sequence.ts";
import { Undefined } from "../values/undefined.ts";
import type { Compiler, Evaluator, Executor } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";
import { clear, compileStore, type Store } from "./targets.ts";

/** `{% break %}` or `{% continue %}` on its way to the loop. */
export class LoopSignal {
  readonly kind: "break" | "continue";

  constructor(kind: "break" | "continue") {
    this.kind = kind;
  }
}

const NO_LOOP_IN_FILTER = new Undefined(
  "'loop' is undefined. the filter section of a loop as well as the else block don't have access " +
    "to the special 'loop' variable of the current loop.",
  { name: "loop" },
);

/** Compiles a loop. */
export function compileFor(node: ast.For, scope: NameScope, compiler: Compiler): Executor {
  return node.recursive
    ? compileRecursive(node, scope, compiler)
    : compilePlain(node, scope, compiler);
}

/** A loop whose variables live in the frame around it. */
function compilePlain(node: ast.For, scope: NameScope, compiler: Compiler): Executor {
  const inner = scope.nested();
  const iterable = compiler.expression(node.iterable, scope);
  const store = compileStore(node.target, inner, compiler);
  const loopSlot = inner.declare("loop");
  const select = compileFilter(node.filter, inner, compiler, store, loopSlot);
  const bodySlots = inner.declareAll(node.body);
  const body = compileLoopBody(node, inner, compiler);
  const otherwise = compiler.body(node.otherwise, scope.nested());
  const ownSlots = inner.slots();
  const loopWanted = needsLoop(node.body);
  const mark = compiler.mark(node.iterable);
  return (frame, out) => {
    frame.runtime.mark = mark;
    const elements = select(frame, iterate(iterable(frame)));
    if (elements.length === 0) return otherwise(frame, out);
    const loop = loopWanted ? new Loop(elements) : undefined;
    if (loop !== undefined) frame.slots[loopSlot] = loop;
    for (let i = 0; i < elements.length; i++) {
      store(frame, elements[i]);
      if (loop !== undefined) loop.index = i;
      if (i > 0) clear(frame, bodySlots);
      if (!body(frame, out)) break;
    }
    clear(frame, ownSlots);
  };
}

/** A loop that can call itself, so that every round needs a frame of its own. */
function compileRecursive(node: ast.For, scope: NameScope, compiler: Compiler): Executor {
  const inner = scope.newFrame();
  const iterable = compiler.expression(node.iterable, scope);
  const store = compileStore(node.target, inner, compiler);
  const loopSlot = inner.declare("loop");
  const select = compileFilter(node.filter, inner, compiler, store, loopSlot);
  inner.declareAll(node.body);
  const body = compileLoopBody(node, inner, compiler);
  const otherwise = compiler.body(node.otherwise, scope.nested());
  const { layout } = inner;
  const run = (outer: Frame, out: Output, value: unknown, depth: number): void => {
    const elements = select(new Frame(layout.size, outer, outer.runtime), iterate(value));
    if (elements.length === 0) return otherwise(outer, out);
    const loop = new Loop(elements, depth, (deeper, depthOfThose) => {
      const written = new Output();
      run(outer, written, deeper, depthOfThose);
      return written.text;
    });
    for (const [index, element] of elements.entries()) {
      const frame = new Frame(layout.size, outer, outer.runtime);
      store(frame, element);
      loop.index = index;
      frame.slots[loopSlot] = loop;
      if (!body(frame, out)) break;
    }
  };
  return (frame, out) => run(frame, out, iterable(frame), 1);
}

/** The elements for which `if` holds. */
function compileFilter(
  filter: ast.Expression | undefined,
  scope: NameScope,
  compiler: Compiler,
  store: Store,
  loopSlot: number,
): (frame: Frame, elements: readonly unknown[]) => readonly unknown[] {
  if (filter === undefined) return (_frame, elements) => elements;
  const condition: Evaluator = compiler.expression(filter, scope);
  return (frame, elements) => {
    frame.slots[loopSlot] = NO_LOOP_IN_FILTER;
    const selected = elements.filter((element) => {
      store(frame, element);
      return truthy(condition(frame));
    });
    frame.slots[loopSlot] = MISSING;
    return selected;
  };
}

/** The body of a loop; false when the loop is to end. Only bodies with `break` or `continue` pay. */
function compileLoopBody(
  node: ast.For,
  scope: NameScope,
  compiler: Compiler,
): (frame: Frame, out: Output) => boolean {
  const body = compiler.sequence(node.body, scope);
  const controlled = ast.someNode(
    node.body,
    ({ type }) => type === "break" || type === "continue",
  );
  if (!controlled) {
    return (frame, out) => {
      body(frame, out);
      return true;
    };
  }
  return (frame, out) => {
    try {
      body(frame, out);
      return true;
    } catch (error) {
      if (error instanceof LoopSignal) return error.kind === "continue";
      throw error;
    }
  };
}

/** Statements that hand local variables to another template. */
const PASSES_LOCALS: ReadonlySet<string> = new Set(["include", "import", "fromImport", "block"]);

/** Whether the body can see `loop`: by name, or by handing its variables to another template. */
function needsLoop(body: ast.Body): boolean {
  return ast.mentions(body, "loop") || ast.someNode(body, ({ type }) => PASSES_LOCALS.has(type));
}
