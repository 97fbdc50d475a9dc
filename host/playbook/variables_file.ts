/**
 * Files of variables.
 *
 * @module
 */
import { expectMapping } from "./fields.ts";
import { readNodes } from "./file_nodes.ts";
import type { LoadContext } from "./load_context.ts";
import type { VariableSet } from "./model.ts";
import { isNull, mapOf, positionOf } from "./syntax_node.ts";

/**
 * Reads a file of variables, as `vars_files` and `include_vars` name one. An empty file sets none.
 *
 * @throws {Fault} when it cannot be read, is no YAML, or is no dictionary.
 */
export async function loadVariables(path: string, context: LoadContext): Promise<VariableSet> {
  const root = await readNodes(path, context);
  if (isNull(root)) return { values: new Map(), position: positionOf(root) };
  const mapping = expectMapping(root, "a file of variables", "Write 'name: value' on each line.");
  return { values: mapOf(mapping), position: positionOf(mapping) };
}
