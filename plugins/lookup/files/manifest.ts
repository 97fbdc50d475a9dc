/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "lookup-files",
  version: "0.1.0",
  summary: "Finds and reads files for templates.",
  permissions: { read: "*" },
  offers: { lookups: ["csvfile", "file", "fileglob", "filetree", "first_found", "ini"] },
} as const;
