/** How a run goes. @module */
import type { Setting } from "../setting.ts";

/** Rows of the table. */
export const RUN_SETTINGS = {
  DEFAULT_FORKS: {
    type: "integer",
    default: 200,
    ini: [["defaults", "forks"]],
    env: ["ANSIBLE_FORKS"],
    description: "How many hosts to work on at a time. Ansible has 5.",
  },
  DEFAULT_FORCE_HANDLERS: {
    type: "boolean",
    default: false,
    ini: [["defaults", "force_handlers"]],
    env: ["ANSIBLE_FORCE_HANDLERS"],
    description: "Whether handlers that were notified run where a task failed.",
  },
  ANY_ERRORS_FATAL: {
    type: "boolean",
    default: false,
    ini: [["defaults", "any_errors_fatal"]],
    env: ["ANSIBLE_ANY_ERRORS_FATAL"],
    description: "Whether a failure on one host ends the play on all, where nothing else says so.",
  },
  TASK_TIMEOUT: {
    type: "integer",
    default: 0,
    ini: [["defaults", "task_timeout"]],
    env: ["ANSIBLE_TASK_TIMEOUT"],
    description:
      "Seconds that a task may take, where it does not say so itself; 0 is as many as it needs.",
  },
  DEFAULT_POLL_INTERVAL: {
    type: "integer",
    default: 15,
    ini: [["defaults", "poll_interval"]],
    env: ["ANSIBLE_POLL_INTERVAL"],
    description: "Seconds between two looks at a task in the background, where poll says nothing.",
  },
  TAGS_RUN: {
    type: "list",
    default: [],
    ini: [["tags", "run"]],
    env: ["ANSIBLE_RUN_TAGS"],
    description: "The tags to run, where --tags names none.",
  },
  TAGS_SKIP: {
    type: "list",
    default: [],
    ini: [["tags", "skip"]],
    env: ["ANSIBLE_SKIP_TAGS"],
    description: "The tags to skip, where --skip-tags names none.",
  },
  ENABLE_TASK_DEBUGGER: {
    type: "boolean",
    default: false,
    ini: [["defaults", "enable_task_debugger"]],
    env: ["ANSIBLE_ENABLE_TASK_DEBUGGER"],
    description: "Whether the debugger stops after a failure, where no task says otherwise.",
  },
  RETRY_FILES_ENABLED: {
    type: "boolean",
    default: false,
    ini: [["defaults", "retry_files_enabled"]],
    env: ["ANSIBLE_RETRY_FILES_ENABLED"],
    description: "Whether the hosts that failed are written to a file, for --limit @FILE.",
  },
  RETRY_FILES_SAVE_PATH: {
    type: "path",
    default: null,
    ini: [["defaults", "retry_files_save_path"]],
    env: ["ANSIBLE_RETRY_FILES_SAVE_PATH"],
    description: "The folder of these files; beside the playbook if nothing is said.",
  },
  CACHE_PLUGIN: {
    type: "string",
    default: "memory",
    ini: [["defaults", "fact_caching"]],
    env: ["ANSIBLE_CACHE_PLUGIN"],
    choices: ["memory", "jsonfile", "sqlite"],
    description: "Where facts are kept: for the run, in files, or in a file of SQLite.",
  },
  CACHE_PLUGIN_CONNECTION: {
    type: "string",
    default: null,
    ini: [["defaults", "fact_caching_connection"]],
    env: ["ANSIBLE_CACHE_PLUGIN_CONNECTION"],
    description: "The folder that facts are kept in, or the file of SQLite.",
  },
  CACHE_PLUGIN_PREFIX: {
    type: "string",
    default: "",
    ini: [["defaults", "fact_caching_prefix"]],
    env: ["ANSIBLE_CACHE_PLUGIN_PREFIX"],
    description: "How the names of hosts begin there.",
  },
  CACHE_PLUGIN_TIMEOUT: {
    type: "integer",
    default: 86400,
    ini: [["defaults", "fact_caching_timeout"]],
    env: ["ANSIBLE_CACHE_PLUGIN_TIMEOUT"],
    description: "Seconds after which they count no longer; 0 is never.",
  },
} as const satisfies Record<string, Setting>;
