/**
 * Text as a comment.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/comment_filter.html
 * @module
 */

import { type Filter, table } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent, integerArgument } from "../methods/arguments.ts";
import { text } from "../values/text.ts";

/** What a comment looks like. */
interface Style {
  readonly decoration: string;
  readonly beginning?: string;
  readonly end?: string;
}

const STYLES: ReadonlyMap<string, Style> = new Map([
  ["plain", { decoration: "# " }],
  ["erlang", { decoration: "% " }],
  ["c", { decoration: "// " }],
  ["cblock", { decoration: " * ", beginning: "/*", end: " */" }],
  ["xml", { decoration: " - ", beginning: "<!--", end: "-->" }],
]);

const OPTIONS = [
  "newline",
  "beginning",
  "prefix",
  "prefix_count",
  "decoration",
  "postfix",
  "postfix_count",
  "end",
];

const comment: Filter = (value, { positional, named }) => {
  const name = text(positional[0] ?? named.get("style") ?? "plain");
  const style = STYLES.get(name);
  if (style === undefined) {
    throw valueError(`Invalid style '${name}'. Must be one of ${[...STYLES.keys()].join(", ")}`);
  }
  for (const option of named.keys()) {
    if (option !== "style" && !OPTIONS.includes(option)) {
      throw valueError(`comment() got an unexpected keyword argument '${option}'`);
    }
  }
  const option = (key: string, fallback: string): string => {
    const given = named.get(key);
    return absent(given) ? fallback : text(given);
  };
  const newline = option("newline", "\n");
  const decoration = option("decoration", style.decoration);
  const prefix = option("prefix", decoration.trimEnd());
  const postfix = option("postfix", decoration.trimEnd());
  const lines = text(value).split(newline).map((line, index, all) =>
    line === "" && index < all.length - 1 ? decoration.trimEnd() : decoration + line
  );
  return [
    ...present(option("beginning", style.beginning ?? "")),
    // As in Ansible, an empty line is left out before the text, and not after it.
    ...prefix === "" ? [] : repeated(prefix, integerArgument(named.get("prefix_count"), 1)),
    ...lines,
    ...repeated(postfix, integerArgument(named.get("postfix_count"), 1)),
    ...present(option("end", style.end ?? "")),
  ].join(newline);
};

function present(line: string): string[] {
  return line === "" ? [] : [line];
}

function repeated(line: string, count: number): string[] {
  return Array.from({ length: count }, () => line);
}

/** The comment filter, by name. */
export const COMMENT_FILTERS: ReadonlyMap<string, Filter> = table({ comment });
