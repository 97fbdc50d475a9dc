/**
 * The functions every template can call.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#list-of-global-functions
 * @module
 */

import type { CallArguments, Invoke } from "./call.ts";
import { typeError } from "./errors.ts";
import { lipsum } from "./lipsum.ts";
import { integerArgument } from "./methods/arguments.ts";
import { makeDict } from "./methods/dict.ts";
import { Namespace } from "./runtime/namespace.ts";
import { range } from "./values/sequence.ts";
import { text } from "./values/text.ts";
import { Callable, TemplateObject } from "./values/types.ts";

function rangeFunction({ positional }: CallArguments): number[] {
  const [first, second, step] = positional.map((argument) => integerArgument(argument));
  if (first === undefined || positional.length > 3) {
    throw typeError(`range expected 1 to 3 arguments, got ${positional.length}`);
  }
  return second === undefined ? range(0, first, 1) : range(first, second, step ?? 1);
}

function namespace(args: CallArguments): Namespace {
  return new Namespace(Array.from(makeDict(args), ([name, value]) => [text(name), value]));
}

/** Gives its items in turn, over and over. */
class Cycler extends TemplateObject {
  readonly typeName = "Cycler";
  readonly #items: readonly unknown[];
  #next = 0;

  constructor(items: readonly unknown[]) {
    super();
    if (items.length === 0) throw typeError("at least one item has to be provided");
    this.#items = items;
  }

  override attribute(name: string): unknown {
    switch (name) {
      case "current":
        return this.#items[this.#next];
      case "next":
        return new Callable(name, () => this.#advance());
      case "reset":
        return new Callable(name, () => {
          this.#next = 0;
          return null;
        });
      default:
        return undefined;
    }
  }

  override toString(): string {
    return "<Cycler>";
  }

  #advance(): unknown {
    const item = this.#items[this.#next];
    this.#next = (this.#next + 1) % this.#items.length;
    return item;
  }
}

/** Nothing the first time it is called, then its separator. */
function joiner({ positional: [separator = ", "] }: CallArguments): Callable {
  let used = false;
  return new Callable("joiner", () => {
    if (used) return separator;
    used = true;
    return "";
  });
}

/** Jinja2's own global functions. */
export const GLOBALS: ReadonlyMap<string, Invoke> = new Map<string, Invoke>([
  ["range", rangeFunction],
  ["dict", makeDict],
  ["namespace", namespace],
  ["cycler", ({ positional }) => new Cycler(positional)],
  ["joiner", joiner],
  ["lipsum", (args, call) => lipsum(null, args, call)],
]);
