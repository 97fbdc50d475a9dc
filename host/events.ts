/**
 * What happens in a run, as it happens. Every output is a reader of this stream: the terminal's,
 * JSON, and whatever embeds the host. Nothing in it is secret: what `no_log` covers is replaced
 * before an event is made.
 *
 * @module
 */
import type { Diagnostic, Diff, LogLevel, Value, ValueMap } from "@shep/sdk";
import type { SourcePosition } from "./playbook/model.ts";

/** How a task ended on a host. */
export type ResultStatus = "ok" | "changed" | "skipped" | "failed" | "unreachable";

/** What became of a task, or of one item of its loop. */
export interface ResultInfo {
  /** How it ended. */
  readonly status: ResultStatus;
  /** What `register` keeps: the action's return values with `changed`, `failed` and the like. */
  readonly values: ValueMap;
  /** What changed, if that was asked for. */
  readonly diffs: readonly Diff[];
  /** What its action warned of. */
  readonly warnings: readonly string[];
  /** Whether `no_log` emptied the above. */
  readonly isCensored: boolean;
  /** For an error with a place: where it was, the source line, what to do. */
  readonly diagnostic?: Diagnostic;
}

/** A task as it is shown. */
export interface TaskInfo {
  /** Unique in the run. */
  readonly id: number;
  /** Its name, templated as far as it can be for all hosts; the action's name if it has none. */
  readonly name: string;
  /** As it was written: `ansible.builtin.copy`. */
  readonly action: string;
  /** Where it was written. */
  readonly position: SourcePosition;
  /** Whether it was notified, and not simply next. */
  readonly isHandler: boolean;
  /** The arguments are shown only when `no_log` is not set. */
  readonly isCensored: boolean;
}

/** A play as it is shown. */
export interface PlayInfo {
  /** Its name, or its pattern if it has none. */
  readonly name: string;
  /** Where it was written. */
  readonly position: SourcePosition;
  /** How its hosts wait for each other: `linear`, `free`, … */
  readonly strategy: string;
}

/** How often each outcome came about on a host: Ansible's recap line. */
export interface HostStats {
  /** Tasks that succeeded, changed ones among them. */
  readonly ok: number;
  /** Tasks that changed something. */
  readonly changed: number;
  /** How often the host could not be reached. */
  readonly unreachable: number;
  /** Failures that nothing caught. */
  readonly failed: number;
  /** Tasks whose condition did not hold. */
  readonly skipped: number;
  /** Failures that a `rescue` caught. */
  readonly rescued: number;
  /** Failures that `ignore_errors` let pass. */
  readonly ignored: number;
}

/** Anything that happens. */
export type RunEvent =
  | { readonly type: "run-started"; readonly playbooks: readonly string[]; readonly check: boolean }
  | { readonly type: "playbook-started"; readonly file: string }
  | { readonly type: "play-started"; readonly play: PlayInfo; readonly hosts: readonly string[] }
  | { readonly type: "no-hosts-matched"; readonly play: PlayInfo }
  | { readonly type: "no-hosts-left"; readonly play: PlayInfo }
  | {
    readonly type: "task-started";
    readonly task: TaskInfo;
    /** Whether all its hosts have begun with it before its turn; no if absent. */
    readonly isUnderWay?: boolean;
  }
  | {
    readonly type: "task-finished";
    readonly task: TaskInfo;
    readonly host: string;
    readonly result: ResultInfo;
    /** Whether a failure was let pass by `ignore_errors`. */
    readonly isIgnored: boolean;
    /** Whether it failed in a block that goes on with its `rescue`. */
    readonly isRescued?: boolean;
    readonly delegatedTo?: string;
    /** Milliseconds. */
    readonly duration: number;
  }
  | {
    readonly type: "item-finished";
    readonly task: TaskInfo;
    readonly host: string;
    /** What stands for the item: its label, or itself. */
    readonly item: Value;
    readonly result: ResultInfo;
    readonly isIgnored: boolean;
    readonly delegatedTo?: string;
  }
  | {
    /** Tasks were read that now run on these hosts. */
    readonly type: "included";
    readonly task: TaskInfo;
    readonly kind: "tasks" | "role";
    /** The path of the file, or the name of the role. */
    readonly name: string;
    readonly hosts: readonly string[];
    /** What stands for the item, in a loop. */
    readonly item?: Value;
  }
  | {
    readonly type: "retrying";
    readonly task: TaskInfo;
    readonly host: string;
    readonly retriesLeft: number;
    readonly result: ResultInfo;
  }
  | {
    readonly type: "handler-notified";
    readonly handler: string;
    readonly host: string;
  }
  | { readonly type: "warning"; readonly warning: Diagnostic }
  | {
    readonly type: "log";
    readonly plugin: string;
    readonly level: LogLevel;
    readonly text: string;
  }
  | { readonly type: "recap"; readonly hosts: ReadonlyMap<string, HostStats> }
  /** The hosts that were lost so far are in a file, for `--limit @FILE`. */
  | { readonly type: "retry-file"; readonly file: string }
  | {
    /** What `set_stats` gathered, if anything. */
    readonly type: "custom-stats";
    readonly run: ValueMap;
    readonly hosts: ReadonlyMap<string, ValueMap>;
  }
  | { readonly type: "run-finished"; readonly exitCode: number };

/** Hears of everything. */
export type EventListener = (event: RunEvent) => void;
