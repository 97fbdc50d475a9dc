/**
 * The methods of numbers.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";

/** The methods of `int` by name. */
export const INTEGER_METHODS: ReadonlyMap<string, Filter> = table({
  bit_length: takes([], (self) => {
    const value = BigInt(self as number | bigint);
    return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
  }),
  is_integer: takes([], () => true),
}, "int.");

/** The methods of `float` by name. */
export const FLOAT_METHODS: ReadonlyMap<string, Filter> = table({
  is_integer: takes([], (self) => Number.isInteger(Number(self))),
}, "float.");
