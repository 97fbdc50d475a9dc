/**
 * Facts about targets.
 *
 * @module
 */
export { subsetWith } from "./catalogue.ts";
export * from "./facts.ts";
export type { FactFamily, Facts } from "./family.ts";
export type { ScriptVariables } from "./script.ts";
export { Sources } from "./sources.ts";
