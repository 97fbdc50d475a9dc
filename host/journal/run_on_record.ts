/**
 * A run that is written down while it goes on.
 *
 * @module
 */
import type { EventListener } from "../events.ts";
import type { RunOptions } from "../run_options.ts";
import type { JournalOptions, Recording } from "./options.ts";
import { recordedRun } from "./recorded_run.ts";
import { Recorder } from "./recorder.ts";

/** Runs playbooks. */
export type Run = (
  options: RunOptions & { readonly recording: Recording },
  emit: EventListener,
) => Promise<number>;

/**
 * Carries a run out, or goes on with one, and keeps its journal.
 *
 * @throws {Fault} When the run that is to go on cannot.
 */
export async function runOnRecord(
  { file, resume: request }: JournalOptions,
  requested: RunOptions,
  emit: EventListener,
  run: Run,
): Promise<number> {
  const resumed = request && await (await import("./resume.ts")).resume(file, request, requested);
  const options = resumed?.options ?? requested;
  const files = new Set<string>();
  const recorder = new Recorder(await recordedRun(options), files, {
    file,
    ...(resumed && { run: resumed.run, occurrences: resumed.occurrences }),
    warn: (warning) => emit({ type: "warning", warning }),
  });
  try {
    const recording = { files, ...(resumed && { replay: resumed.replay }) };
    return await run({ ...options, recording }, (event) => {
      recorder.listen(event);
      emit(event);
    });
  } finally {
    await recorder.close();
  }
}
