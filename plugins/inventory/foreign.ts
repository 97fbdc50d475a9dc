/**
 * Sources that another inventory reads: programs, and files that say which plugin reads them.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/inventory.html
 * @module
 */
import type { MappingNode } from "../parser/mod.ts";
import type { InventoryBuilder } from "./builder.ts";
import type { Document } from "./document.ts";
import { InventoryError } from "./error.ts";
import type { SourceReader, SourceText } from "./reader.ts";

/** What a file begins with that a program reads. */
const INTERPRETER_MARK = "#!";

/** Whether a file is a program: one that names its interpreter, or no text at all. */
export function isProgram({ text }: SourceText): boolean {
  return text.startsWith(INTERPRETER_MARK) || text.includes("\0");
}

/**
 * Adds what a program prints.
 *
 * @throws {InventoryError} for one that may not be run.
 */
export async function readProgram(
  file: string,
  { text, isExecutable }: SourceText,
  builder: InventoryBuilder,
  reader: SourceReader,
): Promise<void> {
  if (!isExecutable) {
    const isScript = text.startsWith(INTERPRETER_MARK);
    throw new InventoryError(isScript ? "this program may not be run" : "this is no text", {
      file,
      ...(isScript && { line: 1, sourceLine: text.split("\n", 1)[0] }),
      hint: isScript
        ? `Make it executable: chmod +x ${file}`
        : "An inventory is text, or a program that may be run.",
    });
  }
  builder.add(await reader.readForeign({ inventory: "script", path: file }));
}

/** The name of the plugin that a document is the configuration of, if it is one. */
export function pluginOf({ root }: Document): string | undefined {
  const named = root.kind === "mapping" && root.pairs.find(({ key }) => key.value === "plugin");
  const value = named && named.value.kind === "scalar" ? named.value.value : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Adds what the plugin says that a document configures. */
export async function readConfigured(
  document: Document,
  plugin: string,
  builder: InventoryBuilder,
  reader: SourceReader,
): Promise<void> {
  builder.add(
    await reader.readForeign({
      inventory: plugin,
      path: document.file,
      configuration: document.variables(document.root as MappingNode),
      known: builder.snapshot(),
    }),
  );
}
