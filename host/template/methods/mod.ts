/**
 * The methods templates can call on values. Only what is in these tables can be reached: no value
 * gives access to JavaScript.
 *
 * @module
 */

import type { Filter } from "../call.ts";
import { LazyMapping } from "../scope.ts";
import { isFloat, isInteger, Tuple, View } from "../values/types.ts";
import { BYTES_METHODS } from "./bytes.ts";
import { DICT_METHODS, LAZY_MAPPING_METHODS } from "./dict.ts";
import { LIST_METHODS, TUPLE_METHODS } from "./list.ts";
import { FLOAT_METHODS, INTEGER_METHODS } from "./number.ts";
import { STRING_METHODS } from "./string.ts";

type MethodTable = ReadonlyMap<string, Filter>;

/** The method `name` of `value`, called with the value first; `undefined` when there is none. */
export function method(value: unknown, name: string): Filter | undefined {
  return tableOf(value)?.get(name);
}

function tableOf(value: unknown): MethodTable | undefined {
  if (typeof value === "string") return STRING_METHODS;
  if (value instanceof Map) return DICT_METHODS;
  if (Array.isArray(value)) {
    if (value instanceof Tuple) return TUPLE_METHODS;
    return value instanceof View ? undefined : LIST_METHODS;
  }
  if (value instanceof LazyMapping) return LAZY_MAPPING_METHODS;
  if (isInteger(value)) return INTEGER_METHODS;
  if (isFloat(value)) return FLOAT_METHODS;
  return value instanceof Uint8Array ? BYTES_METHODS : undefined;
}
