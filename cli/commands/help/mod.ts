/**
 * `shep help`: what `--help` shows.
 *
 * @module
 */
import type { Arguments } from "../../arguments/arguments.ts";
import { findCommand } from "../../command_table.ts";
import { commandHelp, generalHelp } from "../../help.ts";
import type { Streams } from "../../terminal/streams.ts";

/** Carries out `shep help`, and returns the exit code. */
export function runHelpCommand({ positionals: [name = ""] }: Arguments, streams: Streams): number {
  const { width } = streams;
  const command = findCommand(name);
  streams.write("stdout", command ? commandHelp(command, width) : generalHelp(width));
  return 0;
}
