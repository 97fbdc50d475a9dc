/** What the plugin is, as data. @module */

/** Name, version and permissions of the plugin: it needs none. */
export const manifest = { name: "file", version: "0.1.0", permissions: {} } as const;
