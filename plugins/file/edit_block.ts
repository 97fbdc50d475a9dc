/**
 * What `blockinfile` makes of a text. Texts are byte strings, one character for each byte, lines
 * keep the line break that ends them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/blockinfile_module.html
 * @module
 */
import { splitKeepingBreaks } from "./edit_lines.ts";
import { compilePattern, hasMultilineFlag } from "./python_regex.ts";

/** A block that is to be there, between its two marks. */
export interface BlockEdit {
  readonly begin: string;
  readonly end: string;
  /** What is between the marks; if nothing is, they go, too. */
  readonly block: string;
  readonly insertAfter?: string | undefined;
  readonly insertBefore?: string | undefined;
  /** Whether an empty line is to be before the block, unless it is the first. */
  readonly prependNewline: boolean;
  /** Whether an empty line is to be after the block, unless it is the last. */
  readonly appendNewline: boolean;
}

/**
 * The text with the block.
 *
 * @throws {Fault} `invalid-argument`, for a bad regular expression.
 */
export function editBlock(text: string, edit: BlockEdit): string {
  const { lines, at } = withoutOld(splitKeepingBreaks(text), edit);
  const block = blockLines(edit);
  const before = lines.slice(0, at);
  const last = before.at(-1);
  if (last !== undefined && !last.endsWith("\n")) before[at - 1] = `${last}\n`;
  if (block.length === 0) return [...before, ...lines.slice(at)].join("");
  const needsAbove = edit.prependNewline && at !== 0 && lines[at - 1] !== "\n";
  const needsBelow = edit.appendNewline && at < lines.length && lines[at] !== "\n";
  return [
    ...before,
    ...(needsAbove ? ["\n"] : []),
    ...block,
    ...(needsBelow ? ["\n"] : []),
    ...lines.slice(at),
  ].join("");
}

function blockLines({ begin, end, block }: BlockEdit): string[] {
  if (block === "") return [];
  return [`${begin}\n`, block.endsWith("\n") ? block : `${block}\n`, `${end}\n`];
}

/** The lines without the block that is there, and where the new one goes. */
function withoutOld(
  lines: readonly string[],
  edit: BlockEdit,
): { readonly lines: string[]; readonly at: number } {
  const markAt = (mark: string): number =>
    lines.findLastIndex((line) => [mark, `${mark}\r`].includes(line.replace(/\n$/, "")));
  const [begin, end] = [markAt(edit.begin), markAt(edit.end)];
  if (begin < 0 || end < 0) return { lines: [...lines], at: insertionIndex(lines, edit) };
  const [first, last] = begin < end ? [begin, end] : [end, begin];
  return { lines: lines.toSpliced(first, last - first + 1), at: first };
}

function insertionIndex(
  lines: readonly string[],
  { insertAfter, insertBefore }: BlockEdit,
): number {
  if (insertBefore === "BOF") return 0;
  const anchor = insertBefore ?? insertAfter;
  if (anchor === undefined || insertAfter === "EOF") return lines.length;
  const pattern = compilePattern(anchor);
  if (hasMultilineFlag(anchor)) {
    const match = pattern.exec(lines.join(""));
    if (match === null) return lines.length;
    const lineAt = (at: number): number => match.input.slice(0, at).split("\n").length - 1;
    if (insertBefore !== undefined) return lineAt(match.index);
    return Math.min(lineAt(match.index + match[0].length) + 1, lines.length);
  }
  const found = lines.findLastIndex((line) => pattern.test(line));
  if (found < 0) return lines.length;
  return insertBefore === undefined ? found + 1 : found;
}
