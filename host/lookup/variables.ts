/**
 * Lookups of variables.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/vars_lookup.html
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/varnames_lookup.html
 * @module
 */
import { pythonRegex } from "../template/ansible/python_regex.ts";
import { Undefined } from "../template/values/undefined.ts";
import type { Lookup } from "./lookup.ts";
import { termText } from "./terms.ts";

/** The values of variables by their names. */
const vars: Lookup = (terms, options, call) =>
  terms.map((term) => {
    const name = termText("vars", term);
    const value = call.variable(name);
    if (value !== undefined && !(value instanceof Undefined)) return value;
    const otherwise = options.get("default");
    if (otherwise !== undefined) return otherwise;
    return (value ?? new Undefined(`No variable found with this name: ${name}`, { name })).fail();
  });

/** The names of variables that match a pattern. */
const varnames: Lookup = (terms, _, call) => {
  const names = [...new Set(call.names())];
  return terms.flatMap((term) => {
    const pattern = pythonRegex(termText("varnames", term));
    return names.filter((name) => name.search(pattern) >= 0);
  });
};

/** Lookups of variables, by name. */
export const VARIABLE_LOOKUPS: ReadonlyMap<string, Lookup> = new Map([
  ["varnames", varnames],
  ["vars", vars],
]);
