/**
 * What rsync says of each item that it looked at.
 *
 * @see https://download.samba.org/pub/rsync/rsync.1#opt--itemize-changes
 * @module
 */

/** Tells such lines from all others. */
const MARK = "<<CHANGED>>";

/** How rsync is to write them. */
export const ITEM_FORMAT: string = `${MARK}%i %n%L`;

/** What rsync wrote, as a task returns it. */
export interface Items {
  /** All of it, without marks. */
  readonly text: string;
  /** Whether any item was changed, or would have been. */
  readonly changed: boolean;
}

/** An item of which nothing was changed: no update, and no attribute. */
const UNCHANGED = /^\.[a-zA-Z] {9}/;

/**
 * Reads rsync's output.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const { text, changed } = readItems("<<CHANGED>>.f          a\n<<CHANGED>>>f.st...... b\n");
 * assert.equal(text, ".f          a\n>f.st...... b\n");
 * assert.equal(changed, true);
 * ```
 */
export function readItems(output: string): Items {
  let changed = false;
  const lines = output.split("\n").map((line) => {
    if (!line.startsWith(MARK)) return line;
    const item = line.slice(MARK.length);
    changed ||= !UNCHANGED.test(item);
    return item;
  });
  return { text: lines.join("\n"), changed };
}
