/**
 * The keys of a play, a block or a task, held against the table of keywords.
 *
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { type KeywordPlace, KEYWORDS, keywordsOf } from "./keywords.ts";
import { refuse } from "./problem.ts";
import {
  describeNode,
  type Entry,
  isNull,
  type MappingNode,
  type SyntaxNode,
} from "./syntax_node.ts";

/** The entries of a mapping by their keys. */
export type Fields = ReadonlyMap<string, Entry>;

/** The entries of `node`. */
export function fieldsOf(node: MappingNode): Fields {
  return new Map(node.entries.map((entry) => [String(entry.key.value), entry]));
}

/** `node` as a mapping; `what` is what errors call it. */
export function expectMapping(node: SyntaxNode, what: string, hint?: string): MappingNode {
  if (node.kind === "mapping") return node;
  refuse(node, `${what} is a dictionary, not ${describeNode(node)}`, { hint });
}

/** The items of a list; none if nothing is written. */
export function expectList(node: SyntaxNode, what: string, hint?: string): readonly SyntaxNode[] {
  if (node.kind === "sequence") return node.items;
  if (isNull(node)) return [];
  refuse(node, `${what} is a list, not ${describeNode(node)}`, { hint });
}

/** The value of a keyword, unless it is missing or `null`. */
export function given(fields: Fields, keyword: string): SyntaxNode | undefined {
  const value = fields.get(keyword)?.value;
  return value === undefined || isNull(value) ? undefined : value;
}

/** Refuses a key that is no keyword, and one that does not belong in `place`. */
export function checkKeyword({ key }: Entry, place: KeywordPlace): void {
  const name = String(key.value);
  const keyword = KEYWORDS.get(name);
  if (keyword === undefined) {
    const hint = didYouMean(name, keywordsOf(place)) ?? UNKNOWN_HINTS[place];
    refuse(key, `'${name}' is no keyword of ${PLACE_NAMES[place]}`, { hint });
  }
  if (!keyword.places.includes(place)) {
    const places = keyword.places.map((each) => PLACE_NAMES[each]);
    refuse(key, `'${name}' is no keyword of ${PLACE_NAMES[place]}`, {
      hint: `It belongs in ${inWords(places)}. ${keyword.description}`,
    });
  }
}

/** {@linkcode checkKeyword} for each key of a mapping. */
export function checkKeywords(fields: Fields, place: KeywordPlace): void {
  for (const entry of fields.values()) checkKeyword(entry, place);
}

const PLACE_NAMES: Readonly<Record<KeywordPlace, string>> = {
  play: "a play",
  import_playbook: "'import_playbook'",
  role: "a role",
  block: "a block",
  task: "a task",
  handler: "a handler",
};

/** What to do about a key that resembles no keyword. */
const UNKNOWN_HINTS: Partial<Record<KeywordPlace, string>> = {
  play: "An action belongs in a task, below 'tasks:'.",
  block: "An action belongs in a task, below 'block:'.",
  import_playbook: `It takes ${keywordsOf("import_playbook").join(", ")}.`,
};

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
