/**
 * What the plugin `ssh` needs on the controller, and may not make itself: a directory for the
 * sockets of masters, and a program that ssh asks for passwords by.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import type { Config } from "../config/mod.ts";

/**
 * The longest path of that directory: a socket's path has 104 bytes on some systems, and ssh adds
 * its name and a random suffix for a moment.
 */
const LONGEST_DIRECTORY = 60;

/**
 * Asks for a password in the plugin's place: it says so on the standard error, which the plugin
 * reads, and takes the answer from ssh's own input. Every other question (a passphrase, a host's
 * key) is left unanswered.
 *
 * @see https://man.openbsd.org/ssh#SSH_ASKPASS
 */
const ASKPASS = `#!/bin/sh
case $1 in
  *[Pp]assword*) ;;
  *) exit 1 ;;
esac
printf '%s' "$SHEP_ASKPASS_PROMPT" >&2
IFS= read -r password && printf '%s\\n' "$password"
`;

/** Makes what is needed, when it is first needed. */
export class SshFiles {
  readonly #config: Config;
  #options: Promise<readonly (readonly [string, Value])[]> | undefined;

  /** Makes nothing yet. */
  constructor(config: Config) {
    this.#config = config;
  }

  /** Options for the plugin; none where no directory is safe, and connections are not kept. */
  options(): Promise<readonly (readonly [string, Value])[]> {
    return this.#options ??= this.#make();
  }

  async #make(): Promise<readonly (readonly [string, Value])[]> {
    const directory = await firstSafe(candidates(this.#config));
    if (directory === undefined) return [];
    const askpass = `${directory}/askpass`;
    if (await Deno.readTextFile(askpass).catch(() => "") !== ASKPASS) {
      const temporary = `${askpass}.${crypto.randomUUID()}`;
      await Deno.writeTextFile(temporary, ASKPASS, { mode: 0o700 });
      await Deno.rename(temporary, askpass);
    }
    return [["shep_control_directory", directory], ["shep_askpass", askpass]];
  }
}

function candidates(config: Config): string[] {
  const { XDG_CACHE_HOME, HOME } = config.environment;
  const cache = XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  return [
    config.get("SSH_CONTROL_PATH_DIR"),
    cache && `${cache}/shep/ssh`,
    `/tmp/shep-ssh-${Deno.uid()}`,
  ].filter((path): path is string => Boolean(path) && path!.length <= LONGEST_DIRECTORY);
}

/** The first that nobody else can write to: whoever can, could hand out sockets of their own. */
async function firstSafe(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await Deno.mkdir(path, { recursive: true, mode: 0o700 });
      const { isDirectory, uid, mode } = await Deno.lstat(path);
      if (isDirectory && uid === Deno.uid() && ((mode ?? 0o777) & 0o022) === 0) return path;
    } catch {
      // The next one may do.
    }
  }
  return undefined;
}
