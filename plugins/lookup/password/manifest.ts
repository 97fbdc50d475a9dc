/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "lookup-password",
  version: "0.1.0",
  summary: "Makes passwords for templates, and keeps them in files.",
  permissions: { read: "*", write: "*" },
  offers: { lookups: ["password"] },
} as const;
