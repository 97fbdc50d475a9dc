/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "net",
  version: "0.1.0",
  summary: "Fetches, asks and waits for what is in the network, from the target.",
  permissions: {},
  offers: { actions: ["get_url", "git", "uri", "wait_for", "wait_for_connection"] },
} as const;
