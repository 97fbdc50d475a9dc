/**
 * What an inventory source that cannot be used is answered with.
 *
 * @module
 */
import { Fault } from "@shep/sdk/errors";
import { YamlError } from "../parser/mod.ts";

/** What is wrong, where, and how to put it right. */
export interface Diagnosis {
  /** The path of the source, or its text for a host list. */
  readonly file: string;
  /** Counted from 1, where it is known. */
  readonly line?: number | undefined;
  /** Counted from 1, in UTF-16 units; where it is known. */
  readonly column?: number | undefined;
  /** The line itself. */
  readonly sourceLine?: string | undefined;
  /** Why, and what to write instead. */
  readonly hint?: string | undefined;
}

/**
 * An inventory source that is not what it should be.
 *
 * `String(error)` shows the place, the line and the hint:
 *
 *     hosts.ini:7:1: the section [web:childs] has an unknown type: "childs"
 *       7 | [web:childs]
 *         | ^
 *     Did you mean [web:children]?
 */
export class InventoryError extends Error {
  /** The class's name. */
  override readonly name = "InventoryError";
  /** Where it is and how to put it right. */
  readonly diagnosis: Diagnosis;

  /** What is wrong in one line, and the rest. */
  constructor(message: string, diagnosis: Diagnosis, options?: ErrorOptions) {
    super(message, options);
    this.diagnosis = diagnosis;
  }

  /** The place, the message, the line with a caret, and the hint. */
  override toString(): string {
    const { file, line, column, sourceLine, hint } = this.diagnosis;
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    const lines = [`${place}: ${this.message}`];
    if (line !== undefined && sourceLine !== undefined) {
      const gutter = `  ${line} | `;
      lines.push(gutter + sourceLine);
      if (column !== undefined) {
        const indent = sourceLine.slice(0, column - 1).replace(/[^\t]/g, " ");
        lines.push(`${" ".repeat(gutter.length - 2)}| ${indent}^`);
      }
    }
    if (hint !== undefined) lines.push(hint);
    return lines.join("\n");
  }
}

/** How the readers of one line stop, which know neither its file nor its number. */
export class Refusal extends Error {
  /** The class's name. */
  override readonly name = "Refusal";
  /** What to write instead. */
  readonly hint: string | undefined;

  /** What is wrong, in one line, and what to write instead. */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Runs `read`; what it refuses becomes an {@linkcode InventoryError} at the given place. */
export function at<T>(place: Diagnosis, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new InventoryError(error.message, { ...place, hint: error.hint ?? place.hint });
  }
}

/** What was thrown as the wire carries it. */
export function asFault(error: unknown): unknown {
  if (error instanceof InventoryError) {
    const diagnosis = Object.entries(error.diagnosis).filter(([, value]) => value !== undefined);
    return new Fault("syntax", error.message, { ...Object.fromEntries(diagnosis), cause: error });
  }
  if (error instanceof YamlError) {
    const { message, hint, file, line, column, sourceLine } = error;
    return new Fault("syntax", message, { hint, file, line, column, sourceLine, cause: error });
  }
  return error;
}

/** The candidate that `word` was probably meant to be, if any is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const most = Math.min(word.length - 1, Math.max(2, Math.ceil(word.length / 2)));
  let best: { name: string; distance: number } | undefined;
  for (const name of candidates) {
    if (Math.abs(name.length - word.length) > most) continue;
    const distance = editDistance(word, name);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name;
}

/** How many characters must be added, removed or replaced to make one word of the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(
        Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
