/**
 * Playbooks: from files to the model that the engine runs.
 *
 * @module
 */
export type * from "./model.ts";
export type { ActionCatalogue, FolderEntry, LoadContext, RolePaths } from "./load_context.ts";
export type { Decrypt, VaultedPlace } from "./trusted_tree.ts";
export type { ScalarValue } from "./syntax_node.ts";
export type { Origin, TemplateText } from "../template/mod.ts";
export { readNodes } from "./file_nodes.ts";
export { loadPlaybook } from "./loader.ts";
export { loadVariables } from "./variables_file.ts";
export {
  type Keyword,
  type KeywordPlace,
  KEYWORDS,
  type KeywordType,
  LOOP_KINDS,
} from "./keywords.ts";
