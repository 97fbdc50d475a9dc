/**
 * The arguments of a module when they are written as text.
 *
 * @module
 */

export { type KeyValueOptions, type ModuleArguments, parseKeyValue } from "./key_value.ts";
export { joinWords, splitWords, UnbalancedError } from "./words.ts";
