/** Where hosts come from. @module */
import type { Setting } from "../setting.ts";

/** Rows of the table. */
export const INVENTORY_SETTINGS = {
  DEFAULT_HOST_LIST: {
    type: "sources",
    default: "/etc/ansible/hosts",
    ini: [["defaults", "inventory"]],
    env: ["ANSIBLE_INVENTORY"],
    description: "The inventories, where -i names none.",
  },
  LOCALHOST_WARNING: {
    type: "boolean",
    default: true,
    ini: [["defaults", "localhost_warning"]],
    env: ["ANSIBLE_LOCALHOST_WARNING"],
    description: "Whether an inventory without hosts is warned of.",
  },
  INVENTORY_ENABLED: {
    type: "list",
    default: ["host_list", "script", "auto", "yaml", "ini", "toml"],
    ini: [["inventory", "enable_plugins"]],
    env: ["ANSIBLE_INVENTORY_ENABLED"],
    description: "The inventory plugins that may be used.",
  },
  INVENTORY_IGNORE_EXTS: {
    type: "list",
    default: [
      ".pyc",
      ".pyo",
      ".swp",
      ".bak",
      "~",
      ".rpm",
      ".md",
      ".txt",
      ".rst",
      ".orig",
      ".ini",
      ".cfg",
      ".retry",
    ],
    ini: [["defaults", "inventory_ignore_extensions"], ["inventory", "ignore_extensions"]],
    env: ["ANSIBLE_INVENTORY_IGNORE"],
    description: "How the names of files end that are no inventories, in a directory of them.",
  },
  INVENTORY_IGNORE_PATTERNS: {
    type: "list",
    default: [],
    ini: [["defaults", "inventory_ignore_patterns"], ["inventory", "ignore_patterns"]],
    env: ["ANSIBLE_INVENTORY_IGNORE_REGEX"],
    description:
      "Expressions for the names of files that are no inventories, in a directory of them.",
  },
} as const satisfies Record<string, Setting>;
