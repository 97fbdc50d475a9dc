/**
 * What to do about a template that cannot be parsed or evaluated.
 *
 * @module
 */

import { nearest } from "./errors.ts";
import type { SyntaxProblem } from "./syntax/tokens.ts";

/** Operators of other languages, and how Jinja2 writes them. */
const OTHER_LANGUAGES: readonly (readonly [operator: string, hint: string])[] = [
  ["&&", "Write 'and'."],
  ["||", "Write 'or'."],
  ["!", "Write 'not'."],
  ["?", "Write 'a if condition else b', or 'a | default(b)'."],
];

const TAGS = [
  ...["for", "if", "set", "macro", "call", "filter", "with", "block"]
    .flatMap((tag) => [tag, `end${tag}`]),
  ..."elif else extends include import from do break continue raw endraw".split(" "),
];

/** Messages of evaluation, and what they call for. */
const TYPES: readonly (readonly [message: RegExp, hint: string])[] = [
  [
    /^can only concatenate|^unsupported operand type/,
    "Join texts with '~'; make a text a number with '| int'.",
  ],
  [/^'[<>]=?' not supported/, "Compare values of one type: make a text a number with '| int'."],
  [
    /^recursive loop detected/,
    "Give one of them another name: a variable cannot be made of itself.",
  ],
  [/^division by zero/, "Ask first: 'a / b if b else 0'."],
  [/object is not iterable$/, "Put it into a list: '[x]'."],
  [/object is not callable$/, "It is a value, not a function: leave the parentheses out."],
];

/** A hint about what went wrong in evaluating, if there is one to give. */
export function evaluationHint(message: string): string | undefined {
  return TYPES.find(([pattern]) => pattern.test(message))?.[1];
}

/** A hint about a problem in `text`, if there is one to give. */
export function syntaxHint({ message, offset }: SyntaxProblem, text: string): string | undefined {
  const rest = text.slice(offset);
  if (message.startsWith("unexpected character")) return charHint(rest);
  const unknownTag = /unknown tag '(\w+)'/.exec(message)?.[1];
  if (unknownTag !== undefined) return tagHint(unknownTag);
  const openTag = /'(\w+)' (?:needs|has to be closed)/.exec(message)?.[1];
  if (openTag !== undefined) return `Close it with '{% end${openTag} %}'.`;
  if (message.includes("comment tag")) return "Close the comment with '#}'.";
  if (/^unexpected '[)\]]'$/.test(message)) return "There is no bracket that it closes.";
  if (/, expected '[)\]]'/.test(message)) return "A bracket is not closed.";
  if (message.includes("end of template") || message === "unexpected '}'") return braceHint(text);
  if (/got '='$/.test(message)) return "Compare with '=='.";
  if (/unexpected '\.'|expected name or number/.test(message)) return RAW_HINT;
  return undefined;
}

const RAW_HINT =
  "What is not for Jinja2 goes between {% raw %} and {% endraw %}, or into a text that is !unsafe.";

function charHint(rest: string): string | undefined {
  if (rest.startsWith("'") || rest.startsWith('"')) return "This quote is not closed.";
  const foreign = OTHER_LANGUAGES.find(([operator]) => rest.startsWith(operator));
  return foreign?.[1] ?? (rest.startsWith("$") ? RAW_HINT : undefined);
}

function tagHint(tag: string): string | undefined {
  if (tag.startsWith("end") && TAGS.includes(tag)) {
    return `There is no '{% ${tag.slice("end".length)} %}' that it ends.`;
  }
  const known = nearest(tag, TAGS);
  return known === undefined ? undefined : `Did you mean '${known}'?`;
}

function braceHint(text: string): string {
  const opening = Math.max(text.lastIndexOf("{{"), text.lastIndexOf("{%"));
  return text.startsWith("{%", opening) ? "Close it with '%}'." : "Close it with '}}'.";
}
