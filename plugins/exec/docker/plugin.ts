/**
 * The plugin `docker`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/docker/docker_connection.html
 * @module
 */
import { definePlugin, type PluginDefinition } from "@shep/sdk";
import { execConnection } from "../connection.ts";
import { manifest } from "./manifest.ts";

const docker = execConnection({
  name: "docker",
  words: ({ text, words }) => {
    const user = text("ansible_docker_user") ?? text("ansible_user");
    return [
      "docker",
      ...words("ansible_docker_extra_args"),
      "exec",
      "-i",
      ...(user === undefined ? [] : ["-u", user]),
      text("ansible_docker_host") ?? text("ansible_host")!,
    ];
  },
});

/** Runs tasks in containers of Docker, by `docker exec`. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, connections: [docker] });
