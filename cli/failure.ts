/**
 * Why a run could not begin, or ended before its time.
 *
 * @module
 */
import type { Diagnostic } from "@shep/sdk";

/**
 * What to tell of anything thrown. Errors with a `diagnostic` were meant to be told; anything else
 * is a mistake in Shep, and comes with its stack.
 */
export function diagnosticOf(thrown: unknown): Diagnostic {
  if (thrown instanceof Error && "diagnostic" in thrown) return thrown.diagnostic as Diagnostic;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    summary: `Unexpected error: ${error.message}`,
    ...(error.stack !== undefined && { detail: error.stack }),
    hint: "This is a mistake in Shep, not in your playbook. Please report it with the above.",
  };
}
