/**
 * Reads YAML as Ansible reads it, without touching a file.
 *
 * @module
 */
export { type Diagnosis, YamlError } from "./error.ts";
export { type FlatTree, flattenTree } from "./flatten.ts";
export { LineIndex, type Position } from "./position.ts";
export type {
  MappingNode,
  NodeTag,
  Pair,
  ScalarNode,
  ScalarValue,
  SequenceNode,
  SyntaxNode,
  SyntaxTree,
  SyntaxWarning,
} from "./syntax.ts";
export { parseYaml } from "./yaml.ts";
