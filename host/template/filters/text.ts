/**
 * Filters that change text.
 *
 * @module
 */

import { type Filter, table, takes } from "../call.ts";
import { EvaluationError } from "../errors.ts";
import { absent, integerArgument, textArgument } from "../methods/arguments.ts";
import { capitalize, replaceText, strip } from "../methods/string.ts";
import { percentFormat } from "../values/percent_format.ts";
import { entries, iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { isMapping, Tuple } from "../values/types.ts";

/** Upper case after blanks, hyphens and opening brackets, lower case elsewhere. */
function title(value: string): string {
  return value.replace(/[^-\s({[<]+/gu, (word) => {
    const [first = ""] = word;
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  });
}

const format: Filter = (value, { positional, named }) => {
  if (positional.length > 0 && named.size > 0) {
    const problem = "can't handle positional and keyword arguments at the same time";
    throw new EvaluationError("TypeError", problem);
  }
  return percentFormat(text(value), named.size > 0 ? new Map(named) : Tuple.from(positional));
};

/** Percent-encodes text for a URL: for a path, or for a query. */
export function quoteUrl(value: string, forQuery: boolean): string {
  const quoted = encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return forQuery ? quoted.replaceAll("%20", "+") : quoted.replaceAll("%2F", "/");
}

function urlEncode(value: unknown): string {
  if (typeof value === "string" || !(isMapping(value) || Array.isArray(value))) {
    return quoteUrl(text(value), false);
  }
  const pairs = isMapping(value) ? entries(value) : value.map(iterate);
  return pairs.map(([key, item]) => `${quoteUrl(text(key), true)}=${quoteUrl(text(item), true)}`)
    .join("&");
}

/** Filters that change text, by name. */
export const TEXT_FILTERS: ReadonlyMap<string, Filter> = table({
  capitalize: takes([], (value) => capitalize(text(value))),
  format,
  lower: takes([], (value) => text(value).toLowerCase()),
  replace: takes(
    ["old", "new", "count?"],
    (value, old, by, count) =>
      replaceText(text(value), text(old), text(by), absent(count) ? -1 : integerArgument(count)),
  ),
  string: takes([], text),
  title: takes([], (value) => title(text(value))),
  trim: takes(
    ["chars?"],
    (value, characters) =>
      strip(text(value), absent(characters) ? characters : textArgument(characters)),
  ),
  upper: takes([], (value) => text(value).toUpperCase()),
  urlencode: takes([], urlEncode),
  wordcount: takes([], (value) => (text(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
});
