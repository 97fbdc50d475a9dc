/**
 * What Ansible's commands answer. Ansible takes longer to load than to answer: many command lines
 * are asked of one process.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("commands.py", import.meta.url));

/** What a command printed, and how it ended. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Where commands are run. */
export interface Place {
  readonly folder: string | URL;
  /** Beside the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * What each command line is answered, such as `["ansible-inventory", "--list"]`; nothing where
 * Ansible is not installed.
 */
export function askAnsible(
  commands: readonly (readonly string[])[],
  { folder, environment = {} }: Place,
): readonly Answer[] | undefined {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const { status, stdout } = spawnSync(python, [PROGRAM], {
      cwd: folder,
      input: JSON.stringify(commands),
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: {
        ...Deno.env.toObject(),
        ANSIBLE_NOCOLOR: "1",
        ANSIBLE_RETRY_FILES_ENABLED: "0",
        PYTHONDONTWRITEBYTECODE: "1",
        COLUMNS: "1000",
        ...environment,
      },
    });
    if (status === 0) return JSON.parse(stdout);
  }
  return undefined;
}
