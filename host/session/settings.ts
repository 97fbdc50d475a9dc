/**
 * What the user asked of a run, with what follows from the configuration.
 *
 * @module
 */
import { coreVersion } from "./compatibility.ts";
import type { Passwords } from "../connection/passwords.ts";
import { controllerPython } from "../controller/python.ts";
import type { RunSettings } from "../engine/run_context.ts";
import type { FactSettings } from "../facts/options.ts";
import { inventorySources } from "../inventory/read_inventory.ts";
import type { ConfiguredOptions } from "../run_options.ts";

/** The settings of a run; what its user was asked for is among them. */
export function runSettings(
  { limit, ...options }: ConfiguredOptions,
  { gathering }: FactSettings,
  { connection, become }: Passwords,
): RunSettings {
  return {
    ...options,
    gathering,
    coreVersion: coreVersion(options.compatibility, options.config),
    inventorySources: inventorySources(options),
    configFile: options.config.file,
    python: controllerPython(options.environment),
    ...(limit === undefined ? {} : { limit }),
    connectionFlags: {
      ...options.connectionFlags,
      ...(connection === undefined ? {} : { password: connection }),
    },
    ...(become === undefined ? {} : { becomePassword: become }),
  };
}
