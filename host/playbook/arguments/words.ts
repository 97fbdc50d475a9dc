/**
 * Where one argument ends and the next begins.
 *
 * @module
 */

/** Quotes or a template that are opened in an argument and never closed. */
export class UnbalancedError extends Error {
  /** Tells it from other errors. */
  override readonly name = "UnbalancedError";
  /** What is not closed: a quote, `{{`, `{%` or `{#`. */
  readonly opening: string;
  /** What it was opened in, up to the next space. */
  readonly word: string;
  /** What to write instead. */
  readonly hint: string;

  /** `opening` is not closed after it was opened in `word`. */
  constructor(opening: string, word: string) {
    const closing = CLOSING[opening] ?? opening;
    super(`${opening} is not closed, in ${JSON.stringify(word)}`);
    this.opening = opening;
    this.word = word;
    this.hint =
      `Add the closing ${closing}. A quote that is meant as such is written \\" or \\', ` +
      "or use a dictionary of arguments instead of one line.";
  }
}

const CLOSING: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** What is open between two words. */
interface State {
  quote: string | undefined;
  /** How many of each kind of template block. */
  readonly depths: Map<string, number>;
}

/**
 * The words of `text`: separated by spaces and line breaks that stand neither in quotes nor in a
 * template, so `a="b c"` and `{{ a }}` are one word each.
 *
 * Of the white space after a word all but one space belongs to it, so {@linkcode joinWords} gives
 * the text back; that is how shell commands of several lines survive. Lost are the `\` that ends a
 * line after a space, with its line break, and a single space that begins a line.
 *
 * @throws {UnbalancedError}
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  const state: State = { quote: undefined, depths: new Map() };
  let opened = "";
  const lines = text.split("\n");
  lines.forEach((line, lineIndex) => {
    const parts = line.split(" ");
    parts.forEach((part, index) => {
      const wasOpen = isOpen(state);
      if (part === "\\" && state.quote === undefined) return;
      advance(state, part);
      if (isOpen(state) && !wasOpen) opened = part;
      if (wasOpen) extend(words, index === 0 ? part : ` ${part}`);
      else if (part !== "") words.push(part);
      else if (index > 0) extend(words, " ");
    });
    const continues = parts.at(-1) === "\\" && state.quote === undefined;
    if (lineIndex < lines.length - 1 && !continues) extend(words, "\n");
  });
  const opening = openOf(state);
  if (opening !== undefined) throw new UnbalancedError(opening, opened);
  return words;
}

/** The text of which {@linkcode splitWords} made `words`. */
export function joinWords(words: readonly string[]): string {
  return words.reduce(
    (text, word) => text === "" || text.endsWith("\n") ? text + word : `${text} ${word}`,
    "",
  );
}

/** Adds to the last word; white space before the first is dropped. */
function extend(words: string[], text: string): void {
  const last = words.pop();
  if (last !== undefined) words.push(last + text);
}

function isOpen(state: State): boolean {
  return openOf(state) !== undefined;
}

function openOf({ quote, depths }: State): string | undefined {
  if (quote !== undefined) return quote;
  for (const [opening, depth] of depths) if (depth > 0) return opening;
  return undefined;
}

/** Ansible counts blocks in quotes, too, and quotes in blocks. */
function advance(state: State, part: string): void {
  for (const { 0: quote } of part.matchAll(/(?<!\\)["']/g)) {
    if (state.quote === undefined) state.quote = quote;
    else if (state.quote === quote) state.quote = undefined;
  }
  for (const [opening, closing] of Object.entries(CLOSING)) {
    const change = part.split(opening).length - part.split(closing).length;
    state.depths.set(opening, Math.max((state.depths.get(opening) ?? 0) + change, 0));
  }
}
