/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/**
 * The plugin's name, permissions and offers. It starts a program on the controller, and so it runs
 * in a process of its own, which may start that program alone; the variables are those that `rsync`
 * is started with, and one that Deno looks for whenever it starts a program for `node:child_process`.
 */
export const manifest = {
  name: "rsync",
  version: "0.1.0",
  summary: "Synchronizes directories of the controller and of targets by rsync.",
  permissions: {
    run: ["rsync"],
    env: ["HOME", "LANG", "LC_ALL", "NODE_V8_COVERAGE", "PATH", "TZ"],
  },
  offers: { actions: ["synchronize"] },
} as const;
