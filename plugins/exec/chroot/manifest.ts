/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "chroot",
  version: "0.1.0",
  summary: "Runs tasks in directories that are roots of their own.",
  permissions: { run: ["chroot"] },
  offers: { connections: ["chroot"] },
} as const;
