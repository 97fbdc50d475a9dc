/**
 * Filters on any value: booleans, choices, types.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { EvaluationError, typeError } from "../errors.ts";
import { absent, integerArgument, textArgument } from "../methods/arguments.ts";
import { splitText } from "../methods/split.ts";
import { equal, truthy } from "../values/compare.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { typeName } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { compareLoose } from "./version.ts";

const TRUE_TEXTS: ReadonlySet<string> = new Set(["yes", "on", "1", "true"]);

/** Ansible's `bool`: yes, on, 1 and true are true, everything else is false; None stays None. */
export function toBoolean(value: unknown): boolean | null {
  if (value instanceof Undefined) return value.fail();
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return TRUE_TEXTS.has(value.toLowerCase());
  return equal(value, 1);
}

function ternary(value: unknown, yes: unknown, no: unknown, ifNull: unknown): unknown {
  if (value === null && !absent(ifNull)) return ifNull;
  return truthy(value) ? yes : no;
}

function mandatory(value: unknown, message: unknown): unknown {
  if (!(value instanceof Undefined)) return value;
  const { name } = value.details;
  const variable = typeof name === "string" ? `'${name}' ` : "";
  const problem = absent(message) ? `Mandatory variable ${variable} not defined.` : text(message);
  throw new EvaluationError("RuntimeError", problem);
}

/** Filters on any value, by name. */
export const VALUE_FILTERS: ReadonlyMap<string, Filter> = table({
  bool: takes([], toBoolean),
  mandatory: takes(["msg?"], mandatory),
  split: takes(
    ["sep?", "maxsplit?"],
    (value, separator, most) =>
      splitText(textArgument(value, "value to split"), separator, integerArgument(most, -1)),
  ),
  ternary: takes(["true_val", "false_val", "none_val?"], ternary),
  type_debug: takes([], typeName),
  version_sort: takes([], (value) => {
    const versions = iterate(value).map((version) => {
      if (typeof version !== "string") throw typeError("version_sort needs a list of text");
      return version;
    });
    return versions.sort(compareLoose);
  }),
});
