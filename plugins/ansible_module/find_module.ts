/**
 * The lookup `python_module`: by it the host asks which names are modules in Python.
 *
 * @module
 */
import { defineLookup, type LookupDefinition, type Plain, type Value } from "@shep/sdk";
import type { Interpreter } from "./interpreter.ts";

/** A lookup that finds modules by name. */
export function findModule(interpreter: Interpreter): LookupDefinition {
  return defineLookup({
    name: "python_module",
    summary: "Where modules in Python are, by their names.",
    find: (terms, { libraries, collections }) =>
      Promise.all(terms.map(async (term): Promise<Plain> => ({
        ...await interpreter.find({
          name: String(term),
          libraries: texts(libraries),
          collections: texts(collections),
        }),
      }))),
  });
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
