/**
 * A call that was given up when its program had become a job.
 *
 * @module
 */
import type { CallOptions, ExecReply } from "@shep/sdk/wire";
import type { Outcome } from "../task/result.ts";

/** Asks the action once more, which is told what became of the job: what it makes of that. */
export type LeftCall = (job: (options: CallOptions) => Promise<ExecReply>) => Promise<Outcome>;
