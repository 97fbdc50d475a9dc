/**
 * The environment of a client.
 *
 * @module
 */
import type { Environment } from "@shep/sdk";

/**
 * The user's environment without the variables of the dynamic linker: they could make a client any
 * program, so a plugin that may start that client alone cannot pass them on.
 */
export function clientEnvironment(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:LD|DYLD)_/.test(name)),
  );
}
