/**
 * The filter `json_query`: parts of data, selected by JMESPath.
 *
 * @see https://jmespath.org/specification.html
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/json_query_filter.html
 * @module
 */

import type { Filter } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { entries } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";

type Search = (data: unknown, expression: string) => unknown;

/** Loaded when it is first used: most playbooks never are asked for it. */
async function loadSearch(): Promise<Search> {
  // @ts-types="./jmespath.d.ts"
  const { default: jmespath } = await import("jmespath");
  return jmespath.search;
}

/** The filter; it waits for the package, the first time. */
export function jsonQueryFilter(): Filter {
  let search: Search | undefined;
  return (value, { positional: [expression, ...rest], named }, call) => {
    const query = expression ?? named.get("expr");
    if (query === undefined || rest.length > 0) throw typeError("json_query() takes an expression");
    search ??= call.wait("jmespath", loadSearch);
    try {
      return fromPlain(search(toPlain(call.resolve(value)), text(query)));
    } catch (error) {
      if (!(error instanceof Error) || error.name === "UndefinedError") throw error;
      throw valueError(`JMESPathError in json_query filter plugin: ${error.message}`);
    }
  };
}

/** Data as the package takes it. Its objects list keys that are numbers first. */
function toPlain(value: unknown): unknown {
  if (value instanceof Undefined) return value.fail();
  if (Array.isArray(value)) return Array.from(value, toPlain);
  if (isMapping(value)) {
    const object: Record<string, unknown> = Object.create(null);
    for (const [key, item] of entries(value)) object[text(key)] = toPlain(item);
    return object;
  }
  if (value instanceof Number || typeof value === "bigint") return Number(value);
  return value;
}

function fromPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromPlain(item)]));
}
