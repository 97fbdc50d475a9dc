/**
 * The flags that say where vault passwords are: those of all Ansible's commands.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_using_encrypted_content.html
 * @module
 */
import type { Arguments } from "./arguments/arguments.ts";
import type { Flag } from "./command.ts";
import type { VaultRequest } from "./host_api.ts";

const GROUP = "Vault passwords";

/** For the table of commands. */
export const VAULT_FLAGS: readonly Flag[] = [
  {
    name: "vault-id",
    value: "SOURCE",
    isFile: true,
    help: "A vault password: a file, a script that prints it, or 'prompt'; with its id " +
      "before it, ID@SOURCE. Repeatable.",
    group: GROUP,
  },
  {
    name: "vault-password-file",
    aliases: ["vault-pass-file"],
    value: "FILE",
    isFile: true,
    help: "The same for the id 'default'. Repeatable.",
    group: GROUP,
  },
  {
    name: "ask-vault-password",
    short: "J",
    aliases: ["ask-vault-pass"],
    help: "Ask for a vault password.",
    group: GROUP,
  },
];

/** What these flags were given. */
export function vaultRequest(args: Arguments): Required<VaultRequest> {
  return {
    ids: args.all("vault-id"),
    passwordFiles: args.all("vault-password-file"),
    ask: args.has("ask-vault-password"),
  };
}
