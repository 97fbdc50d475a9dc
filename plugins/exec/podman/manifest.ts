/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "podman",
  version: "0.1.0",
  summary: "Runs tasks in containers of Podman.",
  permissions: { run: ["podman"] },
  offers: { connections: ["podman"] },
} as const;
