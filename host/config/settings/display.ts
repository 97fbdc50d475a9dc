/** What is shown, and how. @module */
import type { Setting } from "../setting.ts";

/** Rows of the table. */
export const DISPLAY_SETTINGS = {
  ANSIBLE_FORCE_COLOR: {
    type: "boolean",
    default: false,
    ini: [["defaults", "force_color"]],
    env: ["ANSIBLE_FORCE_COLOR"],
    description: "Whether to use colours in a pipe too.",
  },
  ANSIBLE_NOCOLOR: {
    type: "boolean",
    default: false,
    ini: [["defaults", "nocolor"]],
    env: ["ANSIBLE_NOCOLOR"],
    description: "Whether to use no colours.",
  },
  DEFAULT_VERBOSITY: {
    type: "integer",
    default: 0,
    ini: [["defaults", "verbosity"]],
    env: ["ANSIBLE_VERBOSITY"],
    description: "As many -v, where none is given.",
  },
  DIFF_ALWAYS: {
    type: "boolean",
    default: false,
    ini: [["diff", "always"]],
    env: ["ANSIBLE_DIFF_ALWAYS"],
    description: "Whether changes are shown as with --diff.",
  },
  DISPLAY_SKIPPED_HOSTS: {
    type: "boolean",
    default: true,
    ini: [["defaults", "display_skipped_hosts"]],
    env: ["ANSIBLE_DISPLAY_SKIPPED_HOSTS", "DISPLAY_SKIPPED_HOSTS"],
    description: "Whether hosts that skip a task are shown.",
  },
  DISPLAY_OK_HOSTS: {
    type: "boolean",
    default: true,
    ini: [["defaults", "display_ok_hosts"]],
    env: ["ANSIBLE_DISPLAY_OK_HOSTS"],
    description: "Whether hosts on which nothing changed are shown.",
  },
  SHOW_CUSTOM_STATS: {
    type: "boolean",
    default: false,
    ini: [["defaults", "show_custom_stats"]],
    env: ["ANSIBLE_SHOW_CUSTOM_STATS"],
    description: "Whether what set_stats gathered is shown below the recap.",
  },
} as const satisfies Record<string, Setting>;
