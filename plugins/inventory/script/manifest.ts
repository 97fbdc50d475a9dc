/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "inventory-script",
  version: "0.1.0",
  summary: "Runs programs that print inventories, on the controller.",
  permissions: { run: "*", read: "*" },
  offers: { inventories: ["script"] },
} as const;
