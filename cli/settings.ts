/**
 * The settings that a command works with, read before it does anything.
 *
 * @module
 */
import { exitCodeOf } from "@shep/host";
import { type Config, type ReadConfig, readConfig } from "@shep/host/config";
import type { Diagnostic } from "@shep/sdk";
import { diagnosticOf } from "./failure.ts";
import { renderDiagnostic } from "./render/diagnostic.ts";
import { TerminalRenderer } from "./render/terminal.ts";
import type { Streams } from "./terminal/streams.ts";
import { coloured, plain } from "./terminal/style.ts";

/** Does `work` with the settings of this machine; tells what is wrong with them, if so. */
export async function withSettings(
  streams: Streams,
  environment: Readonly<Record<string, string>>,
  work: (config: Config, streams: Streams) => number | Promise<number>,
): Promise<number> {
  let read: ReadConfig;
  try {
    read = readConfig(environment);
  } catch (error) {
    return tellError(streams, error);
  }
  const { config, warnings } = read;
  const coloured = painted(streams, config, environment);
  tellWarnings(coloured, warnings);
  return await work(config, coloured);
}

/** Tells what the user should know. */
export function tellWarnings(streams: Streams, warnings: readonly Diagnostic[]): void {
  const renderer = new TerminalRenderer({ ...streams, verbosity: 0 });
  for (const warning of warnings) {
    for (const { stream, text } of renderer.render({ type: "warning", warning })) {
      streams.write(stream, text);
    }
  }
}

/** Tells an error as every command does, and returns the exit code for it. */
export function tellError(streams: Streams, error: unknown): number {
  const [summary = "", ...details] = renderDiagnostic(diagnosticOf(error));
  const lines = [streams.paintErrors("failed", `ERROR! ${summary}`), ...details];
  streams.write("stderr", lines.join("\n") + "\n");
  return exitCodeOf(error);
}

/** Colours as the file says: what the environment says is known already, and wins. */
function painted(
  streams: Streams,
  config: Config,
  environment: Readonly<Record<string, string>>,
): Streams {
  const fileSays = (name: "ANSIBLE_NOCOLOR" | "ANSIBLE_FORCE_COLOR"): boolean =>
    config.originOf(name).kind === "file" && config.get(name);
  if (fileSays("ANSIBLE_NOCOLOR")) return { ...streams, paint: plain, paintErrors: plain };
  const isForbidden = environment["NO_COLOR"] !== undefined || config.get("ANSIBLE_NOCOLOR");
  if (!fileSays("ANSIBLE_FORCE_COLOR") || isForbidden) return streams;
  return { ...streams, paint: coloured, paintErrors: coloured };
}
