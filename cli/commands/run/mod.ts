/**
 * `shep run`: the plugins start first, and are there when the host is.
 *
 * @module
 */
import type { Arguments } from "../../arguments/arguments.ts";
import type { Streams } from "../../terminal/streams.ts";
import { endUnclaimed, startCorePlugins } from "./start_plugins.ts";

/** Carries out `shep run`, and returns the exit code. */
export async function startAndRun(
  args: Arguments,
  streams: Streams,
  inherited: Readonly<Record<string, string>>,
): Promise<number> {
  // Of a parent that started it elsewhere, PWD may name the wrong directory.
  const environment = { ...inherited, PWD: Deno.cwd() };
  const named = {
    connection: args.last("connection"),
    inventories: args.all("inventory"),
    playbooks: args.positionals,
  };
  const started = await startCorePlugins(named, environment);
  try {
    const { runPlaybooks } = await import("./run_playbooks.ts");
    return await runPlaybooks(args, streams, environment, started);
  } finally {
    await endUnclaimed(started);
  }
}
