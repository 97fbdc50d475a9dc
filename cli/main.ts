/**
 * The command `shep`.
 *
 * @module
 */
import { parseArguments } from "./arguments/parse.ts";
import { USAGE_EXIT_CODE, UsageError } from "./arguments/usage_error.ts";
import { COMMANDS, findCommand } from "./command_table.ts";
import { versionText } from "./commands/version/mod.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { processStreams, type Streams } from "./terminal/streams.ts";

export type { Streams };
export type { Paint, Style } from "./terminal/style.ts";

/**
 * Carries out a command line.
 *
 * @param words What was typed behind `shep`.
 * @returns The exit code.
 */
export async function main(
  words: readonly string[],
  streams: Streams = processStreams(),
): Promise<number> {
  try {
    return await dispatch(words, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { explainUsageError } = await import("./arguments/suggest.ts");
    streams.write("stderr", await explainUsageError(error));
    return USAGE_EXIT_CODE;
  }
}

async function dispatch(
  [name, ...rest]: readonly string[],
  streams: Streams,
): Promise<number> {
  if (name === undefined) {
    streams.write("stderr", generalHelp(streams.width));
    return USAGE_EXIT_CODE;
  }
  if (name === "--help" || name === "-h") return print(streams, generalHelp(streams.width));
  if (name === "--version") return print(streams, versionText());
  const command = findCommand(name);
  if (command === undefined) throw unknownCommand(name, rest);
  const args = parseArguments(command, rest);
  if (args.has("help")) return print(streams, commandHelp(command, streams.width));
  if (args.has("version")) return print(streams, versionText());
  const act = await command.load();
  return await act(args, streams, Deno.env.toObject());
}

function print(streams: Streams, text: string): number {
  streams.write("stdout", text);
  return 0;
}

/** `shep site.yml` is what one types before one knows of `shep run site.yml`. */
function unknownCommand(name: string, rest: readonly string[]): UsageError {
  const words = [name, ...rest];
  const isPlaybook = words.some((word) => /\.ya?ml$/.test(word));
  const message = name.startsWith("-") ? `no flag '${name}'` : `no command '${name}'`;
  return isPlaybook
    ? new UsageError(message, { hint: `Did you mean 'shep run ${words.join(" ")}'?` })
    : new UsageError(message, { typed: name, candidates: COMMANDS.map((known) => known.name) });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
