/**
 * Mistakes on the command line.
 *
 * @module
 */

/** How Ansible's commands, and most others, answer a command line that makes no sense. */
export const USAGE_EXIT_CODE = 2;

/** What may be said about a {@linkcode UsageError} besides its message. */
export interface UsageAdvice {
  /** The command whose help explains more. */
  readonly command?: string;
  /** What was typed, if it may be a misspelling of one of the {@linkcode candidates}. */
  readonly typed?: string;
  readonly candidates?: readonly string[];
  /** What to do instead. */
  readonly hint?: string;
}

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly advice: UsageAdvice;

  constructor(message: string, advice: UsageAdvice = {}) {
    super(message);
    this.advice = advice;
  }
}
