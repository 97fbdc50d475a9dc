/**
 * Retry files: the hosts that a run lost, for `--limit @FILE`.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#retry-files-enabled
 * @module
 */
import { basename, dirname, extname, join, resolve } from "@shep/sdk/path";
import type { Config } from "./config/mod.ts";

/** Where the hosts are written down that a playbook's run lost; nowhere unless that is wanted. */
export function retryFile(playbook: string, config: Config): string | undefined {
  if (!config.get("RETRY_FILES_ENABLED")) return undefined;
  const folder = config.get("RETRY_FILES_SAVE_PATH") ?? dirname(resolve(playbook));
  const name = basename(playbook);
  return join(folder, `${name.slice(0, name.length - extname(name).length)}.retry`);
}

/** What such a file holds. */
export function retryText(hosts: Iterable<string>): string {
  return [...hosts].sort().map((host) => `${host}\n`).join("");
}
