/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "lookup-pipe",
  version: "0.1.0",
  summary: "Runs programs for templates, on the controller.",
  permissions: { run: "*", read: "*" },
  offers: { lookups: ["lines", "pipe"] },
} as const;
