/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version and permissions. */
export const manifest = {
  name: "local",
  version: "0.1.0",
  summary: "Runs tasks on the controller itself.",
  permissions: { run: "*", read: "*", write: "*" },
} as const;
