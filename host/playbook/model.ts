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

/** Where in a file something was written; both count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
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
  readonly expression: TemplateText | boolean;
  readonly position: SourcePosition;
}

/** Variables that one place in a playbook sets. */
export interface VariableSet {
  readonly values: PlaybookMap;
  readonly position: SourcePosition;
}

/** The value of a keyword, and where it was written. */
export interface Setting {
  readonly value: PlaybookValue;
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
  readonly settings: Settings;
  /** Outermost first; later ones win. */
  readonly vars: readonly VariableSet[];
  /** Outermost first; all must hold. */
  readonly when: readonly Condition[];
  /** Outermost first; later ones win. */
  readonly environment: readonly Setting[];
  readonly tags: readonly string[];
}

/** How a task's loop is carried out. */
export interface Loop {
  /** `loop`, or the name behind `with_`: `items`, `dict`, … */
  readonly kind: string;
  readonly value: PlaybookValue;
  readonly position: SourcePosition;
  /** `item`, unless `loop_control` says otherwise. */
  readonly variable: string;
  readonly indexVariable?: string;
  /** What is shown in place of the item. */
  readonly label?: PlaybookValue;
  /** Seconds between items. */
  readonly pause?: PlaybookValue;
  /** Whether `ansible_loop` is set. */
  readonly extended: boolean;
}

/** `until`, `retries` and `delay`. */
export interface Retry {
  /** Until the task does not fail, if empty. */
  readonly until: readonly Condition[];
  readonly retries: PlaybookValue;
  /** Seconds. */
  readonly delay: PlaybookValue;
}

/** One call of an action. */
export interface Task extends Inherited {
  readonly kind: "task";
  readonly name?: PlaybookValue;
  /** The action's short name: `copy` for `ansible.builtin.copy`. */
  readonly action: string;
  /** The action as it was written. */
  readonly written: string;
  readonly arguments: ReadonlyMap<string, PlaybookValue>;
  /** Where each argument was written; for `key=value` text where the text was. */
  readonly argumentPositions: ReadonlyMap<string, SourcePosition>;
  /**
   * `{{ … }}` in place of the arguments, or beside them in `args:`: a template whose value is a
   * dict of arguments, over which those above win.
   */
  readonly argumentsTemplate?: TemplateText;
  readonly position: SourcePosition;
  readonly loop?: Loop;
  readonly retry?: Retry;
  readonly register?: string;
  readonly changedWhen?: readonly Condition[];
  readonly failedWhen?: readonly Condition[];
  readonly notify: readonly Setting[];
  /** Topics that a handler also answers to. */
  readonly listen: readonly string[];
  /** Made by the engine, as the first gathering of facts is. */
  readonly isImplicit: boolean;
}

/** Tasks that belong together, with what is done when one fails, and in any case. */
export interface Block {
  readonly kind: "block";
  readonly name?: PlaybookValue;
  readonly position: SourcePosition;
  readonly tasks: readonly TaskNode[];
  readonly rescue: readonly TaskNode[];
  readonly always: readonly TaskNode[];
}

/** What a list of tasks is made of. */
export type TaskNode = Task | Block;

/** One play. */
export interface Play extends Inherited {
  readonly name?: PlaybookValue;
  /** A pattern, or a list of them. */
  readonly hosts: PlaybookValue;
  readonly position: SourcePosition;
  /** `undefined` leaves it to the configuration. */
  readonly gatherFacts?: PlaybookValue;
  /** Arguments of the first gathering of facts: `gather_subset`, `gather_timeout`, `fact_path`. */
  readonly gatherArguments: ReadonlyMap<string, PlaybookValue>;
  /** Each entry is a path, or a list of which the first that exists is taken. */
  readonly varsFiles: readonly Setting[];
  readonly preTasks: readonly TaskNode[];
  readonly tasks: readonly TaskNode[];
  readonly postTasks: readonly TaskNode[];
  readonly handlers: readonly TaskNode[];
  readonly forceHandlers?: PlaybookValue;
}

/** A file of plays. */
export interface Playbook {
  /** As it was named on the command line. */
  readonly file: string;
  readonly plays: readonly Play[];
}
