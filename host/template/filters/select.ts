/**
 * Filters that apply other filters and tests to every element.
 *
 * @module
 */

import type { CallArguments, CallContext, Filter } from "../call.ts";
import { typeError } from "../errors.ts";
import { truthy } from "../values/compare.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { attributeKey } from "./keys.ts";

const map: Filter = (value, { positional, named }, call) => {
  const [name, ...rest] = positional;
  if (name === undefined && named.has("attribute")) {
    return iterate(value).map(attributeKey(named.get("attribute"), named.get("default")));
  }
  if (name === undefined) throw typeError("map requires a filter argument");
  const filter = call.filter(text(name));
  const args = { positional: rest, named };
  return iterate(value).map((element) => filter(element, args, call));
};

/** Whether an element is wanted: by its truth, or by the test named in the arguments. */
function condition(
  { positional: [name, ...rest], named }: CallArguments,
  call: CallContext,
): (element: unknown) => boolean {
  if (name === undefined) return truthy;
  const test = call.test(text(name));
  const args = { positional: rest, named };
  return (element) => truthy(test(element, args, call));
}

function selector(wanted: boolean): Filter {
  return (value, args, call) => {
    const holds = condition(args, call);
    return iterate(value).filter((element) => holds(element) === wanted);
  };
}

function attributeSelector(wanted: boolean): Filter {
  return (value, { positional: [attribute, ...rest], named }, call) => {
    if (attribute === undefined) throw typeError("Missing parameter for attribute name");
    const key = attributeKey(attribute);
    const holds = condition({ positional: rest, named }, call);
    return iterate(value).filter((element) => holds(key(element)) === wanted);
  };
}

/** Filters that apply other filters and tests, by name. */
export const SELECT_FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["map", map],
  ["select", selector(true)],
  ["reject", selector(false)],
  ["selectattr", attributeSelector(true)],
  ["rejectattr", attributeSelector(false)],
]);
