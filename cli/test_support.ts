/**
 * What tests of several folders need.
 *
 * @module
 */
import { spawnSync } from "node:child_process";

/** What a program printed, and how it ended. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs `ansible-playbook` in a folder, without colours. */
export function ansiblePlaybook(folder: URL | string, args: readonly string[]): Answer {
  const { stdout, stderr, status } = spawnSync("ansible-playbook", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...Deno.env.toObject(), ANSIBLE_NOCOLOR: "1", ANSIBLE_RETRY_FILES_ENABLED: "0" },
  });
  return { stdout, stderr, exitCode: status };
}

/** Whether there is an Ansible to compare with. */
export function hasAnsible(): boolean {
  return spawnSync("ansible-playbook", ["--version"]).status === 0;
}
