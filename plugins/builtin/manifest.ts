/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "builtin",
  version: "0.1.0",
  summary: "The parser, the inventory and the actions that come with Shep, in one process.",
  permissions: {},
  offers: {
    parsers: ["yaml"],
    inventories: ["ansible"],
    actions: [
      "command",
      "copy",
      "file",
      "lineinfile",
      "ping",
      "raw",
      "script",
      "setup",
      "shell",
      "stat",
      "template",
    ],
  },
} as const;
