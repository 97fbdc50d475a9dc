/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "parser",
  version: "0.1.0",
  summary: "Reads YAML as Ansible reads it.",
  permissions: {},
  offers: { parsers: ["yaml"] },
} as const;
