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
  /** The path of `setsid`, which puts the program into a process group of its own. */
  readonly setsid?: string;
}

/**
 * Starts a program with exactly this environment, in a process group of its own: Ctrl-C is the
 * host's to handle, and the plugin's children die with it.
 *
 * Deno makes a group by a `fork` of this whole process, which takes 5 to 60 ms; `setsid` takes 1.
 *
 * @throws {Error} What Deno throws when it cannot be started.
 */
export function spawnPlugin(
  { program, args, environment, cwd, setsid }: Launch,
): Deno.ChildProcess {
  const isGrouped = setsid !== undefined;
  return new Deno.Command(isGrouped ? setsid : program, {
    args: isGrouped ? [program, ...args] : [...args],
    env: environment,
    clearEnv: true,
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    detached: !isGrouped,
  }).spawn();
}
