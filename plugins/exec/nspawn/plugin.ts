/**
 * The plugin `nspawn`.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd-run.html
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { execConnection } from "../connection.ts";
import { manifest } from "./manifest.ts";

const nspawn = execConnection({
  name: "nspawn",
  words: ({ text }) => {
    const user = text("ansible_user");
    return [
      "systemd-run",
      `--machine=${text("ansible_host")}`,
      ...(user === undefined ? [] : [`--uid=${user}`]),
      "--quiet",
      "--pipe",
      "--wait",
      "--collect",
    ];
  },
});

/** Runs tasks in running machines of systemd-nspawn, by `systemd-run --machine`. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, connections: [nspawn] });
