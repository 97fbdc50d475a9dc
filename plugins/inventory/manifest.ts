/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "inventory",
  version: "0.1.0",
  summary: "Reads inventories: INI, YAML, JSON, host lists and directories of them.",
  permissions: {},
  offers: { inventories: ["ansible"] },
} as const;
