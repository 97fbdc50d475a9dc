/**
 * `shep run` with the host, the core plugins and this process.
 *
 * @module
 */
import * as host from "@shep/host";
import { availablePlugins, ungrantedHint } from "@shep/host/plugin";
import type { StartedPlugins } from "@shep/host/prestart";
import { corePlugins } from "@shep/plugins";
import type { Arguments } from "../../arguments/arguments.ts";
import config from "../../deno.json" with { type: "json" };
import { askOnTerminal } from "../../terminal/ask.ts";
import { terminalConsole } from "../../terminal/console.ts";
import type { Streams } from "../../terminal/streams.ts";
import { withSettings } from "../../settings.ts";
import { runToResume } from "./options.ts";
import { run } from "./run.ts";

/** The playbooks of the command line, or of the run that is to go on. */
async function playbooksOf(
  args: Arguments,
  environment: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const request = runToResume(args);
  const file = host.usualJournal(environment);
  if (request === undefined || file === undefined) return args.positionals;
  const { playbooksToResume } = await import("@shep/host/journal");
  try {
    return await playbooksToResume(file, request);
  } catch {
    // Why it cannot go on, the run itself says.
    return [];
  }
}

/** Carries out `shep run`, and returns the exit code. */
export async function runPlaybooks(
  args: Arguments,
  streams: Streams,
  environment: Readonly<Record<string, string>>,
  started: StartedPlugins,
): Promise<number> {
  const { manifests, ungranted } = await availablePlugins(corePlugins(), {
    environment,
    named: args.all("plugins"),
    playbooks: await playbooksOf(args, environment),
  });
  const note = ungrantedHint(ungranted);
  if (note !== undefined) streams.write("stderr", `${note}\n`);
  return await withSettings(streams, environment, (settings, streams) =>
    run(args, {
      plugins: manifests,
      started,
      streams,
      config: settings,
      host,
      environment,
      version: config.version,
      askPassword: askOnTerminal,
      console: terminalConsole(),
      signals: Deno,
      exit: Deno.exit,
    }));
}
