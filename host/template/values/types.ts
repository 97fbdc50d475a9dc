/**
 * Python's types on JavaScript values.
 *
 * | Python | here |
 * | --- | --- |
 * | `None`, `bool`, `str` | `null`, `boolean`, `string` |
 * | `int` | an integral `number`, a `bigint` beyond 2^53 |
 * | `float` | any other `number`, a `Float` when integral |
 * | `bytes`, `list`, `dict` | `Uint8Array`, `Array`, `Map` |
 * | `tuple` | {@linkcode Tuple} |
 * | anything else | a {@linkcode TemplateObject}, a {@linkcode Callable}, or an opaque object |
 *
 * @module
 */

import type { BoxedNumber, Numeric } from "./float.ts";
import type { CallArguments, CallContext, Invoke } from "../call.ts";
import { LazyMapping } from "../scope.ts";
import { Undefined } from "./undefined.ts";

/** An immutable sequence; what `(1, 2)` and `dict.items()` give. */
export class Tuple extends Array<unknown> {
  /** Derived arrays (`map`, `slice`) are lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A tuple whose elements also have names, such as what `groupby` gives. */
export class NamedTuple extends Tuple {
  #names: readonly string[] = [];

  /** A tuple of values under their names. */
  static with(fields: Readonly<Record<string, unknown>>): NamedTuple {
    const tuple = new NamedTuple();
    for (const value of Object.values(fields)) tuple.push(value);
    tuple.#names = Object.keys(fields);
    return tuple;
  }

  /** The element called `name`; `undefined` when there is none. */
  attribute(name: string): unknown {
    const index = this.#names.indexOf(name);
    return index < 0 ? undefined : this[index];
  }
}

/** What `keys()`, `values()` and `items()` of a dict give: a list that prints differently. */
export class View extends Array<unknown> {
  #kind = "dict_keys";

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A view of the given kind (`dict_keys`, `dict_values` or `dict_items`) of these elements. */
  static over(kind: string, elements: Iterable<unknown>): View {
    const view = new View();
    for (const element of elements) view.push(element);
    view.#kind = kind;
    return view;
  }

  /** Python's name for the view's type. */
  get kind(): string {
    return this.#kind;
  }
}

/** A function a template can call or hand on. */
export class Callable {
  readonly name: string;
  /** Python's name for the type: methods of values are another than functions. */
  readonly typeName: "function" | "builtin_function_or_method";
  readonly #invoke: Invoke;

  constructor(name: string, invoke: Invoke, typeName: Callable["typeName"] = "function") {
    this.name = name;
    this.#invoke = invoke;
    this.typeName = typeName;
  }

  /** Calls the function. */
  call(args: CallArguments, context: CallContext): unknown {
    return this.#invoke(args, context);
  }

  /** The attribute `name` of the function itself. */
  attribute(name: string): unknown {
    return name === "name" ? this.name : undefined;
  }
}

/** A macro, which also tells its parameters. */
export class MacroCallable extends Callable {
  readonly #parameters: readonly string[];

  constructor(name: string, parameters: readonly string[], invoke: Invoke) {
    super(name, invoke);
    this.#parameters = parameters;
  }

  override attribute(name: string): unknown {
    return name === "arguments" ? Tuple.from(this.#parameters) : super.attribute(name);
  }
}

/** An object with attributes that templates can read: `loop`, a namespace, a date. */
export abstract class TemplateObject {
  /** Python's name for the type. */
  abstract readonly typeName: string;
  /** The attribute `name`, `undefined` when there is none. */
  abstract attribute(name: string): unknown;
  /** Calls the object, if it can be called. */
  call?(args: CallArguments, context: CallContext): unknown;
  /** As the object prints. */
  abstract toString(): string;
}

/** Whether `value` is an int (not a bool). */
export function isInteger(value: unknown): value is number | bigint {
  return typeof value === "number" ? Number.isInteger(value) : typeof value === "bigint";
}

/** Whether `value` is a float. */
export function isFloat(value: unknown): value is number | BoxedNumber {
  return typeof value === "number" ? !Number.isInteger(value) : value instanceof Number;
}

/** Whether arithmetic takes `value`: an int, a float or a bool. */
export function isNumeric(value: unknown): value is Numeric {
  switch (typeof value) {
    case "number":
    case "bigint":
    case "boolean":
      return true;
    default:
      return value instanceof Number;
  }
}

/** Whether `value` is an int or a float, not a bool. */
export function isNumber(value: unknown): value is number | bigint | BoxedNumber {
  return isNumeric(value) && typeof value !== "boolean";
}

/** Whether `value` can be looked up by key. */
export function isMapping(value: unknown): value is Map<unknown, unknown> | LazyMapping {
  return value instanceof Map || value instanceof LazyMapping;
}

/** Python's name for the type of `value`, as error messages and `type_debug` use it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: unknown): string {
  if (value === null || value === undefined) return "NoneType";
  if (value instanceof Tuple) return "tuple";
  if (value instanceof View) return value.kind;
  if (Array.isArray(value)) return "list";
  if (isMapping(value)) return "dict";
  if (value instanceof Number) return "float";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Undefined) return "AnsibleUndefined";
  if (value instanceof Callable) return value.typeName;
  if (value instanceof TemplateObject) return value.typeName;
  return "object";
}
