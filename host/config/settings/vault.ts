/** Where vault passwords are. @module */
import type { Setting } from "../setting.ts";

/** Rows of the table. */
export const VAULT_SETTINGS = {
  DEFAULT_VAULT_PASSWORD_FILE: {
    type: "path",
    default: null,
    ini: [["defaults", "vault_password_file"]],
    env: ["ANSIBLE_VAULT_PASSWORD_FILE"],
    description:
      "The vault's password, or a program that prints it, where the command line names none.",
  },
  DEFAULT_VAULT_IDENTITY_LIST: {
    type: "list",
    default: [],
    ini: [["defaults", "vault_identity_list"]],
    env: ["ANSIBLE_VAULT_IDENTITY_LIST"],
    description: "Passwords by vault ids, ID@SOURCE each, beside those of the command line.",
  },
  DEFAULT_VAULT_ID_MATCH: {
    type: "boolean",
    default: false,
    ini: [["defaults", "vault_id_match"]],
    env: ["ANSIBLE_VAULT_ID_MATCH"],
    description: "Whether only the passwords of a text's own id are tried.",
  },
  DEFAULT_VAULT_ENCRYPT_IDENTITY: {
    type: "string",
    default: null,
    ini: [["defaults", "vault_encrypt_identity"]],
    env: ["ANSIBLE_VAULT_ENCRYPT_IDENTITY"],
    description: "The id to encrypt with, where there are several passwords.",
  },
  DEFAULT_ASK_VAULT_PASS: {
    type: "boolean",
    default: false,
    ini: [["defaults", "ask_vault_pass"]],
    env: ["ANSIBLE_ASK_VAULT_PASS"],
    description: "Whether to ask for a vault's password.",
  },
} as const satisfies Record<string, Setting>;
