/** The public keys by which the target is known: the subset `ssh_pub_keys`. @module */
import type { FactFamily, Facts } from "./family.ts";
import { words } from "./key_values.ts";

const KEY_TYPES = ["dsa", "rsa", "ecdsa", "ed25519"];
const DIRECTORIES = ["/etc/ssh", "/etc/openssh", "/etc"];

function keyFile(directory: string, type: string): string {
  return `${directory}/ssh_host_${type}_key.pub`;
}

/** The subset `ssh_pub_keys`. */
export const sshKeys: FactFamily = {
  name: "ssh_pub_keys",
  aliases: ["ssh_host_pub_keys", ...KEY_TYPES.map((type) => `ssh_host_key_${type}_public`)],
  isMinimal: true,
  files: DIRECTORIES.flatMap((directory) => KEY_TYPES.map((type) => keyFile(directory, type))),
  parse: (sources) => {
    const facts: Facts = {};
    for (const type of KEY_TYPES) {
      const line = DIRECTORIES.map((directory) => sources.firstLine(keyFile(directory, type)))
        .find((each) => each !== undefined);
      const [keyType, key] = words(line ?? "");
      if (keyType === undefined || key === undefined) continue;
      facts[`ssh_host_key_${type}_public`] = key;
      facts[`ssh_host_key_${type}_public_keytype`] = keyType;
    }
    return facts;
  },
};
