/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "nspawn",
  version: "0.1.0",
  summary: "Runs tasks in machines of systemd-nspawn.",
  permissions: { run: ["systemd-run"] },
  offers: { connections: ["nspawn"] },
} as const;
