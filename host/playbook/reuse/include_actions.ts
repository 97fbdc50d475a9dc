/**
 * The arguments of what brings further tasks: `include_tasks`, `include_role` and `import_role`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse.html
 * @module
 */
import type { ActionDescription, ArgumentSpec, ArgumentSpecs } from "@shep/sdk";

const APPLY: ArgumentSpec = {
  type: "dict",
  description: "Keywords of a block for all tasks that are included.",
};

const ROLE_ARGUMENTS: ArgumentSpecs = {
  name: {
    type: "str",
    description: "The role, with or without its collection.",
    required: true,
    aliases: ["role"],
  },
  tasks_from: { type: "str", description: "A file of its tasks.", default: "main" },
  vars_from: { type: "str", description: "A file of its variables.", default: "main" },
  defaults_from: { type: "str", description: "A file of its defaults.", default: "main" },
  handlers_from: { type: "str", description: "A file of its handlers.", default: "main" },
  allow_duplicates: {
    type: "bool",
    description: "Run it even if it has run with the same parameters.",
    default: true,
  },
  rolespec_validate: {
    type: "bool",
    description: "Check its arguments before it runs.",
    default: true,
  },
};

const PUBLIC: ArgumentSpec = {
  type: "bool",
  description: "Whether the play's later tasks see its variables.",
};

/** A file of tasks, read when the task runs. */
export const INCLUDE_TASKS = {
  name: "include_tasks",
  summary: "Runs the tasks of a file.",
  arguments: {
    file: { type: "str", description: "The file.", required: true },
    apply: APPLY,
  },
  freeForm: "file",
  supportsCheck: true,
  examples: ["- include_tasks: '{{ ansible_os_family }}.yml'"],
} as const satisfies ActionDescription;

/** A role, read when the task runs. */
export const INCLUDE_ROLE: ActionDescription = {
  name: "include_role",
  summary: "Runs a role.",
  arguments: {
    ...ROLE_ARGUMENTS,
    public: { ...PUBLIC, default: false },
    apply: APPLY,
  },
  supportsCheck: true,
  examples: ["- include_role: {name: web, tasks_from: install}"],
};

/** A role, whose tasks stand in place of the import. */
export const IMPORT_ROLE: ActionDescription = {
  name: "import_role",
  summary: "Runs a role, which is read before anything runs.",
  arguments: { ...ROLE_ARGUMENTS, public: { ...PUBLIC, default: true } },
  supportsCheck: true,
  examples: ["- import_role: {name: web}"],
};
