/**
 * `shep run` with the host, the core plugins and this process.
 *
 * @module
 */
import * as host from "@shep/host";
import type { Arguments } from "../arguments/arguments.ts";
import config from "../deno.json" with { type: "json" };
import type { CorePlugins } from "../start_plugins.ts";
import { askOnTerminal } from "../terminal/ask.ts";
import type { Streams } from "../terminal/streams.ts";
import { run } from "./run.ts";

/** Carries out `shep run`, and returns the exit code. */
export function runPlaybooks(
  args: Arguments,
  streams: Streams,
  environment: Readonly<Record<string, string>>,
  core: CorePlugins,
): Promise<number> {
  return run(args, {
    ...core,
    streams,
    host,
    environment,
    version: config.version,
    askPassword: askOnTerminal,
    signals: Deno,
    exit: Deno.exit,
  });
}
