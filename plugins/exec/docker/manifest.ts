/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "docker",
  version: "0.1.0",
  summary: "Runs tasks in containers of Docker.",
  permissions: { run: ["docker"] },
  offers: { connections: ["docker"] },
} as const;
