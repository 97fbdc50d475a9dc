/**
 * `shep history`: the runs of the past, from the journal.
 *
 * @module
 */
import { usualJournal } from "@shep/host";
import type { Config } from "@shep/host/config";
import { listRuns, readRun } from "@shep/host/journal";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import { runsToJson, runToJson } from "./json.ts";
import { renderRun, renderRuns } from "./text.ts";

/** Carries out `shep history`, and returns the exit code. */
export async function runHistoryCommand(
  args: Arguments,
  streams: Streams,
  config: Config,
): Promise<number> {
  const file = usualJournal(config.environment);
  if (file === undefined) {
    throw new UsageError("there is no journal: neither XDG_STATE_HOME nor HOME is set");
  }
  const [number] = args.positionals;
  try {
    const text = number === undefined
      ? await listed(file, args.has("json"), streams)
      : await shown(file, numberOf(number), args.has("json"), streams);
    streams.write("stdout", text);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return tellError(streams, error);
  }
}

function numberOf(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`a run has a number, not '${text}'`, { command: "history" });
}

async function listed(file: string, isJson: boolean, { paint }: Streams): Promise<string> {
  const runs = await listRuns(file);
  return isJson ? `${JSON.stringify(runsToJson(runs))}\n` : renderRuns(runs, paint);
}

async function shown(
  file: string,
  run: number,
  isJson: boolean,
  { paint }: Streams,
): Promise<string> {
  const record = await readRun(file, run);
  return isJson ? `${JSON.stringify(runToJson(record))}\n` : renderRun(record, paint);
}
