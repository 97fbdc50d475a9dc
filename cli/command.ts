/**
 * What a command and its flags are, for the table of them.
 *
 * @module
 */
import type { Arguments } from "./arguments/arguments.ts";
import type { Streams } from "./terminal/streams.ts";

/** A flag of a command. */
export interface Flag {
  /** Its long name, without the dashes. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** Other long names with the same meaning. */
  readonly aliases?: readonly string[];
  /** What its value is called in help; a flag without one is a switch. */
  readonly value?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** Whether its value names a file, for completion. */
  readonly isFile?: boolean;
  readonly help: string;
  /** The heading it stands under in help. */
  readonly group: string;
  /** Why it is refused, if it is known only because Ansible has it. */
  readonly refusal?: string;
}

/** What a command takes besides flags. */
export interface Positional {
  /** As help shows it: `PLAYBOOK`. */
  readonly name: string;
  readonly help: string;
  readonly isRequired: boolean;
  /** A flag that makes it dispensable. */
  readonly isDispensableWith?: string;
  readonly isRepeatable: boolean;
  readonly choices?: readonly string[];
  readonly isFile?: boolean;
}

/** A command: the word after `shep`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positional?: Positional;
  readonly flags: readonly Flag[];
  /** Command lines worth copying. */
  readonly examples: readonly string[];
  /** Loads what carries it out, once it is called: `shep --help` does not wait for the host. */
  load(): Promise<Act>;
}

/** Carries out a command, and returns the exit code. */
export type Act = (
  args: Arguments,
  streams: Streams,
  environment: Readonly<Record<string, string>>,
) => number | Promise<number>;

/** Every spelling of a flag, as it is typed: `-l`, `--limit`. */
export function spellings(flag: Flag): string[] {
  const long = [flag.name, ...flag.aliases ?? []].map((name) => `--${name}`);
  return flag.short === undefined ? long : [`-${flag.short}`, ...long];
}
