/**
 * `ansible.utils.keep_keys` and `ansible.utils.remove_keys`: dicts at any depth. Those of
 * `community.general`, which look at the uppermost only, have the short names.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/utils/keep_keys_filter.html
 * @module
 */
import { type Filter, type Signature, table, takes } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { absent } from "../methods/arguments.ts";
import { entries, iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping } from "../values/types.ts";
import { Undefined } from "../values/undefined.ts";
import { pythonRegex } from "./python_regex.ts";

type Dict = Map<unknown, unknown>;
type IsMatch = (key: unknown) => boolean;

function matcher(target: unknown, matching: unknown): IsMatch {
  if (!Array.isArray(target)) throw typeError("the target of keys is a list of names");
  const targets = target.map(text);
  if (absent(matching)) return (key) => targets.includes(text(key));
  switch (matching) {
    case "starts_with":
      return (key) => targets.some((start) => text(key).startsWith(start));
    case "ends_with":
      return (key) => targets.some((end) => text(key).endsWith(end));
    case "regex": {
      const regexes = targets.map((each) => pythonRegex(each));
      return (key) => regexes.some((regex) => text(key).search(regex) === 0);
    }
    default:
      throw valueError(
        `value of matching_parameter must be one of: starts_with, ends_with, regex, got: ${
          text(matching)
        }`,
      );
  }
}

/** A dict or a list with another look at each dict in it. */
function withDicts(value: unknown, change: (dict: Dict) => Dict): unknown {
  if (value instanceof Undefined) return value.fail();
  if (isMapping(value)) return change(new Map(entries(value)));
  if (Array.isArray(value)) return iterate(value).map((each) => withDicts(each, change));
  return value;
}

/** A list within a dict: dicts of which nothing is left go. */
function withoutEmpty(list: unknown[], change: (dict: Dict) => Dict): unknown[] {
  return list.map((each) => withDicts(each, change)).filter((each) => !isEmptyDict(each));
}

function isEmptyDict(value: unknown): boolean {
  return value instanceof Map && value.size === 0;
}

/** Only values that are no dicts and no lists are kept by their keys; what holds none goes. */
function kept(dict: Dict, isMatch: IsMatch): Dict {
  const change = (inner: Dict): Dict => kept(inner, isMatch);
  const result: Dict = new Map();
  for (const [key, value] of dict) {
    if (Array.isArray(value)) {
      const left = withoutEmpty(value, change);
      if (left.length > 0) result.set(key, left);
    } else if (isMapping(value)) {
      const left = withDicts(value, change);
      if (!isEmptyDict(left)) result.set(key, left);
    } else if (isMatch(key)) result.set(key, value);
  }
  return result;
}

function removed(dict: Dict, isMatch: IsMatch): Dict {
  const change = (inner: Dict): Dict => removed(inner, isMatch);
  const left = [...dict].filter(([key]) => !isMatch(key));
  return new Map(left.map(([key, value]) => [
    key,
    Array.isArray(value) ? withoutEmpty(value, change) : withDicts(value, change),
  ]));
}

function filterOf(act: (dict: Dict, isMatch: IsMatch) => Dict): Signature {
  return takes(["target", "matching_parameter?"], (value, target, matching) => {
    const isMatch = matcher(target, matching);
    return withDicts(value, (dict) => act(dict, isMatch));
  });
}

/** Filters on keys at any depth, by their full names. */
export const NESTED_KEY_FILTERS: ReadonlyMap<string, Filter> = table({
  "ansible.utils.keep_keys": filterOf(kept),
  "ansible.utils.remove_keys": filterOf(removed),
});
