/**
 * Compiles macros and the blocks that call them.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#macros
 * @module
 */

import type { CallArguments } from "../call.ts";
import { typeError } from "../errors.ts";
import { Frame } from "../runtime/frame.ts";
import { Output } from "../runtime/output.ts";
import { conclude, finalize } from "../runtime/result.ts";
import * as ast from "../syntax/ast.ts";
import { repr } from "../values/text.ts";
import { type Callable, MacroCallable, Tuple } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import type { Compiler, Executor } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";
import { compileNameStore } from "./targets.ts";

type MacroFactory = (frame: Frame) => Callable;

/** Compiles `{% macro %}`. */
export function compileMacro(node: ast.Macro, scope: NameScope, compiler: Compiler): Executor {
  const macro = compileFunction(node.name, node.parameters, node.body, scope, compiler);
  const store = compileNameStore(node.name, scope);
  return (frame) => store(frame, macro(frame));
}

/** Compiles `{% call %}`: a call with a macro made of the block's body as `caller`. */
export function compileCallBlock(
  node: ast.CallBlock,
  scope: NameScope,
  compiler: Compiler,
): Executor {
  const caller = compileFunction("caller", node.parameters, node.body, scope, compiler);
  const slot = scope.layout.allocate();
  const { call, offset } = node;
  const callerArgument = ["caller", { type: "slot", slot, offset }] as const;
  const args = { ...call.args, named: [...call.args.named, callerArgument] };
  const evaluate = compiler.expression({ ...call, args }, scope);
  return (frame, out) => {
    frame.slots[slot] = caller(frame);
    out.push(finalize(evaluate(frame)));
  };
}

/** Compiles a body with parameters to something that makes a callable of it. */
function compileFunction(
  name: string,
  parameters: ast.Parameters,
  body: ast.Body,
  scope: NameScope,
  compiler: Compiler,
): MacroFactory {
  const inner = scope.newFrame();
  const { names } = parameters;
  const required = names.length - parameters.defaults.length;
  const slots = names.map((parameter) => inner.declare(parameter));
  const extras = declareExtras(parameters, body, inner);
  const defaults = parameters.defaults.map((value) => compiler.expression(value, inner));
  const execute = compiler.body(body, inner);
  const { layout } = inner;

  const assignParameters = (frame: Frame, { positional, named }: CallArguments): void => {
    for (const [index, slot] of slots.entries()) {
      const parameter = names[index] ?? "";
      const given = index < positional.length ? positional[index] : named.get(parameter);
      const fallback = defaults[index - required];
      if (given !== undefined) frame.slots[slot] = given;
      else frame.slots[slot] = fallback === undefined ? notProvided(parameter) : fallback(frame);
    }
  };

  return (outer) =>
    new MacroCallable(name, names, (args) => {
      const frame = new Frame(layout.size, outer, outer.runtime);
      checkArguments(name, names, extras, args);
      assignParameters(frame, args);
      assignExtras(frame, names, extras, args);
      const written = new Output();
      execute(frame, written);
      return conclude(written, outer.runtime.mode);
    });
}

/** The slots of the implicit variables a macro uses. */
interface Extras {
  readonly caller: number | undefined;
  readonly varargs: number | undefined;
  readonly kwargs: number | undefined;
}

function declareExtras(parameters: ast.Parameters, body: ast.Body, scope: NameScope): Extras {
  const slotIfUsed = (name: string): number | undefined =>
    !parameters.names.includes(name) && ast.mentions(body, name) ? scope.declare(name) : undefined;
  return {
    caller: slotIfUsed("caller"),
    varargs: slotIfUsed("varargs"),
    kwargs: slotIfUsed("kwargs"),
  };
}

function checkArguments(
  name: string,
  names: readonly string[],
  extras: Extras,
  { positional, named }: CallArguments,
): void {
  if (extras.varargs === undefined && positional.length > names.length) {
    throw typeError(`macro ${repr(name)} takes not more than ${names.length} argument(s)`);
  }
  for (const key of named.keys()) {
    const index = names.indexOf(key);
    if (index >= 0 && index < positional.length) {
      throw typeError(`macro ${repr(name)} got multiple values for argument ${repr(key)}`);
    }
    if (
      index >= 0 || extras.kwargs !== undefined || key === "caller" && extras.caller !== undefined
    ) {
      continue;
    }
    throw typeError(
      key === "caller"
        ? `macro ${
          repr(name)
        } was invoked with two values for the special caller argument or does not use it`
        : `macro ${repr(name)} takes no keyword argument ${repr(key)}`,
    );
  }
}

function assignExtras(
  frame: Frame,
  names: readonly string[],
  { caller, varargs, kwargs }: Extras,
  { positional, named }: CallArguments,
): void {
  if (caller !== undefined) {
    const given = named.get("caller");
    frame.slots[caller] = given ?? new Undefined("No caller defined", { name: "caller" });
  }
  if (varargs !== undefined) frame.slots[varargs] = Tuple.from(positional.slice(names.length));
  if (kwargs !== undefined) {
    const isExtra = ([key]: readonly [string, unknown]): boolean =>
      !names.includes(key) && (key !== "caller" || caller === undefined);
    frame.slots[kwargs] = new Map([...named].filter(isExtra));
  }
}

function notProvided(name: string): Undefined {
  return new Undefined(`parameter '${name}' was not provided`, { name });
}
