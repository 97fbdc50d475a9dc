/**
 * A plugin's process, started and nothing more.
 *
 * @module
 */
import type { Launch } from "./process.ts";

/**
 * Starts a program with exactly this environment, in a process group of its own: Ctrl-C is the
 * host's to handle, and the plugin's children die with it.
 *
 * @throws {Error} What Deno throws when it cannot be started.
 */
export function spawnPlugin({ program, args, environment, cwd }: Launch): Deno.ChildProcess {
  return new Deno.Command(program, {
    args: [...args],
    env: environment,
    clearEnv: true,
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
}
