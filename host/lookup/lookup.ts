/**
 * What a lookup is, in the host.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/lookup.html
 * @module
 */
import { EvaluationError } from "../template/errors.ts";
import type { CallContext } from "../template/mod.ts";

/** Options of a lookup, by name. */
export type LookupOptions = ReadonlyMap<string, unknown>;

/**
 * Values for terms. What is found is data: no text in it is ever rendered.
 *
 * @throws {EvaluationError} When the terms or the options are not what the lookup takes.
 */
export type Lookup = (
  terms: readonly unknown[],
  options: LookupOptions,
  call: CallContext,
) => readonly unknown[];

/** Why a lookup cannot find anything. */
export function lookupError(message: string): EvaluationError {
  return new EvaluationError("RuntimeError", message);
}
