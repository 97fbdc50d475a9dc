/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "ssh",
  version: "0.1.0",
  summary: "Runs tasks on hosts that are reached by OpenSSH.",
  permissions: { run: ["ssh"] },
  offers: { connections: ["ssh"] },
} as const;
