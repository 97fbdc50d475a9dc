/**
 * The commands `shep vault …`.
 *
 * @module
 */
import type { Config } from "@shep/host/config";
import type { Arguments } from "../../arguments/arguments.ts";
import type { Streams } from "../../terminal/streams.ts";
import { carryOut } from "./command.ts";
import { processContext } from "./context.ts";

/**
 * Carries out `shep vault`, and returns the exit code.
 *
 * @throws {UsageError} if it is not said what to do, or with what.
 */
export function runVaultCommand(
  args: Arguments,
  streams: Streams,
  config: Config,
): Promise<number> {
  const say = (line: string): void => streams.write("stderr", `${line}\n`);
  return carryOut(args, streams, processContext(config, say));
}
