/**
 * `shep version`.
 *
 * @module
 */
import type { Arguments } from "../../arguments/arguments.ts";
import config from "../../deno.json" with { type: "json" };
import type { Streams } from "../../terminal/streams.ts";

/** Carries out `shep version`, and returns the exit code. */
export function runVersionCommand(_: Arguments, streams: Streams): number {
  streams.write("stdout", versionText());
  return 0;
}

/** Shep's version, and what it runs on. */
export function versionText(): string {
  const { deno, v8 } = Deno.version;
  return `shep ${config.version} (deno ${deno}, v8 ${v8}, ${Deno.build.target})\n`;
}
