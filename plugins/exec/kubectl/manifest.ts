/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "kubectl",
  version: "0.1.0",
  summary: "Runs tasks in pods of Kubernetes.",
  permissions: { run: ["kubectl"] },
  offers: { connections: ["kubectl"] },
} as const;
