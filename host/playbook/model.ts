/**
 * A playbook as the engine runs it: read, checked and resolved, but not templated yet.
 *
 * What a task inherits (Ansible merges a play's, a block's and a task's keywords whenever it needs
 * one) is merged here once, when the playbook is loaded.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html
 * @module
 */
import type { Float, Key } from "@shep/sdk/value";
import type { TemplateText } from "../template/mod.ts";
import type { Place } from "./source_file.ts";

/** Where in a file something was written; both count from 1. */
export interface SourcePosition {
  /** The name by which the file was opened. */
  readonly file: string;
  /** The line. */
  readonly line: number;
  /** The column. */
  readonly column: number;
}

/** A value of a trusted file: text with markup is a {@linkcode TemplateText}, at any depth. */
export type PlaybookValue =
  | null
  | boolean
  | number
  | bigint
  | Float
  | string
  | Uint8Array
  | TemplateText
  | PlaybookValue[]
  | PlaybookMap;

/** A mapping of a trusted file. */
export type PlaybookMap = Map<Key, PlaybookValue>;

/** An expression without braces, as `when` takes it, or what needs no evaluation. */
export interface Condition {
  /** The expression, or a condition that is settled. */
  readonly expression: TemplateText | boolean;
  /** Where the expression begins. */
  readonly position: SourcePosition;
}

/** Variables that one place in a playbook sets. */
export interface VariableSet {
  /** The variables by name. */
  readonly values: PlaybookMap;
  /** Where the first of them is. */
  readonly position: SourcePosition;
}

/** The value of a keyword, and where it was written. */
export interface Setting {
  /** What was written, converted to the type of the keyword where that is settled. */
  readonly value: PlaybookValue;
  /** Where the value is. */
  readonly position: SourcePosition;
}

/** The keywords that a task inherits from its blocks and its play, the innermost one winning. */
export type InheritedKeyword =
  | "become"
  | "become_exe"
  | "become_flags"
  | "become_method"
  | "become_user"
  | "any_errors_fatal"
  | "check_mode"
  | "connection"
  | "debugger"
  | "delegate_facts"
  | "delegate_to"
  | "diff"
  | "ignore_errors"
  | "ignore_unreachable"
  | "no_log"
  | "port"
  | "remote_user"
  | "run_once"
  | "throttle"
  | "timeout";

/** The inherited keywords that were set. */
export type Settings = ReadonlyMap<InheritedKeyword, Setting>;

/** What a task, a block and a play have in common. */
export interface Inherited {
  /** What the innermost of each inherited keyword says. */
  readonly settings: Settings;
  /** Outermost first; later ones win. */
  readonly vars: readonly VariableSet[];
  /** What `include_tasks` and `include_role` pass on: stronger than what was set. As `vars`. */
  readonly includeVars: readonly VariableSet[];
  /** Outermost first; all must hold. */
  readonly when: readonly Condition[];
  /** Outermost first; later ones win. */
  readonly environment: readonly Setting[];
  /** The union of all that apply, outermost first. */
  readonly tags: readonly Tag[];
}

/** A tag, or a template of one or of several. */
export type Tag = string | TemplateText;

/** The arguments that an action has unless told. */
export interface DefaultArguments {
  readonly values: ReadonlyMap<string, PlaybookValue>;
  readonly places: ReadonlyMap<string, Place>;
  /** In place of values: a template of a dictionary. */
  readonly template?: TemplateText;
}

/** What is behind an action or a group of them, by its name; the innermost one says it all. */
export type ModuleDefaults = ReadonlyMap<string, DefaultArguments>;

/** What is inherited, with what only tasks of blocks inherit. */
export interface Scope extends Inherited {
  /** The handlers that the innermost `notify` names. */
  readonly notify: readonly Setting[];
  /** Arguments that actions have unless told. */
  readonly moduleDefaults: ModuleDefaults;
  /** Where actions without a full name are looked for: what the innermost `collections` says. */
  readonly collections: readonly string[];
}

/** How a task's loop is carried out. */
export interface Loop {
  /** `loop`, or the name behind `with_`: `items`, `dict`, … */
  readonly kind: string;
  /** What to loop over, before it is rendered. */
  readonly value: PlaybookValue;
  /** Where the value is. */
  readonly position: SourcePosition;
  /** `item`, unless `loop_control` says otherwise. */
  readonly variable: PlaybookValue;
  /** The variable that counts the items from 0, if one was asked for. */
  readonly indexVariable?: PlaybookValue;
  /** What is shown in place of the item. */
  readonly label?: PlaybookValue;
  /** Seconds between items. */
  readonly pause?: PlaybookValue;
  /** Whether `ansible_loop` is set. */
  readonly extended: PlaybookValue;
  /** Whether `ansible_loop.allitems` is set too. */
  readonly extendedAllItems: PlaybookValue;
  /** When no further item has its turn; all must hold. */
  readonly breakWhen: readonly Condition[];
}

/** `until`, `retries` and `delay`. */
export interface Retry {
  /** Until the task does not fail, if empty. */
  readonly until: readonly Condition[];
  /** How many attempts follow the first. */
  readonly retries: PlaybookValue;
  /** Seconds. */
  readonly delay: PlaybookValue;
}

/** `async` and `poll`. */
export interface Async {
  /** Seconds that the action may take in the background. */
  readonly limit: Setting;
  /** Seconds between two looks at it. */
  readonly poll?: Setting;
}

/** One call of an action. */
export interface Task extends Inherited {
  /** Tells it from a block. */
  readonly kind: "task";
  /** What it is called in the output. */
  readonly name?: PlaybookValue;
  /** The action's short name: `copy` for `ansible.builtin.copy`. */
  readonly action: string;
  /** The action as it was written. */
  readonly written: string;
  /** By name, as they were written. */
  readonly arguments: ReadonlyMap<string, PlaybookValue>;
  /** Where each argument was written; for `key=value` text where the text was. */
  readonly argumentPositions: ReadonlyMap<string, SourcePosition>;
  /**
   * `{{ … }}` in place of the arguments, or beside them in `args:`: a template whose value is a
   * dict of arguments, over which those above win.
   */
  readonly argumentsTemplate?: TemplateText;
  /** What `module_defaults` say, the weakest first: dicts of arguments, and templates of such. */
  readonly defaultArguments: readonly (ReadonlyMap<string, PlaybookValue> | TemplateText)[];
  /** Where the task begins. */
  readonly position: SourcePosition;
  /** What it is repeated for. */
  readonly loop?: Loop;
  /** How it is repeated until it succeeds. */
  readonly retry?: Retry;
  /** How it is carried out in the background. */
  readonly async?: Async;
  /** The variable that keeps the result. */
  readonly register?: string;
  /** What is made of the result, by the variables that keep it. */
  readonly projections?: ReadonlyMap<string, TemplateText>;
  /** When it counts as changed; all must hold. */
  readonly changedWhen?: readonly Condition[];
  /** When it counts as failed; all must hold. */
  readonly failedWhen?: readonly Condition[];
  /** Handlers to notify when it changed something. */
  readonly notify: readonly Setting[];
  /** Topics that a handler also answers to. */
  readonly listen: readonly string[];
  /** Made by the engine, as the first gathering of facts is. */
  readonly isImplicit: boolean;
  /** The role that it belongs to. */
  readonly role?: Role;
  /** What it brings when it runs, if it is an include. */
  readonly include?: IncludePoint;
}

/** Where an include stands: what the tasks that it brings inherit, and where they are found. */
export interface IncludePoint {
  /** Whether it brings a file of tasks, or a role. */
  readonly kind: "tasks" | "role";
  /** What is inherited: of the include itself only its variables and what it says to `apply`. */
  readonly scope: Scope;
  /** Its own variables. */
  readonly vars: readonly VariableSet[];
  /** What kind of tasks it brings. */
  readonly place: "task" | "handler";
  /** The files that are open: each is imported or included by the one before it. */
  readonly files: readonly string[];
  /** The file of the play. */
  readonly playbook: string;
  /** The role that the include belongs to. */
  readonly role?: Role;
}

/**
 * A role as one place uses it: its variables, and what that place says of them.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html
 */
export interface Role {
  /** With the collection that it is of: `common`, or `acme.web.common`. */
  readonly name: string;
  /** Without it. */
  readonly shortName: string;
  /** The collection, if it is of one. */
  readonly collection?: string;
  /** Its folder, from the root on. */
  readonly path: string;
  /** Its folder, as messages name it. */
  readonly folder: string;
  /** The role that depends on it, imports it, or includes it. */
  readonly parent?: Role;
  /** Whether a task brought it, and no list of roles or dependencies. */
  readonly isIncluded: boolean;
  /** The roles that it depends on. */
  readonly dependencies: readonly Role[];
  /** Of `defaults/`. */
  readonly defaults: PlaybookMap;
  /** Of `vars/`. */
  readonly vars: PlaybookMap;
  /** The `vars` of the entry, weaker than its own. */
  readonly entryVars: readonly VariableSet[];
  /** What stands beside its name in the entry: stronger than what was set. */
  readonly params: PlaybookMap;
  /** The same for entries that say the same: it is run once for all of them. */
  readonly identity: string;
  /** Then it is run for each of them. */
  readonly allowsDuplicates: boolean;
}

/** Handlers that were written together. */
export interface HandlerList {
  readonly nodes: readonly TaskNode[];
  /** The same for a role's that is used again in the same way: those are the same handlers. */
  readonly identity?: string;
}

/** That a block is all there is to a role. */
export interface RoleUse {
  /** The role. */
  readonly role: Role;
  /** Its handlers. */
  readonly handlers: HandlerList;
  /** Whether the play's other tasks see its variables. */
  readonly isPublic: boolean;
}

/** Tasks that belong together, with what is done when one fails, and in any case. */
export interface Block {
  /** Tells it from a task. */
  readonly kind: "block";
  /** What it is called; blocks are not shown. */
  readonly name?: PlaybookValue;
  /** Where the block begins. */
  readonly position: SourcePosition;
  /** What the block does. */
  readonly tasks: readonly TaskNode[];
  /** What is done when one of them failed. */
  readonly rescue: readonly TaskNode[];
  /** What is done afterwards in any case. */
  readonly always: readonly TaskNode[];
  /** The role whose tasks these are. */
  readonly use?: RoleUse;
}

/** What a list of tasks is made of. */
export type TaskNode = Task | Block;

/** How a play's hosts take turns. */
export interface Turns {
  /** How they wait for each other; `linear` if nothing is said. */
  readonly strategy?: Setting;
  /** In which order they have their turn; that of the inventory if nothing is said. */
  readonly order?: Setting;
  /** The sizes of the batches, as numbers or percentages; all hosts at once if empty. */
  readonly serial: readonly Setting[];
  /** How many of a batch may fail before the play ends. */
  readonly maxFailPercentage?: Setting;
}

/** A variable that the user is asked for; all but its name may be a template. */
export interface VarsPrompt {
  readonly name: string;
  /** The question; one that names the variable if absent. */
  readonly prompt?: PlaybookValue;
  /** What holds where nothing is typed. */
  readonly default?: PlaybookValue;
  /** Whether what is typed is not seen. */
  readonly isPrivate: PlaybookValue;
  /** Whether it is asked for twice. */
  readonly isConfirmed: PlaybookValue;
  /** Whether the answer is never a template. */
  readonly isUnsafe: PlaybookValue;
  /** The kind of hash that is made of the answer. */
  readonly encrypt?: PlaybookValue;
  readonly salt?: PlaybookValue;
  readonly saltSize?: PlaybookValue;
  readonly position: SourcePosition;
}

/** One play. */
export interface Play extends Inherited {
  /** What it is called in the output. */
  readonly name?: PlaybookValue;
  /** A pattern, or a list of them. */
  readonly hosts: PlaybookValue;
  /** Where the play begins. */
  readonly position: SourcePosition;
  /** How the hosts take turns. */
  readonly turns: Turns;
  /** `undefined` leaves it to the configuration. */
  readonly gatherFacts?: PlaybookValue;
  /** Arguments of the first gathering of facts: `gather_subset`, `gather_timeout`, `fact_path`. */
  readonly gatherArguments: ReadonlyMap<string, PlaybookValue>;
  /** What `module_defaults` say of it. */
  readonly gatherDefaults: Task["defaultArguments"];
  /** Each entry is a path, or a list of which the first that exists is taken. */
  readonly varsFiles: readonly Setting[];
  readonly varsPrompt: readonly VarsPrompt[];
  /** Run before the roles. */
  readonly preTasks: readonly TaskNode[];
  /** The tasks of the roles that it lists. */
  readonly roles: readonly TaskNode[];
  /** Run after the roles. */
  readonly tasks: readonly TaskNode[];
  /** Run after the handlers of the tasks. */
  readonly postTasks: readonly TaskNode[];
  /**
   * Run when they were notified, in this order: those of the roles that it lists, its own, those of
   * roles that are imported. Of two with one name that of the later list is meant.
   */
  readonly handlers: readonly HandlerList[];
  /** The roles whose variables all of its tasks see; later ones win. */
  readonly publicRoles: readonly Role[];
  /** Whether handlers run on hosts that failed. */
  readonly forceHandlers?: PlaybookValue;
}

/** A file of plays. */
export interface Playbook {
  /** As it was named on the command line. */
  readonly file: string;
  /** In the order of the file; those of imported playbooks among them. */
  readonly plays: readonly Play[];
}
