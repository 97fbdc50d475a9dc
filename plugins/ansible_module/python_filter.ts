/** The filter `python_filter`: any filter that is written in Python. @module */
import { defineFilter, type FilterDefinition, type Value } from "@shep/sdk";
import type { Interpreter } from "./interpreter.ts";

/** A filter that applies the one of a name and of folders of plugins to a value. */
export function pythonFilter(interpreter: Interpreter): FilterDefinition {
  return defineFilter({
    name: "python_filter",
    summary: "Applies a filter in Python: its name, the folders that may have it, its arguments.",
    apply: (value, [name = "", folders = [], positional = []], named) =>
      interpreter.apply({
        filter: String(name),
        folders: listOf(folders).map(String),
        arguments: [value, ...listOf(positional)],
        named,
      }),
  });
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}
