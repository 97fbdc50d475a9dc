/** What the plugin is, as data. @module */

/** The plugin's name, version and offers; it holds no permission. */
export const manifest = {
  name: "file",
  version: "0.1.0",
  summary: "Makes, copies, changes and describes files on the target.",
  permissions: {},
  offers: {
    actions: [
      "acl",
      "archive",
      "assemble",
      "blockinfile",
      "copy",
      "file",
      "find",
      "ini_file",
      "lineinfile",
      "replace",
      "slurp",
      "stat",
      "tempfile",
      "template",
      "unarchive",
    ],
  },
} as const;
