/**
 * A plugin's process, started and nothing more.
 *
 * @module
 */
/** A program and everything it is started with. */
export interface Launch {
  /** Its path. */
  readonly program: string;
  /** Its arguments, without its own name. */
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it starts; where the host is, if absent. */
  readonly cwd?: string;
}

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
