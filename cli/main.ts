/**
 * The command `shep`.
 *
 * What a command needs is loaded when it is called: `shep --help` does not wait for the host.
 *
 * @module
 */
import type { Arguments } from "./arguments/arguments.ts";
import { USAGE_EXIT_CODE, UsageError } from "./arguments/usage_error.ts";
import type { Command } from "./command.ts";
import { COMMANDS, findCommand } from "./command_table.ts";
import { versionText } from "./commands/version.ts";
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
  const isQuestion = rest.some((word) => ["--help", "-h", "--version"].includes(word));
  if (name === "run" && !isQuestion) return await run(command, rest, streams);
  const args = await parse(command, rest);
  if (args.has("help")) return print(streams, commandHelp(command, streams.width));
  if (args.has("version")) return print(streams, versionText());
  return await execute(command, args, streams);
}

async function parse(command: Command, words: readonly string[]): Promise<Arguments> {
  const { parseArguments } = await import("./arguments/parse.ts");
  return parseArguments(command, words);
}

/** The plugins start first, and are there when the host is. */
async function run(
  command: Command,
  words: readonly string[],
  streams: Streams,
): Promise<number> {
  // Of a parent that started it elsewhere, PWD may name the wrong directory.
  const environment = { ...Deno.env.toObject(), PWD: Deno.cwd() };
  const [{ endUnclaimed, startCorePlugins }, args] = await Promise.all([
    import("./start_plugins.ts"),
    parse(command, words),
  ]);
  const named = {
    connection: args.last("connection"),
    inventories: args.all("inventory"),
    playbooks: args.positionals,
  };
  const started = await startCorePlugins(named, environment);
  try {
    const { runPlaybooks } = await import("./commands/run_playbooks.ts");
    return await runPlaybooks(args, streams, environment, started);
  } finally {
    await endUnclaimed(started);
  }
}

async function execute(command: Command, args: Arguments, streams: Streams): Promise<number> {
  switch (command.name) {
    case "vault": {
      const { processContext, runVaultCommand } = await import("./commands/vault/mod.ts");
      const say = (line: string): void => streams.write("stderr", line + "\n");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (config, streams) => runVaultCommand(args, streams, processContext(config, say)),
      );
    }
    case "history": {
      const { runHistoryCommand } = await import("./commands/history/mod.ts");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (config, streams) => runHistoryCommand(args, config, streams),
      );
    }
    case "merge": {
      const { runMergeCommand } = await import("./commands/merge/mod.ts");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (_, streams) => runMergeCommand(args, streams),
      );
    }
    case "inventory": {
      const { runInventoryCommand } = await import("./commands/inventory/mod.ts");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (config, streams) => runInventoryCommand(args, config, streams),
      );
    }
    case "vars": {
      const { runVarsCommand } = await import("./commands/vars/mod.ts");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (config, streams) => runVarsCommand(args, config, streams),
      );
    }
    case "config": {
      const { runConfigCommand } = await import("./commands/config/mod.ts");
      const { withSettings } = await import("./settings.ts");
      return await withSettings(
        streams,
        Deno.env.toObject(),
        (config, streams) => runConfigCommand(args, config, streams),
      );
    }
    case "doc": {
      const { runDocCommand } = await import("./commands/doc/mod.ts");
      return await runDocCommand(args, streams, Deno.env.toObject());
    }
    case "plugin": {
      const { runPluginCommand } = await import("./commands/plugin/mod.ts");
      return await runPluginCommand(args, streams, Deno.env.toObject());
    }
    case "completion": {
      const { completionScript } = await import("./commands/completion.ts");
      return print(streams, completionScript(args.positionals[0]!));
    }
    case "help": {
      const about = findCommand(args.positionals[0] ?? "");
      return print(
        streams,
        about === undefined ? generalHelp(streams.width) : commandHelp(about, streams.width),
      );
    }
    default:
      return print(streams, versionText());
  }
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
