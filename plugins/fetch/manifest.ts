/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/**
 * The plugin's name, permissions and offers. It is the one action that writes on the controller,
 * wherever the task says, and so it runs in a process of its own.
 */
export const manifest = {
  name: "fetch",
  version: "0.1.0",
  summary: "Copies files of targets to the controller.",
  permissions: { read: "*", write: "*" },
  offers: { actions: ["fetch"] },
} as const;
