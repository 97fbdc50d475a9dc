/**
 * Which `ansible.cfg` counts.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#the-configuration-file
 * @module
 */
import { join, resolve } from "@shep/sdk/path";
import type { Diagnostic } from "@shep/sdk";

const FILE_NAME = "ansible.cfg";

/** The file, if there is one; and what the user should know. */
export interface FoundConfig {
  readonly path?: string;
  readonly warning?: Diagnostic;
}

/**
 * The first of `ANSIBLE_CONFIG`, the working directory's, the home directory's and the system's. A
 * working directory that everybody can write to is left out: a stranger's file could name programs.
 */
export function findConfig(
  environment: Readonly<Record<string, string>>,
  cwd: string,
): FoundConfig {
  const named = environment["ANSIBLE_CONFIG"];
  const here = join(cwd, FILE_NAME);
  const home = environment["HOME"];
  const isUnsafe = isWorldWritable(cwd);
  const candidates = [
    ...(named ? [namedFile(resolve(cwd, named))] : []),
    ...(isUnsafe ? [] : [here]),
    ...(home ? [join(home, ".ansible.cfg")] : []),
    "/etc/ansible/ansible.cfg",
  ];
  const path = candidates.find(isFile);
  const isIgnored = isUnsafe && path !== here && isFile(here);
  return {
    ...(path === undefined ? {} : { path }),
    ...(isIgnored ? { warning: ignored(cwd, here) } : {}),
  };
}

/** It may name a directory. */
function namedFile(path: string): string {
  return kindOf(path)?.isDirectory ? join(path, FILE_NAME) : path;
}

function isFile(path: string): boolean {
  const kind = kindOf(path);
  return kind !== undefined && !kind.isDirectory;
}

function isWorldWritable(path: string): boolean {
  return ((kindOf(path)?.mode ?? 0) & 0o002) !== 0;
}

function kindOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

function ignored(cwd: string, file: string): Diagnostic {
  return {
    summary: `Everybody can write to the directory ${cwd}: its ansible.cfg is ignored`,
    file,
    hint: `Take that right away (chmod o-w ${cwd}), or name the file: ANSIBLE_CONFIG=${file}`,
  };
}
