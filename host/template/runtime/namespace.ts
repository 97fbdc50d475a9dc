/**
 * Objects whose attributes are kept in a map: `namespace()` and imported templates.
 *
 * @module
 */

import { TemplateObject } from "../values/types.ts";
import { repr } from "../values/text.ts";

/** `namespace()`: the one object whose attributes a template can assign. */
export class Namespace extends TemplateObject {
  readonly typeName = "Namespace";
  readonly #attributes: Map<string, unknown>;

  constructor(attributes: Iterable<readonly [string, unknown]> = []) {
    super();
    this.#attributes = new Map(attributes);
  }

  override attribute(name: string): unknown {
    return this.#attributes.get(name);
  }

  /** Assigns an attribute. */
  set(name: string, value: unknown): void {
    this.#attributes.set(name, value);
  }

  override toString(): string {
    return `<Namespace ${repr(this.#attributes)}>`;
  }
}

/** An imported template: its macros and top-level variables. */
export class Module extends TemplateObject {
  readonly typeName = "TemplateModule";
  readonly #name: string;
  readonly #exports: ReadonlyMap<string, unknown>;

  constructor(name: string, exports: ReadonlyMap<string, unknown>) {
    super();
    this.#name = name;
    this.#exports = exports;
  }

  override attribute(name: string): unknown {
    return this.#exports.get(name);
  }

  override toString(): string {
    return `<TemplateModule ${repr(this.#name)}>`;
  }
}
