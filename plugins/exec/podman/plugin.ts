/**
 * The plugin `podman`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/containers/podman/podman_connection.html
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { execConnection } from "../connection.ts";
import { manifest } from "./manifest.ts";

const podman = execConnection({
  name: "podman",
  words: ({ text, words }) => {
    const user = text("ansible_user");
    return [
      "podman",
      ...words("ansible_podman_extra_args"),
      "exec",
      "-i",
      ...(user === undefined ? [] : ["--user", user]),
      text("ansible_host")!,
    ];
  },
});

/** Runs tasks in containers of Podman, by `podman exec`. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, connections: [podman] });
