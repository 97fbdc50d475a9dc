/**
 * What can go wrong in a template, and how it is told.
 *
 * @module
 */

/** What kind of failure a {@linkcode TemplateError} reports. */
export type TemplateErrorKind = "syntax" | "undefined" | "runtime";

/** The optional parts of a {@linkcode TemplateError}. */
export interface TemplateErrorDetails {
  /** What kind of failure it is. */
  readonly kind: TemplateErrorKind;
  /** The file in which the text was written. */
  readonly file?: string | undefined;
  /** The 1-based line in that file. */
  readonly line?: number | undefined;
  /** The 1-based column in that file. */
  readonly column?: number | undefined;
  /** The line of template source in which the problem is. */
  readonly sourceLine?: string | undefined;
  /** The 1-based column of the problem in that line. */
  readonly sourceColumn?: number | undefined;
  /** The name that is undefined or unknown. */
  readonly name?: string | undefined;
  /** What to do about it, if that is not to write the suggestion. */
  readonly hint?: string | undefined;
  /** Finds the nearest name that does exist; called only when the suggestion is read. */
  readonly suggest?: (() => string | undefined) | undefined;
  /** What brought the failure about. */
  readonly cause?: unknown;
}

/**
 * A template that cannot be parsed or evaluated.
 *
 * `message` is the problem alone, in Ansible's words where it has any (`'foo' is undefined`);
 * {@linkcode TemplateError.explain} adds where it is, the source line and what to do.
 */
export class TemplateError extends Error {
  /** Always `TemplateError`. */
  override readonly name = "TemplateError";
  /** What kind of failure it is. */
  readonly kind: TemplateErrorKind;
  /** The file of the text's origin. */
  readonly file: string | undefined;
  /** The 1-based line in {@linkcode TemplateError.file}. */
  readonly line: number | undefined;
  /** The 1-based column in {@linkcode TemplateError.file}. */
  readonly column: number | undefined;
  /** The line of template source in which the problem is. */
  readonly sourceLine: string | undefined;
  /** The 1-based column of the problem in {@linkcode TemplateError.sourceLine}. */
  readonly sourceColumn: number | undefined;
  /** The name that is undefined or unknown. */
  readonly undefinedName: string | undefined;
  readonly #hint: string | undefined;
  readonly #suggest: () => string | undefined;

  /** An error that is `message`, with what is known about it. */
  constructor(message: string, details: TemplateErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.file = details.file;
    this.line = details.line;
    this.column = details.column;
    this.sourceLine = details.sourceLine;
    this.sourceColumn = details.sourceColumn;
    this.undefinedName = details.name;
    this.#hint = details.hint;
    this.#suggest = details.suggest ?? (() => undefined);
  }

  /** The nearest name that does exist. */
  get suggestion(): string | undefined {
    return this.#suggest();
  }

  /** What to do about it. */
  get hint(): string | undefined {
    const { suggestion } = this;
    return suggestion === undefined ? this.#hint : `Did you mean '${suggestion}'?`;
  }

  /** The whole story, over several lines: problem, place, source line with a caret, suggestion. */
  explain(): string {
    const lines = [this.message];
    const place = [this.file ?? "template", this.line, this.column].filter((x) => x !== undefined);
    if (this.line !== undefined || this.file !== undefined) lines.push(`  at ${place.join(":")}`);
    if (this.sourceLine !== undefined) {
      lines.push(`    ${this.sourceLine}`);
      if (this.sourceColumn !== undefined) lines.push(" ".repeat(this.sourceColumn + 3) + "^");
    }
    const { hint } = this;
    if (hint !== undefined) lines.push(`  ${hint}`);
    if (this.cause instanceof TemplateError) lines.push("caused by: " + this.cause.explain());
    return lines.join("\n");
  }
}

/** Python's names for what went wrong while an expression was evaluated. */
export type EvaluationErrorType =
  | "TypeError"
  | "ValueError"
  | "KeyError"
  | "IndexError"
  | "AttributeError"
  | "ZeroDivisionError"
  | "OverflowError"
  | "TemplateNotFound"
  | "RuntimeError";

/** A problem of values, thrown where no position is known; the renderer adds the place. */
export class EvaluationError extends Error {
  /** Always `EvaluationError`. */
  override readonly name = "EvaluationError";
  /** Python's name for the problem. */
  readonly type: EvaluationErrorType;

  /** A problem of the given type. */
  constructor(type: EvaluationErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.type = type;
  }
}

/** Shorthand for the commonest problem: a value of the wrong type. */
export function typeError(message: string): EvaluationError {
  return new EvaluationError("TypeError", message);
}

/** Shorthand for a value of the right type that cannot be used. */
export function valueError(message: string): EvaluationError {
  return new EvaluationError("ValueError", message);
}

/** The candidate most like `name`, when one is near enough to be a typing mistake. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Edits from one name to the other; two letters that changed places count as one. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(substitution, swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforePrevious, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
