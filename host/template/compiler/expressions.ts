/**
 * Compiles expressions.
 *
 * @module
 */

import { MISSING } from "../runtime/frame.ts";
import { BLOCK_BODY } from "../syntax/ast.ts";
import type * as ast from "../syntax/ast.ts";
import { findAttribute, findItem, missing } from "../values/access.ts";
import {
  add,
  divide,
  floorDivide,
  modulo,
  multiply,
  negate,
  plus,
  power,
  subtract,
} from "../values/arithmetic.ts";
import type { ArithmeticOperator } from "../values/arithmetic.ts";
import { compare, equal, truthy } from "../values/compare.ts";
import { contains, slice, toKey } from "../values/sequence.ts";
import { repr, text } from "../values/text.ts";
import { Callable, Tuple, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { compileCall, compileFilter, compileTest } from "./calls.ts";
import { compileEmbedded } from "./embedded.ts";
import { method } from "../methods/mod.ts";
import type { Compiler, Evaluator } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";

/** Compiles `node` to its value, in which no template text is left. */
export function compileExpression(
  node: ast.Expression,
  scope: NameScope,
  compiler: Compiler,
): Evaluator {
  switch (node.type) {
    case "literal": {
      const { value } = node;
      return () => value;
    }
    case "name":
      return compileName(node, scope, compiler);
    case "slot":
      return compileSlot(node, scope);
    case "attribute":
    case "item": {
      const raw = compileRaw(node, scope, compiler);
      return (frame) => {
        const value = raw(frame);
        return typeof value === "object" ? frame.runtime.context.resolve(value) : value;
      };
    }
    case "slice":
      return compileSlice(node, scope, compiler);
    case "list": {
      const elements = node.elements.map((element) => compiler.expression(element, scope));
      return (frame) => elements.map((evaluate) => evaluate(frame));
    }
    case "tuple": {
      const elements = node.elements.map((element) => compiler.expression(element, scope));
      return (frame) => Tuple.from(elements, (evaluate) => evaluate(frame));
    }
    case "dict":
      return compileDict(node, scope, compiler);
    case "unary":
      return compileUnary(node, scope, compiler);
    case "binary":
      return compileBinary(node, scope, compiler);
    case "logical":
      return compileLogical(node, scope, compiler);
    case "comparison":
      return compileComparison(node, scope, compiler);
    case "concatenation": {
      const parts = node.parts.map((part) => compiler.expression(part, scope));
      return (frame) => {
        let result = "";
        for (const part of parts) result += text(part(frame));
        return result;
      };
    }
    case "conditional":
      return compileConditional(node, scope, compiler);
    case "filter":
      return compileFilter(node, scope, compiler);
    case "test":
      return compileTest(node, scope, compiler);
    case "call":
      return compileCall(node, scope, compiler);
    case "embedded":
      return compileEmbedded(node, scope, compiler);
  }
}

/** Compiles `node` to a value whose elements may be template text; its own is rendered. */
export function compileRaw(
  node: ast.Expression,
  scope: NameScope,
  compiler: Compiler,
): Evaluator {
  switch (node.type) {
    case "name":
      return compileRawName(node, scope, compiler);
    case "attribute":
      return compileAttribute(node, scope, compiler);
    case "item":
      return compileItem(node, scope, compiler);
    default:
      return compileExpression(node, scope, compiler);
  }
}

function compileName(node: ast.Name, scope: NameScope, compiler: Compiler): Evaluator {
  const { name } = node;
  const mark = compiler.mark(node);
  const local = compileLocal(name, scope);
  const lookup: Evaluator = ({ runtime }) => {
    const value = runtime.lookup(name, mark);
    return typeof value === "object" ? runtime.context.resolve(value, name) : value;
  };
  return local === undefined ? lookup : localOr(local, lookup);
}

function compileRawName(node: ast.Name, scope: NameScope, compiler: Compiler): Evaluator {
  const { name } = node;
  const mark = compiler.mark(node);
  const local = compileLocal(name, scope);
  const lookup: Evaluator = ({ runtime }) => runtime.lookup(name, mark);
  return local === undefined ? lookup : localOr(local, lookup);
}

function localOr(local: Evaluator, lookup: Evaluator): Evaluator {
  return (frame) => {
    const value = local(frame);
    return value === MISSING ? lookup(frame) : value;
  };
}

/** The value of a local variable, or `MISSING`; `undefined` when no variable of that name can be. */
export function compileLocal(name: string, scope: NameScope): Evaluator | undefined {
  const locations = scope.locate(name);
  const [nearest] = locations;
  if (nearest === undefined) return undefined;
  if (locations.length === 1 && nearest.depth === 0) {
    const { slot } = nearest;
    return (frame) => frame.slots[slot];
  }
  return (frame) => {
    for (const { depth, slot } of locations) {
      let holder = frame;
      for (let i = depth; i > 0 && holder.outer !== undefined; i--) holder = holder.outer;
      const value = holder.slots[slot];
      if (value !== MISSING) return value;
    }
    return MISSING;
  };
}

function compileSlot(node: ast.Slot, scope: NameScope): Evaluator {
  const slot = node.slot === BLOCK_BODY ? scope.blockBody : node.slot;
  if (slot === undefined) throw new RangeError("there is no block whose body could be filtered");
  return (frame) => frame.slots[slot];
}

const EMPTY_DICT: ReadonlyMap<unknown, unknown> = new Map();

function compileAttribute(node: ast.Attribute, scope: NameScope, compiler: Compiler): Evaluator {
  const base = compiler.raw(node.base, scope);
  const { name } = node;
  const mark = compiler.mark(node);
  const label = labelOf(node);
  // Most attributes are entries of dicts; looking there at once makes templates a third faster.
  const mayBeMethod = method(EMPTY_DICT, name) !== undefined;
  return (frame) => {
    const object = base(frame);
    const value = object instanceof Map && !mayBeMethod
      ? object.get(name) as unknown
      : findAttribute(object, name);
    if (value === undefined) return missing(object, name, mark);
    if (typeof value !== "object") return value;
    const { context } = frame.runtime;
    // A method must not see template text, so it is taken from the rendered object.
    if (value instanceof Callable) return findAttribute(context.resolve(object), name);
    return context.shallow(value, label);
  };
}

function compileItem(node: ast.Item, scope: NameScope, compiler: Compiler): Evaluator {
  const base = compiler.raw(node.base, scope);
  const key = compiler.expression(node.key, scope);
  const mark = compiler.mark(node);
  const label = labelOf(node);
  return (frame) => {
    const object = base(frame);
    const index = key(frame);
    frame.runtime.mark = mark;
    const value = findItem(object, index);
    if (value === undefined) return missing(object, index, mark);
    if (typeof value !== "object") return value;
    const { context } = frame.runtime;
    if (value instanceof Callable) return findItem(context.resolve(object), index);
    return context.shallow(value, label);
  };
}

/** How a path reads in the template, to name it in errors. */
function labelOf(node: ast.Expression): string {
  switch (node.type) {
    case "name":
      return node.name;
    case "attribute":
      return `${labelOf(node.base)}.${node.name}`;
    case "item":
      return `${labelOf(node.base)}[${node.key.type === "literal" ? node.key.value : "…"}]`;
    default:
      return "…";
  }
}

function compileSlice(node: ast.Slice, scope: NameScope, compiler: Compiler): Evaluator {
  const base = compiler.expression(node.base, scope);
  const start = compiler.optional(node.start, scope);
  const stop = compiler.optional(node.stop, scope);
  const step = compiler.optional(node.step, scope);
  const mark = compiler.mark(node);
  return (frame) => {
    const object = base(frame);
    const bounds = [start, stop, step].map((evaluate) => evaluate?.(frame) ?? null);
    frame.runtime.mark = mark;
    const [from, to, by] = bounds;
    const part = slice(object, from, to, by);
    if (part !== undefined) return part;
    const message = `${typeName(object)} object has no element slice(${
      bounds.map(repr).join(", ")
    })`;
    return new Undefined(message, { mark });
  };
}

function compileDict(node: ast.Dict, scope: NameScope, compiler: Compiler): Evaluator {
  const entries = node.entries.map(([key, value]) =>
    [compiler.expression(key, scope), compiler.expression(value, scope)] as const
  );
  return (frame) => {
    const result = new Map<unknown, unknown>();
    for (const [key, value] of entries) result.set(toKey(key(frame)), value(frame));
    return result;
  };
}

function compileUnary(node: ast.Unary, scope: NameScope, compiler: Compiler): Evaluator {
  const operand = compiler.expression(node.operand, scope);
  switch (node.operator) {
    case "not":
      return (frame) => !truthy(operand(frame));
    case "-":
      return (frame) => negate(operand(frame));
    case "+":
      return (frame) => plus(operand(frame));
  }
}

const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: unknown, b: unknown) => unknown>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "//": floorDivide,
  "%": modulo,
  "**": power,
};

function compileBinary(node: ast.Binary, scope: NameScope, compiler: Compiler): Evaluator {
  const left = compiler.expression(node.left, scope);
  const right = compiler.expression(node.right, scope);
  const operate = ARITHMETIC[node.operator];
  const mark = compiler.mark(node);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.runtime.mark = mark;
    return operate(a, b);
  };
}

function compileLogical(node: ast.Logical, scope: NameScope, compiler: Compiler): Evaluator {
  const left = compiler.expression(node.left, scope);
  const right = compiler.expression(node.right, scope);
  const decisive = node.operator === "or";
  return (frame) => {
    const value = left(frame);
    return truthy(value) === decisive ? value : right(frame);
  };
}

const COMPARISONS: Readonly<
  Record<ast.ComparisonOperator, (a: unknown, b: unknown) => boolean>
> = {
  "==": equal,
  "!=": (a, b) => !equal(a, b),
  "<": (a, b) => compare(a, b, "<") < 0,
  "<=": (a, b) => compare(a, b, "<=") <= 0,
  ">": (a, b) => compare(a, b, ">") > 0,
  ">=": (a, b) => compare(a, b, ">=") >= 0,
  "in": (a, b) => contains(b, a),
  "not in": (a, b) => !contains(b, a),
};

function compileComparison(node: ast.Comparison, scope: NameScope, compiler: Compiler): Evaluator {
  const first = compiler.expression(node.first, scope);
  const mark = compiler.mark(node);
  const rest = node.rest.map(([operator, operand]) => ({
    holds: COMPARISONS[operator],
    operand: compiler.expression(operand, scope),
  }));
  const [only] = rest;
  if (only !== undefined && rest.length === 1) {
    const { holds, operand } = only;
    return (frame) => {
      const left = first(frame);
      const right = operand(frame);
      frame.runtime.mark = mark;
      return holds(left, right);
    };
  }
  return (frame) => {
    let left = first(frame);
    for (const { holds, operand } of rest) {
      const right = operand(frame);
      frame.runtime.mark = mark;
      if (!holds(left, right)) return false;
      left = right;
    }
    return true;
  };
}

function compileConditional(
  node: ast.Conditional,
  scope: NameScope,
  compiler: Compiler,
): Evaluator {
  const condition = compiler.expression(node.condition, scope);
  const then = compiler.expression(node.then, scope);
  const otherwise = compiler.optional(node.otherwise, scope);
  const mark = compiler.mark(node);
  const nothing = new Undefined(
    "the inline if-expression evaluated to false and no else section was defined.",
    { mark, silent: true },
  );
  return (frame) => {
    if (truthy(condition(frame))) return then(frame);
    return otherwise === undefined ? nothing : otherwise(frame);
  };
}
