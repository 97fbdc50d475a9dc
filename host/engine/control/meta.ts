/** `meta`: steers the play. Carried out by the play's runner, not on a host. @module */
import type { ControlResult, ValueAction } from "./control.ts";

/** What `meta` can be asked for. */
export const META_ACTIONS = [
  "noop",
  "flush_handlers",
  "clear_facts",
  "clear_host_errors",
  "end_host",
  "end_play",
  "end_batch",
  "end_role",
  "refresh_inventory",
  "reset_connection",
] as const;

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/meta_module.html */
export const meta: ValueAction = {
  name: "meta",
  summary: "Steers the play itself.",
  arguments: {
    free_form: {
      type: "str",
      description: "What to do.",
      choices: META_ACTIONS,
      required: true,
    },
  },
  freeForm: "free_form",
  supportsCheck: true,
  examples: ["- meta: flush_handlers"],
  run: (): ControlResult => ({}),
};
