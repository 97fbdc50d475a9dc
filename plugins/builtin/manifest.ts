/**
 * What the host knows of this plugin without starting it.
 *
 * @module
 */
import { manifest as command } from "../command/manifest.ts";
import { manifest as core } from "../core/manifest.ts";
import { manifest as file } from "../file/manifest.ts";
import { manifest as net } from "../net/manifest.ts";
import { manifest as packages } from "../package/manifest.ts";
import { manifest as system } from "../system/manifest.ts";

/** The plugins whose actions are joined. */
const PARTS = [command, core, file, net, packages, system] as const;

/** The plugin's name, version, permissions and offers. */
export const manifest = {
  name: "builtin",
  version: "0.1.0",
  summary: "The parser, the inventory and the actions that come with Shep, in one process.",
  permissions: {},
  offers: {
    parsers: ["yaml"],
    inventories: ["ansible"],
    actions: PARTS.flatMap(({ offers }) => offers.actions),
  },
} as const;
