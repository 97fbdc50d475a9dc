/**
 * The plugin `chroot`.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/community/general/chroot_connection.html
 * @module
 */
import { definePlugin, Fault, type PluginDefinition } from "@shep/sdk";
import { execConnection } from "../connection.ts";
import { manifest } from "./manifest.ts";

const chroot = execConnection({
  name: "chroot",
  words: ({ text }) => {
    const program = text("ansible_chroot_exe") ?? "chroot";
    if (!/^(?:\/usr\/sbin\/)?chroot$/.test(program)) {
      throw new Fault("failed", `ansible_chroot_exe '${program}' may not be started`, {
        hint: "The plugin 'chroot' may start nothing but the 'chroot' on your PATH.",
      });
    }
    return ["chroot", text("ansible_host")!];
  },
});

/** Runs tasks in a directory that is a root of its own. */
export const plugin: PluginDefinition = definePlugin({ ...manifest, connections: [chroot] });
