/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "command",
  version: "0.1.0",
  summary: "Runs programs on the target.",
  permissions: {},
  offers: { actions: ["command", "raw", "script", "shell"] },
} as const;
