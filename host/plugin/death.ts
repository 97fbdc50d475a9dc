/**
 * Why a plugin's process is gone, as an error that helps.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { denialFault, findDenial } from "./denial.ts";

/** What is known of a process that ended by itself. */
export interface Death {
  readonly plugin: string;
  readonly status: Deno.CommandStatus;
  /** Whether it had greeted: if not, it may not be a plugin at all. */
  readonly hasGreeted: boolean;
  /** Its last lines on stderr. */
  readonly stderr: readonly string[];
}

/** What a shell answers for a program that it cannot run, and for one that is not there. */
const NOT_RUN: readonly number[] = [126, 127];

/** The error that every call fails with which was under way. */
export function deathFault({ plugin, status, hasGreeted, stderr }: Death): Fault {
  const said = stderr.join("\n");
  const denial = findDenial(said);
  if (denial) return denialFault(plugin, denial, lastWords(stderr).detail!);
  const how = status.signal === null
    ? `exited with code ${status.code}`
    : `was ended by ${status.signal}`;
  const when = hasGreeted ? "" : " before it greeted";
  const hint = deathHint(status, hasGreeted, said);
  return new Fault("internal", `The plugin '${plugin}' ${how}${when}`, {
    ...lastWords(stderr),
    ...(hint === undefined ? {} : { hint }),
  });
}

function deathHint(
  { code, signal }: Deno.CommandStatus,
  hasGreeted: boolean,
  said: string,
): string | undefined {
  if (/Fatal \w+ out of memory|heap out of memory/.test(said)) {
    return "It used more memory than a plugin is given";
  }
  if (signal === "SIGKILL") return "Was it out of memory?";
  if (hasGreeted) return undefined;
  return NOT_RUN.includes(code)
    ? "Was it made for this kind of machine, and is its interpreter there?"
    : "Is it a plugin of Shep? Started by hand with --help, a plugin says what it is";
}

/** What it wrote to stderr, as the detail of an error. */
export function lastWords(stderr: readonly string[]): { detail?: string } {
  return stderr.length === 0 ? {} : { detail: `It wrote to stderr:\n${stderr.join("\n")}` };
}
