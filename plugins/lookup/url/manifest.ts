/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "lookup-url",
  version: "0.1.0",
  summary: "Fetches pages for templates.",
  permissions: { net: "*" },
  offers: { lookups: ["url"] },
} as const;
