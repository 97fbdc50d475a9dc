/**
 * `shep vault`, for the table of commands.
 *
 * @module
 */
import { bySettings } from "../../by_settings.ts";
import type { Command, Flag } from "../../command.ts";
import { VAULT_FLAGS } from "../../vault_flags.ts";

/** What `shep vault` can be asked for. */
export type VaultAction = keyof typeof VAULT_ACTIONS;

/** The actions, and the flags that each takes besides those for passwords. */
export const VAULT_ACTIONS = {
  encrypt: ["output", "encrypt-vault-id"],
  decrypt: ["output"],
  view: [],
  edit: ["encrypt-vault-id"],
  create: ["encrypt-vault-id"],
  rekey: ["encrypt-vault-id", "new-vault-id", "new-vault-password-file"],
  "encrypt-string": [
    "output",
    "encrypt-vault-id",
    "prompt",
    "name",
    "stdin-name",
  ],
} as const satisfies Record<string, readonly string[]>;

const FLAGS: readonly Flag[] = [
  {
    name: "output",
    value: "FILE",
    isFile: true,
    help: "encrypt, decrypt, encrypt-string: where to write; - is stdout.",
    group: "Files",
  },
  {
    name: "encrypt-vault-id",
    value: "ID",
    help: "The id to encrypt with, where there are several passwords.",
    group: "Vault passwords",
  },
  {
    name: "new-vault-id",
    value: "SOURCE",
    isFile: true,
    help: "rekey: the new password, as with --vault-id.",
    group: "Vault passwords",
  },
  {
    name: "new-vault-password-file",
    value: "FILE",
    isFile: true,
    help: "rekey: the new password, for the id 'default'.",
    group: "Vault passwords",
  },
  {
    name: "prompt",
    short: "p",
    help: "encrypt-string: ask for a text, without showing it.",
    group: "Texts",
  },
  {
    name: "name",
    short: "n",
    value: "NAME",
    help: "encrypt-string: the variable's name. Repeatable, one for each text.",
    group: "Texts",
  },
  {
    name: "stdin-name",
    value: "NAME",
    help: "encrypt-string: the name of the text on stdin.",
    group: "Texts",
  },
  {
    name: "show-input",
    help: "Refused.",
    group: "Texts",
    refusal: "is refused: what is typed is a secret, and never shown",
  },
  {
    name: "verbose",
    short: "v",
    help: "Refused.",
    group: "Options",
    refusal: "is refused: 'shep vault' has nothing more to tell",
  },
];

/** `shep vault`, without the flags that every command has. */
export const VAULT_COMMAND: Command = {
  name: "vault",
  summary: "Encrypt and decrypt files and variables.",
  positional: {
    name: "ACTION [FILE]",
    help: "encrypt, decrypt, view, edit, create or rekey FILEs, or stdin; " +
      "encrypt-string: texts for use in YAML.",
    isRequired: true,
    isRepeatable: true,
    isFile: true,
  },
  flags: [...VAULT_FLAGS, ...FLAGS],
  examples: [
    "shep vault encrypt --vault-id prod@prompt group_vars/prod/secrets.yml",
    "shep vault edit --vault-password-file ~/.vault group_vars/prod/secrets.yml",
    "shep vault encrypt-string --vault-id dev@get-client.sh -n db_password hunter2",
  ],
  load: bySettings(async () => (await import("./mod.ts")).runVaultCommand),
};
