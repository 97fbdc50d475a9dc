/**
 * Texts of several YAML documents.
 *
 * @see https://yaml.org/spec/1.1/#id857577
 * @module
 */

/** Wherever a line begins so, in the middle of a text too, a document begins or ends. */
const MARKER = /^(---|\.\.\.)(?=\s|$)/m;

/** Lines that are no document, where nothing says that there is one: comments and directives. */
const NOTHING = /^\s*(?:[#%].*)?$/;

/** The documents of a text, without what stands between them. */
export function splitDocuments(text: string): string[] {
  const [first = "", ...rest] = text.split(MARKER);
  const documents = isNothing(first) ? [] : [first];
  for (let at = 0; at < rest.length; at += 2) {
    const [marker, content = ""] = rest.slice(at, at + 2);
    if (marker === "---" || !isNothing(content)) documents.push(content);
  }
  return documents;
}

function isNothing(text: string): boolean {
  return text.split("\n").every((line) => NOTHING.test(line));
}
