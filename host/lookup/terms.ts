/**
 * Terms that are texts, and options that are written into them: `key file=names.csv delimiter=,`.
 *
 * @module
 */
import { parseKeyValue } from "../playbook/arguments/mod.ts";
import { repr } from "../template/values/text.ts";
import { lookupError, type LookupOptions } from "./lookup.ts";
import { checkOptions } from "./options.ts";

/** A term, with the options it brought and those of the call. */
export interface ReadTerm {
  readonly text: string;
  readonly options: ReadonlyMap<string, unknown>;
}

/**
 * Takes the options out of a term; they win over those of the call.
 *
 * @throws {EvaluationError} For an option that the lookup does not have.
 */
export function readTerm(lookup: string, term: unknown, options: LookupOptions): ReadTerm {
  const { params, rawParams } = parseKeyValue(termText(lookup, term), { freeForm: false });
  checkOptions(lookup, params);
  return { text: rawParams, options: new Map([...options, ...params]) };
}

/**
 * A term that has to be text.
 *
 * @throws {EvaluationError} When it is something else.
 */
export function termText(lookup: string, term: unknown): string {
  if (typeof term === "string") return term;
  throw lookupError(`the lookup '${lookup}' takes texts, not ${repr(term)}`);
}
