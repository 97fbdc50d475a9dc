/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "ansible-module",
  version: "0.1.0",
  summary: "Runs modules and filters that are written in Python, by the user's own ansible-core.",
  permissions: { run: ["python3"] },
  offers: { actions: ["python_module"], filters: ["python_filter"], lookups: ["python_module"] },
} as const;
