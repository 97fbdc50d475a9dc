/**
 * The `loop` variable.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#for
 * @module
 */

import type { CallArguments } from "../call.ts";
import { typeError } from "../errors.ts";
import { equal } from "../values/compare.ts";
import { Callable, TemplateObject, Tuple } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

/** Where a `for` is, and what surrounds the current element. */
export class Loop extends TemplateObject {
  readonly typeName = "LoopContext";
  /** The 0-based index of the current element. */
  index = 0;
  readonly #elements: readonly unknown[];
  readonly #depth: number;
  readonly #recurse: ((elements: unknown, depth: number) => unknown) | undefined;
  #lastChecked: readonly unknown[] | undefined;

  constructor(
    elements: readonly unknown[],
    depth = 1,
    recurse?: (elements: unknown, depth: number) => unknown,
  ) {
    super();
    this.#elements = elements;
    this.#depth = depth;
    this.#recurse = recurse;
  }

  override attribute(name: string): unknown {
    const { index } = this;
    const { length } = this.#elements;
    switch (name) {
      case "index":
        return index + 1;
      case "index0":
        return index;
      case "first":
        return index === 0;
      case "last":
        return index === length - 1;
      case "length":
        return length;
      case "revindex":
        return length - index;
      case "revindex0":
        return length - index - 1;
      case "depth":
        return this.#depth;
      case "depth0":
        return this.#depth - 1;
      case "previtem":
        return index > 0
          ? this.#elements[index - 1]
          : new Undefined("there is no previous item", { name });
      case "nextitem":
        return index + 1 < length
          ? this.#elements[index + 1]
          : new Undefined("there is no next item", { name });
      case "cycle":
        return new Callable(name, ({ positional }) => this.#cycle(positional));
      case "changed":
        return new Callable(name, ({ positional }) => this.#changed(positional));
      default:
        return undefined;
    }
  }

  /** `loop(elements)`: the body of a recursive loop for other elements. */
  override call({ positional: [elements] }: CallArguments): unknown {
    if (this.#recurse === undefined) {
      throw typeError("The loop must have the 'recursive' marker to be called recursively.");
    }
    return this.#recurse(elements, this.#depth + 1);
  }

  override toString(): string {
    return `<LoopContext ${this.index + 1}/${this.#elements.length}>`;
  }

  #cycle(values: readonly unknown[]): unknown {
    if (values.length === 0) throw typeError("no items for cycling given");
    return values[this.index % values.length];
  }

  #changed(values: readonly unknown[]): boolean {
    const same = this.#lastChecked !== undefined &&
      equal(Tuple.from(this.#lastChecked), Tuple.from(values));
    this.#lastChecked = values;
    return !same;
  }
}
