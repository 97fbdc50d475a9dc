/** What playbooks mean. @module */
import type { Setting } from "../setting.ts";

/** Rows of the table. */
export const LANGUAGE_SETTINGS = {
  DEFAULT_HASH_BEHAVIOUR: {
    type: "string",
    default: "replace",
    ini: [["defaults", "hash_behaviour"]],
    env: ["ANSIBLE_HASH_BEHAVIOUR"],
    choices: ["replace", "merge"],
    description: "Whether a dictionary replaces a weaker one of its name, or is merged into it.",
  },
  DEFAULT_GATHERING: {
    type: "string",
    default: "implicit",
    ini: [["defaults", "gathering"]],
    env: ["ANSIBLE_GATHERING"],
    choices: ["implicit", "explicit", "smart", "lazy"],
    description: "Whether plays gather facts: unless told not to, only when told to, only where " +
      "they are not known, or only those that the playbooks read.",
  },
  DEFAULT_ROLES_PATH: {
    type: "pathspec",
    default: "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles",
    ini: [["defaults", "roles_path"]],
    env: ["ANSIBLE_ROLES_PATH"],
    description: "Where roles are looked for, behind those beside the playbook.",
  },
  DEFAULT_MODULE_PATH: {
    type: "pathspec",
    default: "~/.ansible/plugins/modules:/usr/share/ansible/plugins/modules",
    ini: [["defaults", "library"]],
    env: ["ANSIBLE_LIBRARY"],
    description: "Where modules in Python are looked for, behind those beside the playbook.",
  },
  COLLECTIONS_PATHS: {
    type: "pathspec",
    default: "~/.ansible/collections:/usr/share/ansible/collections",
    ini: [["defaults", "collections_paths"], ["defaults", "collections_path"]],
    env: ["ANSIBLE_COLLECTIONS_PATHS", "ANSIBLE_COLLECTIONS_PATH"],
    description: "Where collections are looked for.",
  },
  SHEP_COMPAT: {
    type: "string",
    default: null,
    ini: [["shep", "compat"]],
    env: ["SHEP_COMPAT"],
    choices: ["2.18", "2.19"],
    description:
      "Whose rules for the types of templates hold: those of that version of ansible-core alone.",
  },
  SHEP_JOURNAL: {
    type: "boolean",
    default: true,
    ini: [["shep", "journal"]],
    env: ["SHEP_JOURNAL"],
    description: "Whether runs are written down, for 'shep history' and 'shep run --resume'.",
  },
  INJECT_FACTS_AS_VARS: {
    type: "boolean",
    default: true,
    ini: [["defaults", "inject_facts_as_vars"]],
    env: ["ANSIBLE_INJECT_FACT_VARS"],
    description: "Whether facts are variables too: ansible_os_family for ansible_facts.os_family.",
  },
  DEFAULT_MANAGED_STR: {
    type: "string",
    default: "Ansible managed",
    ini: [["defaults", "ansible_managed"]],
    env: [],
    description: "What {{ ansible_managed }} is.",
  },
} as const satisfies Record<string, Setting>;
