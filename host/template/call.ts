/**
 * How filters, tests, globals and methods are called.
 *
 * @module
 */

import { EvaluationError } from "./errors.ts";
import type { Mode, Syntax } from "./options.ts";
import type { TemplateText } from "./text.ts";

/** The arguments of one call, evaluated. */
export interface CallArguments {
  /** The arguments without a name, in order. */
  readonly positional: readonly unknown[];
  /** The arguments given as `name=value`. */
  readonly named: ReadonlyMap<string, unknown>;
}

/** How {@linkcode CallContext.render} renders. */
export interface RenderOptions {
  /** Variables over those of the caller. */
  readonly variables?: ReadonlyMap<string, unknown>;
  /** How the text is read: as a template file, but for these rules. */
  readonly syntax?: Partial<Syntax>;
  /** What the result is worth. Default `text`. */
  readonly mode?: Mode;
}

/** What a callee may ask of the template that calls it. */
export interface CallContext {
  /** The filter `name`; throws when there is none. */
  filter(name: string): Filter;
  /** The test `name`; throws when there is none. */
  test(name: string): Test;
  /** Whether there is a filter or a test of that name. */
  has(kind: "filter" | "test", name: string): boolean;
  /** The variable `name`, rendered; `undefined` when there is none. */
  variable(name: string): unknown;
  /** `value` with every `TemplateText` in it rendered. */
  resolve(value: unknown): unknown;
  /** The names of all variables. */
  names(): Iterable<string>;
  /** What a template file renders to with the caller's variables. */
  render(text: TemplateText, options?: RenderOptions): unknown;
  /** A text that is nothing but this call stays text, even if it looks like a list or a dict. */
  keepText(): void;
  /**
   * The result of asynchronous work, for templates whose evaluation is settled
   * (`Environment.settle`).
   *
   * The first time, evaluation stops here and `start` is called; when its promise settles, the
   * template is evaluated again and this call returns (or throws) what the promise gave. Calls are
   * told apart by their `question`, a value. Throws in evaluation that nobody settles.
   */
  wait<T>(question: unknown, start: () => Promise<T>): T;
  /**
   * To be called before anything that depends on the moment (the time, a file of this machine):
   * evaluation that is ahead of its time (`Environment.foresee`) stops here.
   */
  requirePresent(): void;
}

/** `value | name(args)`. */
export type Filter = (value: unknown, args: CallArguments, call: CallContext) => unknown;

/** `value is name(args)`; the result is judged by its truth. */
export type Test = (value: unknown, args: CallArguments, call: CallContext) => unknown;

/** A function a template can call by name. */
export type Invoke = (args: CallArguments, call: CallContext) => unknown;

/** No arguments at all. */
export const NO_ARGUMENTS: CallArguments = { positional: [], named: new Map() };

/** Positional arguments only. */
export function positional(...values: unknown[]): CallArguments {
  return { positional: values, named: NO_ARGUMENTS.named };
}

/** A function together with the names of its parameters, so that it can be called as Python calls. */
export interface Signature {
  /** The parameters' names in order; a `?` at the end marks an optional one. */
  readonly parameters: readonly string[];
  /** The function itself. */
  readonly run: (value: unknown, ...args: unknown[]) => unknown;
  /** Whether it depends on the moment: see {@linkcode CallContext.requirePresent}. */
  readonly isMomentary?: boolean;
}

/**
 * Declares a filter, test or method by its parameters; a `?` marks an optional one, for which `run`
 * receives `undefined` when it is omitted.
 */
export function takes(parameters: readonly string[], run: Signature["run"]): Signature {
  return { parameters, run };
}

/** Declares like {@linkcode takes} what depends on the moment: on the time, on a file of this machine. */
export function takesNow(parameters: readonly string[], run: Signature["run"]): Signature {
  return { parameters, run, isMomentary: true };
}

/**
 * The callables of a table under their names, checking arguments as Python does.
 *
 * @throws {EvaluationError} from the callables, when an argument is missing, unknown or one too many
 */
export function table(
  entries: Readonly<Record<string, Signature | Filter>>,
  prefix = "",
): Map<string, Filter> {
  const result = new Map<string, Filter>();
  for (const [name, entry] of Object.entries(entries)) {
    result.set(name, typeof entry === "function" ? entry : callable(prefix + name, entry));
  }
  return result;
}

function callable(name: string, { parameters, run, isMomentary }: Signature): Filter {
  const names = parameters.map((parameter) => parameter.replace("?", ""));
  const required = parameters.filter((parameter) => !parameter.endsWith("?")).length;
  return (value, args, call) => {
    if (isMomentary) call.requirePresent();
    const { positional, named } = args;
    const exact = named.size === 0 && positional.length >= required &&
      positional.length <= names.length;
    return exact ? run(value, ...positional) : run(value, ...bind(name, names, required, args));
  };
}

/** Puts named arguments at the positions of their parameters. */
function bind(
  name: string,
  names: readonly string[],
  required: number,
  { positional, named }: CallArguments,
): unknown[] {
  if (positional.length > names.length) {
    const takes = names.length === 0 ? "no arguments" : `at most ${count(names.length)}`;
    throw new EvaluationError("TypeError", `${name}() takes ${takes} (${positional.length} given)`);
  }
  const bound = [...positional];
  for (const [parameter, value] of named) {
    const index = names.indexOf(parameter);
    if (index < 0) {
      const problem = `${name}() got an unexpected keyword argument '${parameter}'`;
      throw new EvaluationError("TypeError", problem);
    }
    if (index < positional.length) {
      const problem = `${name}() got multiple values for argument '${parameter}'`;
      throw new EvaluationError("TypeError", problem);
    }
    bound[index] = value;
  }
  for (let i = 0; i < required; i++) {
    if (bound[i] !== undefined) continue;
    const problem = `${name}() missing required argument '${names[i]}'`;
    throw new EvaluationError("TypeError", problem);
  }
  return bound;
}

function count(n: number): string {
  return n === 1 ? "1 argument" : `${n} arguments`;
}
