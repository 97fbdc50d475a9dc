/**
 * Commands that go by the settings of this machine.
 *
 * @module
 */
import type { Config } from "@shep/host/config";
import type { Arguments } from "./arguments/arguments.ts";
import type { Act } from "./command.ts";
import type { Streams } from "./terminal/streams.ts";

/** Carries out a command that goes by the settings, and returns the exit code. */
export type ActBySettings = (
  args: Arguments,
  streams: Streams,
  config: Config,
) => number | Promise<number>;

/**
 * What loads such a command for the table: the settings, which only the host can read, are loaded
 * with it.
 */
export function bySettings(load: () => Promise<ActBySettings>): () => Promise<Act> {
  return async () => {
    const [act, { withSettings }] = await Promise.all([load(), import("./settings.ts")]);
    return (args, streams, environment) =>
      withSettings(streams, environment, (config, streams) => act(args, streams, config));
  };
}
