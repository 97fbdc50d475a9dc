/**
 * `str.format`.
 *
 * @see https://docs.python.org/3/library/string.html#format-string-syntax
 * @module
 */

import type { CallArguments } from "../call.ts";
import { EvaluationError, valueError } from "../errors.ts";
import { attribute, item } from "../values/access.ts";
import { formatValue } from "../values/format_spec.ts";
import { repr, text } from "../values/text.ts";
import { defined } from "../values/undefined.ts";

const REPLACEMENT = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}|[{}]/g;
const ACCESS = /\.([^.[]+)|\[([^\]]*)\]/g;

/**
 * `format.format(*positional, **named)`
 *
 * @throws {EvaluationError} when a field is malformed or has no argument
 */
export function stringFormat(format: string, args: CallArguments): string {
  return replaceFields(format, new Fields(args));
}

function replaceFields(format: string, fields: Fields): string {
  return format.replace(
    REPLACEMENT,
    (match: string, field: string | undefined, conversion?: string, specification?: string) => {
      if (match === "{{") return "{";
      if (match === "}}") return "}";
      if (field === undefined) {
        throw valueError(`Single '${match}' encountered in format string`);
      }
      const value = converted(fields.get(field), conversion);
      return formatValue(value, replaceFields(specification ?? "", fields));
    },
  );
}

function converted(value: unknown, conversion: string | undefined): unknown {
  if (conversion === undefined) return defined(value);
  return conversion === "s" ? text(value) : repr(value);
}

/** The arguments of a call of `format`, as fields refer to them. */
class Fields {
  readonly #args: CallArguments;
  #next = 0;

  constructor(args: CallArguments) {
    this.#args = args;
  }

  /** The value of `0.name[key]`. */
  get(field: string): unknown {
    const [, root = "", accesses = ""] = /^([^.[]*)(.*)$/s.exec(field) ?? [];
    let value = this.#argument(root);
    for (const [, name, key] of accesses.matchAll(ACCESS)) {
      if (name !== undefined) value = attribute(value, name);
      else if (key !== undefined) value = item(value, /^\d+$/.test(key) ? Number(key) : key);
    }
    return value;
  }

  #argument(name: string): unknown {
    const { positional, named } = this.#args;
    if (name !== "" && !/^\d+$/.test(name)) {
      if (!named.has(name)) throw new EvaluationError("KeyError", repr(name));
      return named.get(name);
    }
    const index = name === "" ? this.#next++ : Number(name);
    if (index < positional.length) return positional[index];
    const problem = `Replacement index ${index} out of range for positional args tuple`;
    throw new EvaluationError("IndexError", problem);
  }
}
