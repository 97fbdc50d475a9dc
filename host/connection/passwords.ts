/**
 * Passwords of connections and of other users: asked for, or read from a file, before anything runs.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html
 * @module
 */
import { resolve } from "@shep/sdk/path";
import { Fault } from "@shep/sdk";
import type { Config } from "../config/mod.ts";
import type { PasswordWorld } from "../vault/mod.ts";

/** What the command line says of passwords. */
export interface PasswordRequest {
  /** `--ask-pass`. */
  readonly askConnection?: boolean;
  /** `--ask-become-pass`. */
  readonly askBecome?: boolean;
  /** `--connection-password-file`. */
  readonly connectionFile?: string;
  /** `--become-password-file`. */
  readonly becomeFile?: string;
}

/** The passwords of a run, as far as anything was asked for. */
export interface Passwords {
  readonly connection?: string;
  readonly become?: string;
}

/**
 * Asks for the passwords, each once.
 *
 * @throws {Fault} When one cannot be had.
 */
export async function readPasswords(
  request: PasswordRequest,
  config: Config,
  world: PasswordWorld,
): Promise<Passwords> {
  const { askConnection = config.get("DEFAULT_ASK_PASS") } = request;
  const { askBecome = config.get("DEFAULT_BECOME_ASK_PASS") } = request;
  const connectionFile = request.connectionFile ?? config.get("CONNECTION_PASSWORD_FILE");
  const becomeFile = request.becomeFile ?? config.get("BECOME_PASSWORD_FILE");
  const connection = askConnection
    ? asked("SSH password: ", world)
    : await fromFile(connectionFile, world);
  const become = askBecome ? askedBecome(connection, world) : await fromFile(becomeFile, world);
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(become === undefined ? {} : { become }),
  };
}

/** Like Ansible, an empty answer means the password of the connection, where that was asked for. */
function askedBecome(connection: string | undefined, world: PasswordWorld): string {
  if (connection === undefined) return asked("BECOME password: ", world);
  const answer = asked("BECOME password[defaults to SSH password]: ", world);
  return answer === "" ? connection : answer;
}

function asked(question: string, { ask }: PasswordWorld): string {
  const answer = ask?.(question);
  if (answer !== undefined) return answer;
  throw new Fault("failed", "A password was to be asked for, but there is no terminal", {
    hint: "Put it into a file that only you can read, and name that: --become-password-file or " +
      "--connection-password-file",
  });
}

/** What is in a file or, if it is executable, what it prints. */
async function fromFile(path: string | null, world: PasswordWorld): Promise<string | undefined> {
  if (path === null) return undefined;
  const file = resolve(path);
  const found = await world.stat(file);
  if (!found?.isFile) throw new Fault("not-found", `The password file '${path}' is not there`);
  if (!found.isExecutable) return (await world.readText(file)).trim();
  const { exitCode, stdout, stderr } = await world.run(file, []);
  if (exitCode === 0) return stdout.trim();
  throw new Fault("failed", `The password script '${path}' ended with exit code ${exitCode}`, {
    ...(stderr.trim() === "" ? {} : { detail: stderr.trim() }),
  });
}
