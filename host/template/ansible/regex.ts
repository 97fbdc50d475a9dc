/**
 * Filters and tests with regular expressions.
 *
 * @module
 */

import { type Filter, positional, table, takes, type Test } from "../call.ts";
import { valueError } from "../errors.ts";
import { flag, integerArgument, textArgument } from "../methods/arguments.ts";
import { text } from "../values/text.ts";
import { Tuple } from "../values/types.ts";
import { expandReplacement, pythonRegex, type RegexFlags } from "./python_regex.ts";

function flagsOf(ignoreCase: unknown, multiline: unknown): RegexFlags {
  return { ignoreCase: flag(ignoreCase), multiline: flag(multiline) };
}

function replace(
  value: unknown,
  pattern: unknown,
  replacement: unknown,
  ignoreCase: unknown,
  multiline: unknown,
  count: unknown,
): string {
  const regex = pythonRegex(text(pattern ?? ""), flagsOf(ignoreCase, multiline));
  const most = integerArgument(count, 0) || Infinity;
  const template = text(replacement ?? "");
  const subject = text(value);
  let [result, end, done] = ["", 0, 0];
  for (const match of subject.matchAll(regex)) {
    if (done++ >= most) break;
    result += subject.slice(end, match.index) + expandReplacement(template, match);
    end = match.index + match[0].length;
  }
  return result + subject.slice(end);
}

/** All matches: whole ones, or the groups when there are any. */
function findAll(
  value: unknown,
  pattern: unknown,
  multiline: unknown,
  ignoreCase: unknown,
): unknown {
  const regex = pythonRegex(text(pattern), flagsOf(ignoreCase, multiline));
  return Array.from(text(value).matchAll(regex), ([whole, ...groups]) => {
    if (groups.length === 0) return whole;
    const texts = groups.map((group) => group ?? "");
    return texts.length === 1 ? texts[0] : Tuple.from(texts);
  });
}

/** The first match, or the groups the further arguments name (`'\\1'`, `'\\g<name>'`). */
const search: Filter = (value, { positional, named }) => {
  const [pattern, ...groups] = positional;
  const regex = pythonRegex(
    text(pattern ?? named.get("regex")),
    flagsOf(named.get("ignorecase"), named.get("multiline")),
  );
  const match = regex.exec(text(value));
  if (match === null) return null;
  if (groups.length === 0) return match[0];
  return groups.map((reference) => {
    const name = /^\\(?:g<(\w+)>|(\d+))$/.exec(text(reference));
    if (name === null) throw valueError("Unknown argument");
    const key = name[1] ?? name[2] ?? "";
    const group = /^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key];
    if (/^\d+$/.test(key) ? Number(key) >= match.length : !(key in (match.groups ?? {}))) {
      throw valueError(`invalid group reference ${key}`);
    }
    return group ?? null;
  });
};

const PYTHON_SPECIAL = /[.*+?^${}()|[\]\\\-&~# \t\n\r\v\f]/g;

function escape(value: unknown, kind: unknown = "python"): string {
  switch (kind) {
    case "python":
      return text(value).replace(PYTHON_SPECIAL, "\\$&");
    case "posix_basic":
      return text(value).replace(/[\].[^$*\\]/g, "\\$&");
    default:
      throw valueError(`regex type (${kind}) is not supported yet`);
  }
}

/** Filters with regular expressions, by name. */
export const REGEX_FILTERS: ReadonlyMap<string, Filter> = table({
  regex_escape: takes(["re_type?"], escape),
  regex_findall: takes(["regex", "multiline?", "ignorecase?"], findAll),
  regex_replace: takes(
    ["pattern?", "replacement?", "ignorecase?", "multiline?", "count?", "mandatory_count?"],
    replace,
  ),
  regex_search: search,
});

/** Where a match must be: anywhere, or at the start. */
function matcher(anchored: boolean): Test {
  return (value, args) => {
    const [pattern, ignoreCase, multiline] = args.positional;
    const regex = pythonRegex(
      text(pattern ?? args.named.get("pattern") ?? ""),
      flagsOf(ignoreCase ?? args.named.get("ignorecase"), multiline ?? args.named.get("multiline")),
    );
    const match = regex.exec(textArgument(value, "value"));
    return match !== null && (!anchored || match.index === 0);
  };
}

const searches: Test = matcher(false);

const regexTest: Test = (value, args, call) => {
  const [pattern, ignoreCase, multiline, kind] = args.positional;
  const wanted = kind ?? args.named.get("match_type") ?? "search";
  const named = new Map([...args.named].filter(([name]) => name !== "match_type"));
  const rest = [pattern, ignoreCase, multiline].filter((argument) => argument !== undefined);
  switch (wanted) {
    case "search":
      return searches(value, { positional: rest, named }, call);
    case "match":
      return matcher(true)(value, { positional: rest, named }, call);
    case "fullmatch": {
      const whole = `(?:${text(pattern ?? named.get("pattern"))})\\Z`;
      return matcher(true)(value, positional(whole, ignoreCase, multiline), call);
    }
    default:
      throw valueError(`invalid match_type '${wanted}'`);
  }
};

/** Tests with regular expressions, by name. */
export const REGEX_TESTS: ReadonlyMap<string, Test> = new Map([
  ["match", matcher(true)],
  ["search", searches],
  ["regex", regexTest],
]);
