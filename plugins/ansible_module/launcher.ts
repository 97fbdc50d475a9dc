/** A packed module as one program for the target's Python. @module */
import { jsonText, type ValueMap } from "@shep/sdk";
import type { PackedModule } from "./interpreter.ts";
import launcher from "./launcher.py" with { type: "text" };

/** The program that runs a module with `settings`. */
export function moduleProgram({ main, sources }: PackedModule, settings: ValueMap): string {
  const request = jsonText(new Map([["ANSIBLE_MODULE_ARGS", settings]]));
  const values: Readonly<Record<string, string>> = {
    PACKED_SOURCES: sources,
    MAIN_MODULE: main,
    MODULE_ARGUMENTS: new TextEncoder().encode(request).toBase64(),
  };
  return launcher.replace(/"([A-Z_]+)"/g, (text, name) => {
    const value = values[name];
    return value === undefined ? text : `"${value}"`;
  });
}
