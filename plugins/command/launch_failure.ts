/**
 * Tells a program that could not be started from one that ran and failed: to a connection both are
 * an exit code and some text, to Ansible they are different results.
 *
 * @module
 */
import type { ExecResult } from "@shep/sdk";

/** Why a program was not started, in Ansible's terms. */
export interface LaunchFailure {
  /** The system's error number. */
  readonly rc: number;
  readonly message: string;
}

/** What a connection says that starts programs itself. */
const EXPLAINED =
  /^(?:Unable to change directory before execution: )?\[Errno (\d+)\] .+: b(['"]).*\2$/;

/** What shells say of a program that they cannot start, after its name. */
const COMPLAINT =
  /^(?:(?:command )?not found|No such file or directory|Permission denied|Is a directory)$/i;

/**
 * Why `program` was not started; nothing if it was. Shells exit with 127 for a program that is not
 * there and 126 for one that may not be run, but programs may do so, too: it counts only if all
 * that was written is one complaint about this very program.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02
 */
export function launchFailure(
  program: string,
  { exitCode, stdout, stderr }: ExecResult,
): LaunchFailure | undefined {
  if ((exitCode !== 126 && exitCode !== 127) || stdout !== "") return undefined;
  const text = stderr.trimEnd();
  const [explained, number] = EXPLAINED.exec(text) ?? [];
  if (explained !== undefined) return { rc: Number(number), message: explained };
  const at = text.lastIndexOf(`${program}: `);
  const isAboutIt = at >= 0 && !text.includes("\n") &&
    COMPLAINT.test(text.slice(at + program.length + 2));
  if (!isAboutIt) return undefined;
  const [rc, why] = exitCode === 127
    ? [2, "No such file or directory"] as const
    : [13, "Permission denied"] as const;
  return { rc, message: `[Errno ${rc}] ${why}: b'${program}'` };
}
