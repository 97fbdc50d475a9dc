/**
 * The filters, tests and globals templates can use.
 *
 * @module
 */

import type { Filter, Test } from "../call.ts";
import { EvaluationError, nearest } from "../errors.ts";
import type { Callable } from "../values/types.ts";

/** An unknown filter or test; its name and the nearest known one are part of the error. */
export class UnknownName extends EvaluationError {
  readonly unknown: string;
  readonly suggest: () => string | undefined;

  constructor(kind: "filter" | "test", unknown: string, known: Iterable<string>) {
    super("RuntimeError", `No ${kind} named '${unknown}'`);
    this.unknown = unknown;
    this.suggest = () => nearest(unknown, known);
  }
}

/** Looks elsewhere for a filter that is not known. */
export type FindFilter = (name: string) => Filter | undefined;

/** Names with what they mean. */
export class Vocabulary {
  readonly #filters: ReadonlyMap<string, Filter>;
  readonly #tests: ReadonlyMap<string, Test>;
  readonly #globals: ReadonlyMap<string, Callable>;
  readonly #findFilter: FindFilter;

  constructor(
    filters: ReadonlyMap<string, Filter>,
    tests: ReadonlyMap<string, Test>,
    globals: ReadonlyMap<string, Callable>,
    findFilter: FindFilter = () => undefined,
  ) {
    this.#filters = filters;
    this.#tests = tests;
    this.#globals = globals;
    this.#findFilter = findFilter;
  }

  /** The filter `name`; throws {@linkcode UnknownName} when there is none. */
  filter(name: string): Filter {
    return find(this.#filters, name) ?? this.#findFilter(name) ??
      unknown("filter", this.#filters, name);
  }

  /** The test `name`; throws {@linkcode UnknownName} when there is none. */
  test(name: string): Test {
    return find(this.#tests, name) ?? unknown("test", this.#tests, name);
  }

  /** Whether the filter or test exists. */
  has(kind: "filter" | "test", name: string): boolean {
    if (kind === "test") return find(this.#tests, name) !== undefined;
    return (find(this.#filters, name) ?? this.#findFilter(name)) !== undefined;
  }

  /** The global function `name`. */
  global(name: string): Callable | undefined {
    return this.#globals.get(name);
  }

  /** The names of all global functions. */
  globalNames(): Iterable<string> {
    return this.#globals.keys();
  }
}

/** The collections whose filters and tests the environment has under their short names. */
const COLLECTIONS = /^(?:ansible\.(?:builtin|legacy|netcommon|posix|utils)|community\.general)\./;

/** The entry under its own name, or without the name of a collection that Shep stands in for. */
function find<T>(entries: ReadonlyMap<string, T>, name: string): T | undefined {
  return entries.get(name) ?? entries.get(name.replace(COLLECTIONS, ""));
}

function unknown(
  kind: "filter" | "test",
  entries: ReadonlyMap<string, unknown>,
  name: string,
): never {
  throw new UnknownName(kind, name, [...entries.keys()]);
}
