/**
 * The engine's front: compiles, caches and evaluates templates.
 *
 * @module
 */

import { BoundedCache } from "./cache.ts";
import type { CallContext } from "./call.ts";
import { parseCondition } from "./check.ts";
import { CompiledExpression, Template } from "./compiler/template.ts";
import { DeferredText } from "./deferred.ts";
import { FILTERS } from "./filters/mod.ts";
import { GLOBALS } from "./globals.ts";
import { readHeader } from "./header.ts";
import { type ErrorPlace, located } from "./locate.ts";
import { DEFAULT_SYNTAX, type EnvironmentOptions, type Mode, type Syntax } from "./options.ts";
import { TESTS } from "./predicates/mod.ts";
import { Context, TemplateScan } from "./runtime/context.ts";
import { Vocabulary } from "./runtime/vocabulary.ts";
import { outcome, restoreNewlines } from "./outcome.ts";
import { Settling } from "./runtime/replay.ts";
import { checked } from "./runtime/result.ts";
import { type Host, Runtime } from "./runtime/runtime.ts";
import { overlaid, type Scope } from "./scope.ts";
import { Source } from "./syntax/source.ts";
import { type Origin, TemplateText, VerbatimText } from "./text.ts";
import { Callable } from "./values/types.ts";
import { Undefined, UndefinedError } from "./values/undefined.ts";

const DEFAULT_CACHE_SIZE = 5000;

/** How many departures from the usual syntax are remembered. */
const DIALECTS = 32;

/** A syntax, and the templates that were compiled in it. */
class Dialect {
  readonly syntax: Syntax;
  readonly capacity: number;
  readonly templates: BoundedCache<string, Template>;

  constructor(syntax: Syntax, capacity: number) {
    this.syntax = syntax;
    this.capacity = capacity;
    this.templates = new BoundedCache(capacity);
  }
}

/** What a call may ask for instead of the environment's own settings. */
export interface EvaluateOptions {
  /** What the result of this text is worth; its variables keep the environment's mode. */
  readonly mode?: Mode;
  /** How this text is read. */
  readonly syntax?: Partial<Syntax>;
}

/**
 * Everything templates share: filters, tests, globals, syntax and the cache of compiled texts.
 *
 * What a scope's variables render to is remembered for as long as the scope object lives, so a scope
 * is a snapshot: when variables change, make another one.
 */
export class Environment {
  readonly #mode: Mode;
  /** Variables keep their types even where results are text. */
  readonly #variableMode: Mode;
  readonly #files: Dialect;
  readonly #texts: Dialect;
  readonly #otherDialects: BoundedCache<string, Dialect>;
  readonly #host: Host;
  readonly #expressions: BoundedCache<string, CompiledExpression>;
  readonly #contexts = new WeakMap<Scope, Context>();
  readonly #scan = new TemplateScan();

  /** An environment of Jinja2's own filters, tests and functions and those given. */
  constructor(options: EnvironmentOptions = {}) {
    const { filters, findFilter, tests, globals, loader, mode, syntax, cacheSize } = options;
    const functions = new Map([...GLOBALS, ...globals ?? []]);
    const vocabulary = new Vocabulary(
      new Map([...FILTERS, ...filters ?? []]),
      new Map([...TESTS, ...tests ?? []]),
      new Map(Array.from(functions, ([name, invoke]) => [name, new Callable(name, invoke)])),
      findFilter,
    );
    this.#mode = mode ?? "native";
    this.#variableMode = this.#mode === "text" ? "native" : this.#mode;
    const capacity = cacheSize ?? DEFAULT_CACHE_SIZE;
    this.#files = new Dialect({ ...DEFAULT_SYNTAX, ...syntax }, capacity);
    this.#texts = new Dialect({ ...DEFAULT_SYNTAX, escapeBackslashes: true, ...syntax }, capacity);
    this.#otherDialects = new BoundedCache(DIALECTS);
    this.#expressions = new BoundedCache(capacity);
    this.#host = {
      vocabulary,
      settling: new Settling(),
      load: (name, call) => {
        const source = loader?.(name, call);
        if (source === undefined) return undefined;
        return this.#compile(new TemplateText(source, { file: name }), this.#files);
      },
      render: (text, scope, { variables, syntax, mode = "text" }) => {
        const seen = variables === undefined ? scope : overlaid(scope, variables);
        const dialect = this.#variant(this.#files, syntax);
        return this.#evaluate(text, dialect, this.#contextOf(seen), mode);
      },
    };
  }

  /**
   * Renders a template file to text. A first line `#jinja2: trim_blocks: False` changes the syntax.
   *
   * @throws {TemplateError} when the template cannot be parsed or evaluated
   */
  render(text: TemplateText | string, scope: Scope, syntax?: Partial<Syntax>): string {
    const given = typeof text === "string" ? new TemplateText(text) : text;
    const dialect = this.#variant(this.#files, syntax);
    return String(this.#evaluate(given, dialect, this.#contextOf(scope), "text"));
  }

  /**
   * The value of a text. In native mode a text that is a single expression keeps its type; its
   * value is `null` when it writes nothing.
   *
   * @throws {TemplateError} when the text cannot be parsed or evaluated
   */
  evaluate(text: TemplateText, scope: Scope, options: EvaluateOptions = {}): unknown {
    const dialect = this.#variant(this.#texts, options.syntax);
    return this.#evaluate(text, dialect, this.#contextOf(scope), options.mode ?? this.#mode);
  }

  /**
   * The value of a bare expression, as `when:` holds one. A `{{ }}` around it or around parts of it
   * is accepted; what such a part gives is a value, and is never evaluated again.
   *
   * @throws {TemplateError} when the expression cannot be parsed or evaluated
   */
  condition(expression: TemplateText, scope: Scope): unknown {
    const context = this.#contextOf(scope);
    const compiled = this.#compileCondition(expression, context);
    const runtime = new Runtime(this.#host, context, this.#mode, expression.origin);
    try {
      const value = compiled.evaluate(runtime);
      return value instanceof Undefined ? value.fail() : value;
    } catch (error) {
      throw this.#located(error, compiled.source, runtime);
    }
  }

  /**
   * `value` with every {@linkcode TemplateText} in it rendered; `value` itself when there is none.
   *
   * @throws {TemplateError} when one of them cannot be parsed or evaluated
   */
  resolve(value: unknown, scope: Scope): unknown {
    const context = this.#contextOf(scope);
    try {
      const resolved = context.resolve(value);
      return resolved === value ? value : checked(resolved);
    } catch (error) {
      // The text that is undefined knows its own place; the tree around it has none.
      const cause = error instanceof UndefinedError ? error.cause : undefined;
      throw cause ?? located(error, { source: new Source(""), origin: {}, scope });
    }
  }

  /** Whether what `value` gave in `scope` stays text, and is not made what it looks like. */
  keepsText(value: unknown, scope: Scope): boolean {
    return this.#contextOf(scope).isText(value);
  }

  /** Calls a function as a template in `scope` would. */
  call<T>(scope: Scope, invoke: (context: CallContext) => T): T {
    return invoke(new Runtime(this.#host, this.#contextOf(scope), this.#mode));
  }

  /**
   * What `work` returns, when the asynchronous work that its templates wait for
   * (`CallContext.wait`, {@linkcode DeferredText}) is done. `work` is synchronous, and is called
   * again after each wait, so it should change nothing.
   *
   * @example
   * ```ts
   * import { Environment, scopeOf, TemplateText } from "@shep/host/template";
   * import assert from "node:assert/strict";
   *
   * const environment = new Environment({
   *   globals: new Map([["fetch", (_, call) => call.wait("it", () => Promise.resolve("later"))]]),
   * });
   * const text = new TemplateText("{{ fetch() }}");
   * const value = await environment.settle(() => environment.evaluate(text, scopeOf({})));
   * assert.equal(value, "later");
   * ```
   *
   * @throws {TemplateError} as a rejection, whatever `work` throws
   */
  settle<T>(work: () => T): Promise<T> {
    return this.#host.settling.settle(work);
  }

  /**
   * What `work` returns, ahead of its time: nothing, if it asks for asynchronous work or for
   * anything else that may be different when its time comes.
   *
   * @throws {TemplateError} whatever `work` throws
   */
  foresee<T>(work: () => T): T | undefined {
    return this.#host.settling.foresee(work);
  }

  /** Stops work that is ahead of its time. */
  requirePresent(): void {
    this.#host.settling.requirePresent();
  }

  #contextOf(scope: Scope): Context {
    const known = this.#contexts.get(scope);
    if (known !== undefined) return known;
    const context = new Context(
      scope,
      this.#scan,
      (text, self) => this.#evaluate(text, this.#texts, self, this.#variableMode),
    );
    this.#contexts.set(scope, context);
    return context;
  }

  /** The dialect that departs from `base` in some of its rules. */
  #variant(base: Dialect, syntax: Partial<Syntax> | undefined): Dialect {
    if (syntax === undefined) return base;
    const complete = { ...base.syntax, ...syntax };
    return this.#otherDialects.get(
      JSON.stringify(complete),
      () => new Dialect(complete, base.capacity),
    );
  }

  #evaluate(text: TemplateText, dialect: Dialect, context: Context, mode: Mode): unknown {
    if (text instanceof DeferredText) {
      const read = text.read();
      return typeof read === "string" ? read : this.#evaluate(read, dialect, context, mode);
    }
    if (text.source === "" || text instanceof VerbatimText) return text.source;
    const [body, own] = text.source.startsWith("#jinja2:")
      ? this.#withoutHeader(text, dialect, context)
      : [text, dialect];
    const template = this.#compile(body, own, context);
    const runtime = new Runtime(this.#host, context, mode, body.origin);
    try {
      const result = outcome(body, template, runtime, mode);
      return restoreNewlines(result, text.source, own.syntax.newlineSequence);
    } catch (error) {
      throw this.#located(error, template.source, runtime);
    }
  }

  #compile(text: TemplateText, { syntax, templates }: Dialect, context?: Context): Template {
    return templates.get(
      text.source,
      (source) =>
        guard(
          placeOf(text, context),
          () => new Template(normalizeNewlines(source, syntax), syntax),
        ),
    );
  }

  /** What follows a first line that changes the syntax, and the dialect that this makes. */
  #withoutHeader(text: TemplateText, base: Dialect, context: Context): [TemplateText, Dialect] {
    const { rest, syntax } = guard(placeOf(text, context), () => readHeader(text.source));
    const { line = 1, file } = text.origin;
    const origin: Origin = file === undefined ? { line: line + 1 } : { file, line: line + 1 };
    return [new TemplateText(rest, origin), this.#variant(base, syntax)];
  }

  #compileCondition(text: TemplateText, context: Context): CompiledExpression {
    return this.#expressions.get(
      text.source,
      (source) =>
        guard(
          placeOf(text, context),
          () => {
            const expression = parseCondition(source, this.#files.syntax, this.#texts.syntax);
            return new CompiledExpression(source, expression);
          },
        ),
    );
  }

  #located(error: unknown, source: Source, { context, origin, mark }: Runtime): unknown {
    const otherNames = this.#host.vocabulary.globalNames();
    return located(error, { source, origin, mark, scope: context.scope, otherNames });
  }
}

function placeOf(text: TemplateText, context?: Context): ErrorPlace {
  const place = { source: new Source(text.source), origin: text.origin };
  return context === undefined ? place : { ...place, scope: context.scope };
}

function guard<T>(place: ErrorPlace, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw located(error, place);
  }
}

/** The text as the lexer wants it: `\n` only, and without the newline at its very end. */
function normalizeNewlines(text: string, syntax: Syntax): string {
  const normal = text.replace(/\r\n?/g, "\n");
  return normal.endsWith("\n") && !syntax.keepTrailingNewline ? normal.slice(0, -1) : normal;
}
