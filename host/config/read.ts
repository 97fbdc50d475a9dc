/**
 * Reads the settings of this machine.
 *
 * @module
 */
import { type Diagnostic, Fault } from "@shep/sdk";
import { Config } from "./config.ts";
import { findConfig } from "./find.ts";
import { parseIni } from "./ini.ts";

/** The settings, and what the user should know of them. */
export interface ReadConfig {
  /** The settings. */
  readonly config: Config;
  /** What was passed over, and why. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads the `ansible.cfg` that counts, and checks what it and the environment say.
 *
 * @throws {Fault} `syntax` with its place, for a file or a variable that cannot be understood.
 */
export function readConfig(
  environment: Readonly<Record<string, string>>,
  cwd: string = Deno.cwd(),
): ReadConfig {
  const { path, warning } = findConfig(environment, cwd);
  const file = path === undefined ? undefined : { path, entries: parseIni(textOf(path), path) };
  const config = new Config({ environment, cwd, ...(file && { file }) });
  config.check();
  return { config, warnings: warning === undefined ? [] : [warning] };
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault("failed", `The settings of ${path} cannot be read: ${why}`, {
      file: path,
      hint: "Make it readable, or name another file: ANSIBLE_CONFIG=FILE",
    });
  }
}
