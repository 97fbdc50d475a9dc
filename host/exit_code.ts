/**
 * Exit codes of a run, as `ansible-playbook` has them.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Loss } from "./engine/strategy/roster.ts";

/** Exit codes of `ansible-playbook`. */
export const ExitCode = {
  ok: 0,
  error: 1,
  failed: 2,
  unreachable: 4,
  unparsable: 4,
  interrupted: 99,
} as const;

/** The exit code for a run that could not begin. */
export function exitCodeOf(error: unknown): number {
  const kind = error instanceof Fault ? error.kind : undefined;
  return kind === "syntax" || kind === "invalid-argument" ? ExitCode.unparsable : ExitCode.error;
}

/** The exit code for a run that lost hosts. */
export function lossCode(losses: Iterable<Loss>): number {
  const all = new Set(losses);
  if (all.has("unreachable")) return ExitCode.unreachable;
  return all.has("failed") ? ExitCode.failed : ExitCode.ok;
}
