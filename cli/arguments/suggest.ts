/**
 * A mistake of usage as it is told.
 *
 * @module
 */
import type { UsageError } from "./usage_error.ts";

/**
 * What went wrong, what may have been meant, and where to read more. The search for the nearest
 * name is loaded only here: a command line without a mistake does not wait for it.
 */
export async function explainUsageError(error: UsageError): Promise<string> {
  const { command, typed, candidates = [], hint } = error.advice;
  const { didYouMean } = await import("@shep/sdk");
  const guess = typed === undefined ? undefined : didYouMean(typed, candidates);
  const help = command === undefined ? "shep --help" : `shep ${command} --help`;
  const lines = [
    `shep: ${error.message}`,
    ...[hint ?? guess].filter((line) => line !== undefined),
    `See '${help}'.`,
  ];
  return lines.join("\n") + "\n";
}
