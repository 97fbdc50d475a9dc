/**
 * Every keyword of plays, roles, blocks, tasks and handlers: where it may stand, and what it takes.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html
 * @module
 */
import type { InheritedKeyword } from "./model.ts";

/** Where a keyword may stand. */
export type KeywordPlace = "play" | "import_playbook" | "role" | "block" | "task" | "handler";

/** What a keyword takes; all but `tasks` may be a template, or hold some. */
export type KeywordType =
  | "bool"
  | "int"
  | "str"
  | "list"
  | "dict"
  /** Expressions without braces. */
  | "conditions"
  /** Names of tags, with commas between them or in a list. */
  | "tags"
  /** A list of tasks and blocks. */
  | "tasks"
  | "any";

/** One keyword. */
export interface Keyword {
  /** Where it may stand. */
  readonly places: readonly KeywordPlace[];
  /** What it takes. */
  readonly type: KeywordType;
  /** What it does, in a sentence. */
  readonly description: string;
}

const EVERYWHERE: readonly KeywordPlace[] = ["play", "role", "block", "task", "handler"];
const BELOW_PLAY: readonly KeywordPlace[] = ["role", "block", "task", "handler"];
const IN_BLOCK: readonly KeywordPlace[] = ["block", "task", "handler"];
const ON_TASK: readonly KeywordPlace[] = ["task", "handler"];
const ON_PLAY: readonly KeywordPlace[] = ["play"];
const ON_BLOCK: readonly KeywordPlace[] = ["block"];

type Row = readonly [
  places: readonly KeywordPlace[],
  type: KeywordType,
  description: string,
];

const ROWS: Readonly<Record<string, Row>> = {
  action: [ON_TASK, "any", "The action to call, as text or as a dict with 'module'."],
  always: [ON_BLOCK, "tasks", "Tasks that run after the block, whether it failed or not."],
  any_errors_fatal: [EVERYWHERE, "bool", "A failure on one host ends the play on all of them."],
  args: [ON_TASK, "dict", "Arguments beside those that stand with the action."],
  async: [ON_TASK, "int", "Seconds that the action may take in the background."],
  become: [EVERYWHERE, "bool", "Act as another user."],
  become_exe: [EVERYWHERE, "str", "The program that changes the user."],
  become_flags: [EVERYWHERE, "str", "Options for the program that changes the user."],
  become_method: [EVERYWHERE, "str", "How to change the user, such as 'sudo'."],
  become_user: [EVERYWHERE, "str", "The user to become; root if there is none."],
  block: [ON_BLOCK, "tasks", "Tasks that belong together."],
  changed_when: [ON_TASK, "conditions", "When the task counts as a change."],
  check_mode: [EVERYWHERE, "bool", "Only say what would change, or change it in spite of --check."],
  collections: [EVERYWHERE, "list", "Where to look for roles and actions without a full name."],
  connection: [EVERYWHERE, "str", "How to reach the host, such as 'ssh' or 'local'."],
  debugger: [EVERYWHERE, "str", "When to stop and ask."],
  delay: [ON_TASK, "int", "Seconds between two attempts; 5 if it is missing."],
  delegate_facts: [BELOW_PLAY, "bool", "Facts belong to the host that was delegated to."],
  delegate_to: [BELOW_PLAY, "str", "The host that acts in place of the task's own."],
  diff: [EVERYWHERE, "bool", "Show what changed."],
  environment: [EVERYWHERE, "any", "Environment variables for what runs on the target."],
  fact_path: [ON_PLAY, "str", "The folder of the target's own facts."],
  failed_when: [ON_TASK, "conditions", "When the task counts as a failure."],
  force_handlers: [ON_PLAY, "bool", "Handlers that were notified run on hosts that failed, too."],
  gather_facts: [ON_PLAY, "bool", "Whether the play begins by gathering facts."],
  gather_subset: [ON_PLAY, "list", "Which facts are gathered."],
  gather_timeout: [ON_PLAY, "int", "Seconds that gathering one fact may take."],
  handlers: [ON_PLAY, "tasks", "Tasks that run once, when they were notified."],
  hosts: [ON_PLAY, "list", "The hosts to act on: patterns of names and groups."],
  ignore_errors: [EVERYWHERE, "bool", "Go on with the host after a failure."],
  ignore_unreachable: [EVERYWHERE, "bool", "Go on with the host when it cannot be reached."],
  import_playbook: [["import_playbook"], "str", "A file of plays that stand here in its place."],
  listen: [["handler"], "list", "Topics that notify the handler beside its name."],
  local_action: [ON_TASK, "any", "An action that acts on the controller."],
  loop: [ON_TASK, "list", "What to repeat the task for; each one is 'item'."],
  loop_control: [ON_TASK, "dict", "How the loop is carried out and shown."],
  max_fail_percentage: [ON_PLAY, "any", "How many hosts may fail before the play ends."],
  module_defaults: [EVERYWHERE, "any", "Arguments that actions have unless told."],
  name: [[...EVERYWHERE, "import_playbook"], "str", "What it is called in the output."],
  no_log: [EVERYWHERE, "bool", "Show neither arguments nor results."],
  notify: [IN_BLOCK, "list", "Handlers to run when the task changed something."],
  order: [ON_PLAY, "str", "In which order the hosts have their turn."],
  poll: [ON_TASK, "int", "Seconds between two looks at what runs in the background."],
  port: [EVERYWHERE, "int", "The port to connect to."],
  post_tasks: [ON_PLAY, "tasks", "Tasks after the handlers of 'tasks'."],
  pre_tasks: [ON_PLAY, "tasks", "Tasks before the roles."],
  register: [ON_TASK, "str", "The variable that keeps the result."],
  remote_user: [EVERYWHERE, "str", "The user to log in as."],
  rescue: [ON_BLOCK, "tasks", "Tasks that run when one of the block failed."],
  retries: [ON_TASK, "int", "How many attempts follow the first; 3 if it is missing."],
  role: [["role"], "str", "The name of the role."],
  roles: [ON_PLAY, "list", "Roles that run before the tasks."],
  run_once: [EVERYWHERE, "bool", "Act on the first host only, for all of them."],
  serial: [ON_PLAY, "any", "How many hosts have their turn at once."],
  strategy: [ON_PLAY, "str", "How hosts wait for each other."],
  tags: [[...EVERYWHERE, "import_playbook"], "tags", "Names to choose what runs by."],
  tasks: [ON_PLAY, "tasks", "What to do."],
  throttle: [EVERYWHERE, "int", "How many hosts may run the task at once."],
  timeout: [EVERYWHERE, "int", "Seconds that the task may take."],
  until: [ON_TASK, "conditions", "When to stop repeating the task."],
  user: [ON_PLAY, "str", "The older name of 'remote_user'."],
  vars: [[...EVERYWHERE, "import_playbook"], "dict", "Variables."],
  vars_files: [ON_PLAY, "list", "Files of variables."],
  vars_prompt: [ON_PLAY, "list", "Variables to ask for."],
  when: [[...BELOW_PLAY, "import_playbook"], "conditions", "When to run; otherwise it is skipped."],
};

/** The keywords by name. `with_…` is not among them: see {@linkcode LOOP_KINDS}. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(ROWS).map(([name, [places, type, description]]) => [
    name,
    { places, type, description },
  ]),
);

/** The keywords whose value a task inherits, the innermost one winning. */
export const INHERITED_KEYWORDS: readonly InheritedKeyword[] = [
  "any_errors_fatal",
  "become",
  "become_exe",
  "become_flags",
  "become_method",
  "become_user",
  "check_mode",
  "connection",
  "debugger",
  "delegate_facts",
  "delegate_to",
  "diff",
  "ignore_errors",
  "ignore_unreachable",
  "no_log",
  "port",
  "remote_user",
  "run_once",
  "throttle",
  "timeout",
];

/**
 * Ansible's lookups, which loops with `with_…` know.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 */
export const LOOP_KINDS: ReadonlySet<string> = new Set([
  "cartesian",
  "config",
  "csvfile",
  "dict",
  "env",
  "file",
  "fileglob",
  "filetree",
  "first_found",
  "flattened",
  "indexed_items",
  "ini",
  "inventory_hostnames",
  "items",
  "lines",
  "list",
  "nested",
  "password",
  "pipe",
  "random_choice",
  "sequence",
  "subelements",
  "template",
  "together",
  "unvault",
  "url",
  "varnames",
  "vars",
]);

/** The names of the keywords that may stand in a place. */
export function keywordsOf(place: KeywordPlace): string[] {
  return [...KEYWORDS].filter(([, { places }]) => places.includes(place)).map(([name]) => name);
}
