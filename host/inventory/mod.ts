/**
 * The inventory of a run: hosts, groups, host patterns and the variables hosts start with.
 *
 * @module
 */
export { type AddedHost, type Host, Inventory } from "./inventory.ts";
export { type Group, InvalidInventoryError } from "./graph.ts";
export type { Layer, LayerLevel } from "./layers.ts";
export type {
  Annotations,
  GroupData,
  HostData,
  InventoryData,
  Source,
  VarsFile,
  VarsLayer,
} from "@shep/sdk/inventory";
export {
  limitPatterns,
  limitTo,
  matchHosts,
  NoSuchHostError,
  PatternError,
  type PatternMatch,
  type PatternScope,
  splitPattern,
} from "./patterns.ts";
