/**
 * What can go wrong on the wire, and the one error that travels over it.
 *
 * @module
 */

/**
 * What kind of thing went wrong, for programs.
 *
 * | kind | meaning |
 * | --- | --- |
 * | `internal` | a defect: a handler threw something else than a {@linkcode Fault} |
 * | `unsupported-version` | the peer speaks no version of the protocol that this side speaks |
 * | `unsupported-message` | a legal message which this side does not serve |
 * | `not-found` | the request names an action, a file or the like that is not there |
 * | `invalid-request` | legal FlatBuffers, but not a request |
 * | `invalid-argument` | an argument does not fit the action's schema |
 * | `cancelled` | the caller gave the call up |
 * | `deadline-exceeded` | the call took longer than it was given |
 * | `permission-denied` | the host, its policy or the sandbox refused |
 * | `unreachable` | the target cannot be reached, or was lost on the way |
 * | `syntax` | a text is not in its language |
 * | `failed` | a file system, a network or a program failed |
 */
export type FaultKind =
  | "internal"
  | "unsupported-version"
  | "unsupported-message"
  | "not-found"
  | "invalid-request"
  | "invalid-argument"
  | "cancelled"
  | "deadline-exceeded"
  | "permission-denied"
  | "unreachable"
  | "syntax"
  | "failed";

/** What happened, where, why, and what to do about it. */
export interface Diagnostic {
  /** What happened, one line. */
  readonly summary: string;
  /** Why, as many lines as it takes. */
  readonly detail?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The text that it is about. */
  readonly file?: string;
  /** Counts from 1. */
  readonly line?: number;
  /** Counts from 1, in UTF-16 code units. */
  readonly column?: number;
  /** The line of the source that `line` names. */
  readonly sourceLine?: string;
}

/**
 * An error that is answered to the peer as it is, and thrown again on the other side: the only
 * error that a handler should throw on purpose.
 *
 * @example
 * ```ts
 * import { Fault } from "@shep/sdk";
 *
 * new Fault("not-found", "There is no package 'ngnix'", { hint: "Did you mean 'nginx'?" });
 * ```
 */
export class Fault extends Error {
  /** Tells it from other errors. */
  override readonly name = "Fault";
  /** For programs. */
  readonly kind: FaultKind;
  /** For people. */
  readonly diagnostic: Diagnostic;

  /** A fault with what happened and, as far as it is known, where, why and what to do. */
  constructor(
    kind: FaultKind,
    summary: string,
    more: Omit<Diagnostic, "summary"> & { cause?: unknown } = {},
  ) {
    const { cause, ...diagnostic } = more;
    super(summary, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.diagnostic = { summary, ...diagnostic };
  }

  /** Any thrown value as a fault; what is not one yet is `internal`. */
  static from(thrown: unknown): Fault {
    if (thrown instanceof Fault) return thrown;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return new Fault("internal", error.message || error.name, {
      ...(error.stack === undefined ? {} : { detail: error.stack }),
      cause: thrown,
    });
  }
}

/** The bytes read are not the protocol. The connection they came over is of no further use. */
export class WireError extends Error {
  /** Tells it from other errors. */
  override readonly name = "WireError";
}
