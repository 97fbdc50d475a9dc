/**
 * What a session is opened with.
 *
 * @module
 */
import type { RunContext } from "../engine/run_context.ts";
import type { Recording } from "../journal/options.ts";
import type { ConfiguredOptions, RunOptions } from "../run_options.ts";

/** The options of a session that may be on record. */
export interface SessionOptions extends RunOptions {
  /** Whether nothing will run, and no variable of a host is read: no password is needed for them. */
  readonly looksOnly?: boolean;
  readonly recording?: Recording;
}

/** The same, with the configuration read. */
export type KnownOptions = SessionOptions & ConfiguredOptions;

/** What all parts of a session share from its beginning. */
export type SessionServices = Pick<RunContext, "registry" | "vault" | "emit" | "warn">;
