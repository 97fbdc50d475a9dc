/**
 * How a package of Debian's is named in a task: a name or a pattern of names, and which version.
 *
 * @module
 */

/** A package as a task names it. */
export interface AptPackage {
  /** As apt is told. */
  readonly spec: string;
  /** The name alone, with its architecture if one was given. */
  readonly name: string;
  /** `=`, `>=` or `/` where a version, a least version or a release is asked for. */
  readonly relation: "" | "=" | ">=" | "/";
  /** That version or release; the version may be a pattern. */
  readonly wanted: string;
  /** Whether the name stands for all that match. */
  readonly isPattern: boolean;
}

/**
 * Reads a name. Blanks mean nothing; `^` ends a task of `tasksel`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const { spec, name, wanted } = parseAptPackage("nginx = 1.22*");
 * assert.deepEqual([spec, name, wanted], ["nginx=1.22*", "nginx", "1.22*"]);
 * ```
 */
export function parseAptPackage(text: string): AptPackage {
  const compact = text.replaceAll(/\s/g, "");
  const [, name = compact, relation = "", wanted = ""] = /^([^=/>]+)(>=|=|\/)(.+)$/.exec(compact) ??
    [];
  return {
    spec: relation === ">=" ? name : compact,
    name,
    relation: relation as AptPackage["relation"],
    wanted,
    isPattern: /[*?[]/.test(name),
  };
}
