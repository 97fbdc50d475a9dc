/**
 * stdout belongs to the protocol: what a plugin prints becomes a log message.
 *
 * @module
 */
import type { LogLevel, LogMessage } from "../wire/messages/common.ts";

/** Every method of the console that prints, and how much what it prints matters. */
const LEVELS = {
  trace: "trace",
  debug: "debug",
  log: "info",
  info: "info",
  dir: "info",
  dirxml: "info",
  table: "info",
  group: "info",
  groupCollapsed: "info",
  count: "info",
  timeLog: "info",
  timeEnd: "info",
  warn: "warning",
  error: "error",
} as const satisfies Partial<Record<keyof Console, LogLevel>>;

/**
 * Turns whatever is printed into log messages: by `console.*`, or on `Deno.stdout` itself.
 *
 * @returns How to turn it back.
 */
export function redirectConsole(log: (message: LogMessage) => void): () => void {
  const original = { ...console };
  const { write, writeSync } = Deno.stdout;
  const target = console as unknown as Record<string, unknown>;
  for (const [method, level] of Object.entries(LEVELS)) {
    target[method] = (...parts: unknown[]): void => log({ level, text: format(parts) });
  }
  console.assert = (condition?: boolean, ...parts: unknown[]): void => {
    if (!condition) log({ level: "error", text: format(["Assertion failed:", ...parts]) });
  };
  console.clear = (): void => {};
  const print = (bytes: Uint8Array): number => {
    log({ level: "info", text: new TextDecoder().decode(bytes) });
    return bytes.length;
  };
  Deno.stdout.writeSync = print;
  Deno.stdout.write = (bytes: Uint8Array): Promise<number> => Promise.resolve(print(bytes));
  return () => {
    Object.assign(console, original);
    Object.assign(Deno.stdout, { write, writeSync });
  };
}

function format(parts: readonly unknown[]): string {
  return parts.map((part) => typeof part === "string" ? part : Deno.inspect(part)).join(" ");
}
