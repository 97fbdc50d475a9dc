/**
 * `lookup()`, `query()` and `q()` of templates.
 *
 * @see https://docs.ansible.com/ansible/latest/plugins/lookup.html
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import { typeError } from "../template/errors.ts";
import { type Invoke, Pending, TemplateError, truthy } from "../template/mod.ts";
import { checked } from "../template/runtime/result.ts";
import { text } from "../template/values/text.ts";
import { UndefinedError } from "../template/values/undefined.ts";
import { lookupError } from "./lookup.ts";
import type { Lookups } from "./lookups.ts";

/** What becomes of a lookup's failure: the template's, a warning, nothing. */
const ERRORS = ["strict", "warn", "ignore"];

/** The functions by name. */
export function lookupFunctions(
  lookups: Lookups,
  warn: (warning: Diagnostic) => void,
): Map<string, Invoke> {
  const lookup = lookupFunction(lookups, warn, false);
  const query = lookupFunction(lookups, warn, true);
  return new Map([["lookup", lookup], ["query", query], ["q", query]]);
}

function lookupFunction(
  lookups: Lookups,
  warn: (warning: Diagnostic) => void,
  wantsList: boolean,
): Invoke {
  return ({ positional: [name, ...terms], named }, call) => {
    if (name === undefined) throw typeError("lookup() takes the name of a lookup");
    const { wantlist = wantsList, errors = "strict", ...rest } = Object.fromEntries(named);
    const isList = truthy(wantlist);
    const options = new Map(
      Object.entries(rest).map(([option, value]) => [option, checked(call.resolve(value))]),
    );
    const onError = readErrors(errors);
    try {
      const found = lookups.find(text(name), terms, options, call);
      return isList ? [...found] : joined(found);
    } catch (error) {
      if (onError === "strict" || !isFailure(error)) throw error;
      if (onError === "warn") warn({ summary: `lookup '${text(name)}': ${error.message}` });
      return isList ? [] : null;
    }
  };
}

function readErrors(errors: unknown): string {
  const given = text(errors);
  if (ERRORS.includes(given)) return given;
  throw lookupError(`'errors' of a lookup is ${ERRORS.join(", ")}, not '${given}'`);
}

/** Whether an error is one of the lookup; what its terms lack is the template's. */
function isFailure(error: unknown): error is Error {
  if (error instanceof Pending || error instanceof UndefinedError) return false;
  if (error instanceof TemplateError && error.kind === "undefined") return false;
  return error instanceof Error;
}

/** Texts with commas between them; anything else as it is, one value without its list. */
function joined(found: readonly unknown[]): unknown {
  if (found.length === 0) return [];
  if (found.every((value) => typeof value === "string")) return found.join(",");
  return found.length === 1 ? found[0] : [...found];
}
