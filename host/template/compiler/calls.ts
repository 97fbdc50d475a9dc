/**
 * Compiles calls of functions, methods, filters and tests.
 *
 * @module
 */

import { type CallArguments, type Filter, NO_ARGUMENTS, type Test } from "../call.ts";
import { EvaluationError, typeError } from "../errors.ts";
import { method } from "../methods/mod.ts";
import type { Frame } from "../runtime/frame.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type * as ast from "../syntax/ast.ts";
import { findAttribute, missing } from "../values/access.ts";
import { truthy } from "../values/compare.ts";
import { entries, iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { Callable, isMapping, TemplateObject, typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import type { Compiler, Evaluator } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";

type ArgumentsEvaluator = (frame: Frame) => CallArguments;

/** Compiles `input | name(…)`. An unknown filter fails when it is reached, as in Jinja2's branches. */
export function compileFilter(
  node: ast.FilterCall,
  scope: NameScope,
  compiler: Compiler,
): Evaluator {
  const input = compiler.expression(node.input, scope);
  const args = compileArguments(node.args, scope, compiler);
  const mark = compiler.mark(node);
  const { name } = node;
  let filter: Filter | undefined; // a template belongs to one environment, which never changes
  return (frame) => {
    const value = input(frame);
    const actual = args(frame);
    const { runtime } = frame;
    runtime.mark = mark;
    filter ??= runtime.filter(name);
    return filter(value, actual, runtime);
  };
}

/** Compiles `input is name(…)`. */
export function compileTest(node: ast.TestCall, scope: NameScope, compiler: Compiler): Evaluator {
  const input = compiler.expression(node.input, scope);
  const { name } = node;
  if (name === "defined") return (frame) => !(input(frame) instanceof Undefined);
  if (name === "undefined") return (frame) => input(frame) instanceof Undefined;
  const args = compileArguments(node.args, scope, compiler);
  const mark = compiler.mark(node);
  let test: Test | undefined;
  return (frame) => {
    const value = input(frame);
    const actual = args(frame);
    const { runtime } = frame;
    runtime.mark = mark;
    test ??= runtime.test(name);
    return truthy(test(value, actual, runtime));
  };
}

/** Compiles `callee(…)`. */
export function compileCall(node: ast.Call, scope: NameScope, compiler: Compiler): Evaluator {
  const args = compileArguments(node.args, scope, compiler);
  const mark = compiler.mark(node);
  if (node.callee.type === "attribute") {
    const base = compiler.expression(node.callee.base, scope);
    const { name } = node.callee;
    return (frame) => {
      const object = base(frame);
      const actual = args(frame);
      frame.runtime.mark = mark;
      return callMethod(object, name, actual, frame.runtime);
    };
  }
  const callee = compiler.expression(node.callee, scope);
  return (frame) => {
    const target = callee(frame);
    const actual = args(frame);
    frame.runtime.mark = mark;
    return call(target, actual, frame.runtime);
  };
}

function callMethod(
  object: unknown,
  name: string,
  args: CallArguments,
  runtime: Runtime,
): unknown {
  const own = method(object, name);
  if (own !== undefined) return own(object, args, runtime);
  const target = findAttribute(object, name);
  return call(target !== undefined ? target : missing(object, name, runtime.mark), args, runtime);
}

function call(target: unknown, args: CallArguments, runtime: Runtime): unknown {
  if (target instanceof Callable) return target.call(args, runtime);
  if (target instanceof Undefined) return target.fail();
  if (target instanceof TemplateObject && target.call !== undefined) {
    return target.call(args, runtime);
  }
  throw typeError(`'${typeName(target)}' object is not callable`);
}

/** Compiles arguments; calls without any share one empty object. */
function compileArguments(
  { positional, named, spread, spreadNamed }: ast.Arguments,
  scope: NameScope,
  compiler: Compiler,
): ArgumentsEvaluator {
  const values = positional.map((argument) => compiler.expression(argument, scope));
  if (named.length === 0 && spread === undefined && spreadNamed === undefined) {
    if (values.length === 0) return () => NO_ARGUMENTS;
    const none = NO_ARGUMENTS.named;
    return (frame) => ({ positional: values.map((evaluate) => evaluate(frame)), named: none });
  }
  const namedValues = named.map(([name, argument]) =>
    [name, compiler.expression(argument, scope)] as const
  );
  const more = compiler.optional(spread, scope);
  const moreNamed = compiler.optional(spreadNamed, scope);
  return (frame) => {
    const list = values.map((evaluate) => evaluate(frame));
    if (more !== undefined) list.push(...iterate(more(frame)));
    const map = new Map<string, unknown>();
    for (const [name, evaluate] of namedValues) map.set(name, evaluate(frame));
    if (moreNamed !== undefined) addNamed(map, moreNamed(frame));
    return { positional: list, named: map };
  };
}

function addNamed(map: Map<string, unknown>, value: unknown): void {
  if (value instanceof Undefined) value.fail();
  if (!isMapping(value)) throw typeError("argument after ** must be a mapping");
  for (const [key, argument] of entries(value)) {
    const name = text(key);
    if (map.has(name)) {
      throw new EvaluationError("TypeError", `got multiple values for keyword argument '${name}'`);
    }
    map.set(name, argument);
  }
}
