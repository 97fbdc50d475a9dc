/**
 * Text that means nothing, to fill a page with.
 *
 * @see https://jinja.palletsprojects.com/en/stable/templates/#jinja-globals.lipsum
 * @module
 */

import { table, takes } from "./call.ts";
import { valueError } from "./errors.ts";
import { flag, integerArgument } from "./methods/arguments.ts";

/** After Cicero, `De finibus bonorum et malorum`. */
const WORDS =
  ("lorem ipsum dolor sit amet consectetur adipisci velit sed quia non numquam eius modi " +
    "tempora incidunt ut labore et dolore magnam aliquam quaerat voluptatem enim ad minima veniam quis " +
    "nostrum exercitationem ullam corporis suscipit laboriosam nisi aliquid ex ea commodi consequatur " +
    "autem vel eum iure qui in voluptate esse quam nihil molestiae illum fugiat quo nulla pariatur")
    .split(" ");

/** About so many words make a clause, and so many clauses a sentence. */
const [CLAUSE_WORDS, SENTENCE_CLAUSES] = [8, 2];

/** `lipsum(n, html, min, max)`: paragraphs of `min` words at least and fewer than `max`. */
export const lipsum = table({
  lipsum: takes(["n?", "html?", "min?", "max?"], (_, count, html, min, max) => {
    const [fewest, limit] = [integerArgument(min, 20), integerArgument(max, 100)];
    if (fewest >= limit) throw valueError(`empty range for lipsum's words (${fewest}, ${limit})`);
    const length = Math.max(integerArgument(count, 5), 0);
    const paragraphs = Array.from({ length }, () => paragraph(fewest + below(limit - fewest)));
    return flag(html, true)
      ? paragraphs.map((text) => `<p>${text}</p>`).join("\n")
      : paragraphs.join("\n\n");
  }),
}).get("lipsum")!;

function paragraph(count: number): string {
  let text = "";
  let word = "";
  let ending = ".";
  for (let index = 0; index < count; index++) {
    word = otherThan(word);
    text += ending === "." ? capitalized(word) : word;
    ending = index === count - 1 ? "." : separator();
    text += ending + (index === count - 1 ? "" : " ");
  }
  return text;
}

function separator(): "" | "," | "." {
  if (below(CLAUSE_WORDS) > 0) return "";
  return below(SENTENCE_CLAUSES) > 0 ? "," : ".";
}

function otherThan(last: string): string {
  const word = WORDS[below(WORDS.length)]!;
  return word === last ? otherThan(last) : word;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}
