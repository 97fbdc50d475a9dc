/**
 * Ansible's own filters, tests and functions, as far as they need nothing but their arguments.
 *
 * @example
 * ```ts
 * import { Environment, scopeOf, TemplateText } from "@shep/host/template";
 * import { ANSIBLE_GLOBALS, ANSIBLE_TESTS, ansibleFilters } from "@shep/host/template/ansible";
 * import assert from "node:assert/strict";
 *
 * const environment = new Environment({
 *   filters: ansibleFilters(),
 *   tests: ANSIBLE_TESTS,
 *   globals: ANSIBLE_GLOBALS,
 * });
 * const text = new TemplateText("{{ 'a.b' | regex_replace('[.]', '-') }}");
 * assert.equal(environment.evaluate(text, scopeOf({})), "a-b");
 * ```
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/#filter-plugins
 * @module
 */

import type { Filter, Invoke, Test } from "../call.ts";
import { text } from "../values/text.ts";
import { Undefined } from "../values/undefined.ts";
import { COMMENT_FILTERS } from "./comment.ts";
import { DATE_FILTERS, DATE_GLOBALS } from "./dates.ts";
import { DICT_FILTERS } from "./dicts.ts";
import { ENCODING_FILTERS } from "./encoding.ts";
import { IP_FILTERS, IP_TESTS } from "./ipaddr.ts";
import { jsonQueryFilter } from "./json_query.ts";
import { LIST_FILTERS, LIST_TESTS } from "./lists.ts";
import { MATH_FILTERS, MATH_TESTS } from "./math.ts";
import { NESTED_KEY_FILTERS } from "./nested_keys.ts";
import { passwordHash } from "./password_hash.ts";
import { PATH_FILTERS, PATH_TESTS } from "./paths.ts";
import { RANDOM_FILTERS } from "./random.ts";
import { REGEX_FILTERS, REGEX_TESTS } from "./regex.ts";
import { RESULT_TESTS } from "./results.ts";
import { serializationFilters, type SerializationServices } from "./serialization.ts";
import { URL_FILTERS, URL_TESTS } from "./url.ts";
import { VALUE_FILTERS } from "./values.ts";
import { VERSION_TESTS } from "./version.ts";

export type { SerializationServices } from "./serialization.ts";

/**
 * Ansible's filters by name; `services` provides what they cannot do alone. Those that look at the
 * machine or open vaults are the host's.
 */
export function ansibleFilters(services: SerializationServices = {}): Map<string, Filter> {
  return new Map([
    ...COMMENT_FILTERS,
    ...DATE_FILTERS,
    ...DICT_FILTERS,
    ...ENCODING_FILTERS,
    ...IP_FILTERS,
    ["json_query", jsonQueryFilter()],
    ...LIST_FILTERS,
    ...MATH_FILTERS,
    ...NESTED_KEY_FILTERS,
    ["password_hash", passwordHash],
    ...PATH_FILTERS,
    ...RANDOM_FILTERS,
    ...REGEX_FILTERS,
    ...serializationFilters(services),
    ...URL_FILTERS,
    ...VALUE_FILTERS,
  ]);
}

/** Ansible's tests by name; those that look at the machine are the host's. */
export const ANSIBLE_TESTS: ReadonlyMap<string, Test> = new Map([
  ...IP_TESTS,
  ...LIST_TESTS,
  ...MATH_TESTS,
  ...PATH_TESTS,
  ...REGEX_TESTS,
  ...RESULT_TESTS,
  ...URL_TESTS,
  ...VERSION_TESTS,
]);

/** A value that is undefined on purpose, so that users must set it: `undef(hint='…')`. */
const undef: Invoke = ({ positional, named }) => {
  const hint = positional[0] ?? named.get("hint");
  return new Undefined(hint === undefined || hint === null ? "undefined" : text(hint), {
    hint: hint === undefined || hint === null ? undefined : text(hint),
  });
};

/** Ansible's global functions by name; `lookup` and `query` are the host's. */
export const ANSIBLE_GLOBALS: ReadonlyMap<string, Invoke> = new Map([
  ...DATE_GLOBALS,
  ["undef", undef],
]);
