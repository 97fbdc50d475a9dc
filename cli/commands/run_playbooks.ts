/**
 * `shep run` with the host, the core plugins and this process.
 *
 * @module
 */
import * as host from "@shep/host";
import { corePlugins } from "@shep/plugins";
import type { Arguments } from "../arguments/arguments.ts";
import config from "../deno.json" with { type: "json" };
import type { PluginManifest } from "../host_api.ts";
import type { Streams } from "../terminal/streams.ts";
import { run } from "./run.ts";

/** Carries out `shep run`, and returns the exit code. */
export function runPlaybooks(args: Arguments, streams: Streams): Promise<number> {
  return run(args, {
    streams,
    host,
    plugins: corePlugins().map((plugin): PluginManifest => ({
      ...plugin,
      form: "module",
      isCore: true,
    })),
    // Of a parent that started it elsewhere, PWD may name the wrong directory.
    environment: { ...Deno.env.toObject(), PWD: Deno.cwd() },
    version: config.version,
    signals: Deno,
    exit: Deno.exit,
  });
}
