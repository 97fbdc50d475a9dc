/**
 * Variables that are templates themselves, rendered when they are read and only once.
 *
 * @module
 */

import { DeferredText } from "../deferred.ts";
import { EvaluationError, TemplateError } from "../errors.ts";
import type { Scope } from "../scope.ts";
import { TemplateText, VerbatimText } from "../text.ts";
import { Tuple } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

/** Finds out, and remembers, which containers hold no template text anywhere. */
export class TemplateScan {
  readonly #free = new WeakSet<object>();

  /** Whether there is nothing to render in `value`. */
  isFree(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (value instanceof TemplateText) return false;
    if (!Array.isArray(value) && !(value instanceof Map) || this.#free.has(value)) return true;
    this.#free.add(value); // also ends the search in a container that holds itself
    for (const child of value.values()) {
      if (this.isFree(child)) continue;
      this.#free.delete(value);
      return false;
    }
    return true;
  }
}

/** Renders one text for a context. */
export type RenderText = (text: TemplateText, context: Context) => unknown;

/**
 * A scope with the memory of what was rendered in it. A text is rendered once per context, so the
 * variables of the scope must not change while the context is in use.
 */
export class Context {
  readonly scope: Scope;
  readonly #scan: TemplateScan;
  readonly #renderText: RenderText;
  readonly #rendered = new WeakMap<object, unknown>();
  /** The texts whose results are not read back as lists or dicts. */
  readonly #kept = new WeakSet<TemplateText>();
  /** The texts that are being rendered, with the names they are known by. */
  readonly #active = new Map<TemplateText, string>();

  constructor(scope: Scope, scan: TemplateScan, renderText: RenderText) {
    this.scope = scope;
    this.#scan = scan;
    this.#renderText = renderText;
  }

  /** A context without variables. */
  empty(): Context {
    return new Context({ lookup: () => undefined }, this.#scan, this.#renderText);
  }

  /** What `text` gives stays the text that it is. */
  keepText(text: TemplateText): void {
    this.#kept.add(text);
  }

  /** Whether what `value` gave is to stay text. */
  isText(value: unknown): boolean {
    return value instanceof VerbatimText || value instanceof TemplateText && this.#kept.has(value);
  }

  /** The variable `name`, not rendered further than one level: its elements may be template text. */
  lookup(name: string): unknown {
    const value = this.scope.lookup(name);
    return value instanceof TemplateText ? this.render(value, name) : value;
  }

  /** `value` itself, or what it renders to if it is a text known as `label`. */
  shallow(value: unknown, label: string): unknown {
    return value instanceof TemplateText ? this.render(value, label) : value;
  }

  /** `value` with all text in it rendered; itself when there is none. */
  resolve(value: unknown, label = "?"): unknown {
    if (typeof value !== "object" || value === null || this.#scan.isFree(value)) return value;
    if (value instanceof TemplateText) return this.render(value, label);
    const known = this.#rendered.get(value);
    if (known !== undefined) return known;
    const resolved = this.#copy(value, label);
    this.#rendered.set(value, resolved);
    return resolved;
  }

  #copy(container: object, label: string): unknown {
    if (container instanceof Map) {
      const copy = new Map<unknown, unknown>();
      for (const [key, child] of container) {
        copy.set(this.resolve(key, label), this.resolve(child, `${label}.${key}`));
      }
      return copy;
    }
    const elements = container as unknown[];
    const copy = elements.map((child, index) => this.resolve(child, `${label}[${index}]`));
    return container instanceof Tuple ? Tuple.from(copy) : copy;
  }

  /**
   * What `text` renders to. When that fails because something is undefined, the result is undefined
   * too, and fails when it is used: `{{ text | default('x') }}` works.
   *
   * @throws {EvaluationError} when rendering the text needs the text itself
   */
  render(text: TemplateText, label: string): unknown {
    const known = this.#rendered.get(text);
    if (known !== undefined) return known;
    if (text instanceof DeferredText) return this.shallow(text.read(), label);
    if (text instanceof VerbatimText) return text.source;
    if (this.#active.has(text)) throw this.#recursion(text, label);
    this.#active.set(text, label);
    try {
      const value = this.#renderOrUndefined(text, label);
      this.#rendered.set(text, value);
      return value;
    } finally {
      this.#active.delete(text);
    }
  }

  #renderOrUndefined(text: TemplateText, name: string): unknown {
    try {
      return this.#renderText(text, this);
    } catch (error) {
      if (!(error instanceof TemplateError) || error.kind !== "undefined") throw error;
      const hint = `${text.source}: ${error.message}`;
      return new Undefined(hint, { hint, name, cause: error });
    }
  }

  #recursion(text: TemplateText, label: string): EvaluationError {
    const texts = [...this.#active.keys()];
    const cycle = [...this.#active.values()].slice(texts.indexOf(text));
    return new EvaluationError(
      "RuntimeError",
      `recursive loop detected in template: ${[...cycle, label].join(" -> ")}`,
    );
  }
}
