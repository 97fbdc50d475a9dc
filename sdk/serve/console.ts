/**
 * stdout belongs to the protocol: what a plugin prints becomes a log message.
 *
 * @module
 */
import type { LogLevel, LogMessage } from "../wire/messages/common.ts";

const LEVELS: Readonly<Record<"debug" | "log" | "info" | "warn" | "error" | "trace", LogLevel>> = {
  trace: "trace",
  debug: "debug",
  log: "info",
  info: "info",
  warn: "warning",
  error: "error",
};

/** Turns `console.*` into log messages for as long as the process lives. */
export function redirectConsole(log: (message: LogMessage) => void): void {
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, LogLevel][]) {
    console[method] = (...parts: unknown[]): void => log({ level, text: format(parts) });
  }
}

function format(parts: readonly unknown[]): string {
  return parts.map((part) => typeof part === "string" ? part : Deno.inspect(part)).join(" ");
}
