/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "core",
  version: "0.1.0",
  summary: "Reaches targets and gathers facts about them.",
  permissions: {},
  offers: { actions: ["gather_facts", "ping", "setup"] },
} as const;
