/**
 * Starting a program from a shell, as exactly the words it was given.
 *
 * @module
 */
import { type Environment, Fault, sh, shellLines, type ShellText } from "@shep/sdk";
import { bytesLiteral } from "./launch.ts";
import type { ProgramRequest } from "./program.ts";

/**
 * Goes where the program is to run, sets its environment and becomes it. What cannot be is told in
 * the words of Ansible's `command`, with a shell's exit code.
 */
export function startScript({ argv, cwd, environment = {} }: ProgramRequest): ShellText {
  const missing = `[Errno 2] No such file or directory: ${bytesLiteral(argv[0] ?? "")}`;
  return shellLines([
    ...(cwd === undefined ? [] : [changeDirectory(cwd)]),
    ...exports(environment),
    sh`command -v -- ${argv[0] ?? ""} >/dev/null || { printf %s ${missing} >&2; exit 127; }`,
    sh`exec ${argv}`,
  ]);
}

function changeDirectory(cwd: string): ShellText {
  const reason = `[Errno 2] No such file or directory: ${bytesLiteral(cwd)}`;
  const message = `Unable to change directory before execution: ${reason}`;
  return sh`CDPATH= cd -- ${cwd} 2>/dev/null || { printf %s ${message} >&2; exit 127; }`;
}

function exports(environment: Environment): ShellText[] {
  return Object.entries(environment).map(([name, value]) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return sh`export ${`${name}=${value}`}`;
    throw new Fault("invalid-argument", `'${name}' cannot be the name of an environment variable`, {
      hint: "A name has letters, digits and underscores, and does not begin with a digit.",
    });
  });
}

/** What other shells than POSIX's understand otherwise, and what `printf` does. */
const SPECIAL = /[\\\n\r!"'$`%]/g;

/**
 * A command line that runs `script` by `shell`, for a login shell of whatever kind (csh, fish) to
 * read: nothing in it means anything to any of them.
 */
export function portableCommand(shell: string, script: ShellText): string {
  const text = script.text.replace(
    SPECIAL,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `exec ${shell} -c 'eval "$(printf "${text}")"'`;
}
