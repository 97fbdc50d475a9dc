/**
 * Reads YAML as Ansible reads it, without touching a file.
 *
 * @module
 */
export type { Annotations } from "@shep/sdk/inventory";
export { type Diagnosis, YamlError } from "./error.ts";
export { flattenTree, type FlatTree } from "./flatten.ts";
export { LineIndex, type Position } from "./position.ts";
export type {
  MappingNode,
  NodeTag,
  Pair,
  PlacedNode,
  ScalarNode,
  ScalarValue,
  SequenceNode,
  SyntaxNode,
  SyntaxTree,
  SyntaxWarning,
} from "./syntax.ts";
export { type ParseOptions, parseYaml } from "./yaml.ts";
