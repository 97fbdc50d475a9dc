/**
 * The state of one rendering.
 *
 * @module
 */

import type { CallContext, Filter, RenderOptions, Test } from "../call.ts";
import type { Mode } from "../options.ts";
import type { Scope } from "../scope.ts";
import type { Origin, TemplateText } from "../text.ts";
import type { Mark } from "../syntax/source.ts";
import { repr } from "../values/text.ts";
import { Undefined } from "../values/undefined.ts";
import type { CompiledBlock, Template } from "../compiler/template.ts";
import type { Context } from "./context.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Settling } from "./replay.ts";

/** What renderings share: the vocabulary, and the templates that can be included. */
export interface Host {
  readonly vocabulary: Vocabulary;
  readonly settling: Settling;
  /** The template `name`, for one that calls for it; `undefined` when there is none. */
  load(name: string, call: CallContext): Template | undefined;
  /** What a text renders to in a scope. */
  render(text: TemplateText, scope: Scope, options: RenderOptions): unknown;
}

/** The state of one rendering of one template, and what its filters and functions may ask of it. */
export class Runtime implements CallContext {
  readonly host: Host;
  readonly context: Context;
  readonly mode: Mode;
  readonly origin: Origin;
  /** The place that is being evaluated, for errors. */
  mark: Mark | undefined;
  /** Top-level variables and macros, visible to importers and blocks. */
  readonly exports = new Map<string, unknown>();
  /** Local variables of an including template, or of the code around a scoped block. */
  overlay: ReadonlyMap<string, unknown> | undefined;
  /** For every block, its definitions from the most derived template to the base. */
  blocks: Map<string, CompiledBlock[]> | undefined;
  /** Whether a call asked that its text stays text. */
  keepsText = false;
  /** What `{% extends %}` named. */
  parent: Template | undefined;

  constructor(host: Host, context: Context, mode: Mode, origin: Origin = {}) {
    this.host = host;
    this.context = context;
    this.mode = mode;
    this.origin = origin;
  }

  /** The variable `name`, whose elements may still be template text; `Undefined` if there is none. */
  lookup(name: string, mark: Mark): unknown {
    const variable = this.#find(name);
    if (variable !== undefined) return variable;
    const found = this.host.vocabulary.global(name);
    return found ?? new Undefined(`'${name}' is undefined`, { name, mark });
  }

  #find(name: string): unknown {
    if (this.exports.size > 0) {
      const exported = this.exports.get(name);
      if (exported !== undefined) return exported;
    }
    const local = this.overlay?.get(name);
    return local !== undefined ? local : this.context.lookup(name);
  }

  filter(name: string): Filter {
    return this.host.vocabulary.filter(name);
  }

  test(name: string): Test {
    return this.host.vocabulary.test(name);
  }

  has(kind: "filter" | "test", name: string): boolean {
    return this.host.vocabulary.has(kind, name);
  }

  variable(name: string): unknown {
    return this.context.resolve(this.#find(name), name);
  }

  resolve(value: unknown): unknown {
    return this.context.resolve(value);
  }

  names(): Iterable<string> {
    return this.context.scope.names?.() ?? [];
  }

  render(text: TemplateText, options: RenderOptions = {}): unknown {
    return this.host.render(text, this.context.scope, options);
  }

  keepText(): void {
    this.keepsText = true;
  }

  wait<T>(question: unknown, start: () => Promise<T>): T {
    return this.host.settling.ask(repr(question), start);
  }

  requirePresent(): void {
    this.host.settling.requirePresent();
  }
}
