/**
 * The names of the ways to become another user.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/become.html
 * @module
 */
import { didYouMean } from "./nearest.ts";

/** The ways to become another user that can be carried out. */
export const BECOME_METHODS = ["sudo", "su", "doas"] as const;

/** One of {@linkcode BECOME_METHODS}. */
export type BecomeMethodName = (typeof BECOME_METHODS)[number];

/** What is wrong with the name of a method, and what to do. */
export interface BecomeMethodProblem {
  /** What is wrong. */
  readonly summary: string;
  /** What to do. */
  readonly hint: string;
}

/**
 * The method of a name, which may have that of its collection before it; nothing if there is none.
 *
 * @example
 * ```ts
 * import { becomeMethodName } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.equal(becomeMethodName("community.general.doas"), "doas");
 * assert.equal(becomeMethodName("runas"), undefined);
 * ```
 */
export function becomeMethodName(written: string): BecomeMethodName | undefined {
  const name = withoutCollection(written);
  return BECOME_METHODS.find((method) => method === name);
}

/**
 * Why a method cannot be carried out; nothing if it can.
 *
 * @example
 * ```ts
 * import { becomeMethodProblem } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * assert.equal(becomeMethodProblem("sudo"), undefined);
 * assert.equal(becomeMethodProblem("sduo")?.hint, "Did you mean 'sudo'?");
 * ```
 */
export function becomeMethodProblem(written: string): BecomeMethodProblem | undefined {
  if (becomeMethodName(written) !== undefined) return undefined;
  const name = withoutCollection(written);
  const known = `Supported are ${BECOME_METHODS.map((method) => `'${method}'`).join(", ")}.`;
  return {
    summary: `become_method '${written}' is not supported`,
    hint: name === "runas"
      ? `It is for Windows, which Shep does not manage. ${known}`
      : didYouMean(name, BECOME_METHODS) ?? known,
  };
}

function withoutCollection(written: string): string {
  return written.replace(/^(?:ansible\.(?:builtin|legacy)|community\.general)\./, "");
}
