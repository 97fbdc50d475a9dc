/**
 * Actions: what Ansible calls modules.
 *
 * @module
 */
import type { Arguments, ArgumentSpecs } from "../arguments.ts";
import type { ActionDescription } from "../description.ts";
import type { ShellText } from "../shell.ts";
import type { Plain } from "../value.ts";
import type {
  DirectoryEntry,
  FileKind,
  ReadFileReply,
  RenderTemplateReply,
} from "../wire/messages/action.ts";
import type { Diff } from "../wire/messages/action.ts";
import type { Environment, LogLevel, Progress } from "../wire/messages/common.ts";
import type { Sink } from "../wire/streams.ts";

/** How a program on the target ended, and what it wrote. */
export interface ExecResult {
  /** 0 to 255, or -1 when a signal ended it. */
  readonly exitCode: number;
  /** The signal that ended it, such as `SIGKILL`. */
  readonly signal?: string;
  /** What it wrote, as text; bytes that are no UTF-8 become U+FFFD. */
  readonly stdout: string;
  /** What it wrote as an error, as text. */
  readonly stderr: string;
  /** What it wrote, byte for byte. */
  readonly stdoutBytes: Uint8Array;
  /** When the host asked for it, in milliseconds since 1970, with fractions. */
  readonly started: number;
  /** When the host was answered. */
  readonly ended: number;
}

/** What goes with a program. */
export interface ExecOptions {
  /** What it reads; nothing if absent. */
  readonly stdin?: string | Uint8Array;
  /** Where it runs; the home of the user if absent. */
  readonly cwd?: string;
  /** Added to the target's environment. */
  readonly environment?: Environment;
  /**
   * Promises that the action asks nothing of the target after this script. In a loop the next item
   * may then be on its way before this one is answered: 100 items take a few round trips.
   */
  readonly isLast?: boolean;
  /**
   * Promises that the task succeeds if this program exits with 0, and that it then asks no more and
   * reports no facts. The next task may then be on its way before the result of this one is there.
   */
  readonly isDecisive?: boolean;
}

/** What a program on the target converses with. */
export interface Conversation {
  /** What it reads, until the end of it; nothing is read ahead of the program for long. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Takes what it writes, as it comes. */
  readonly output: Sink;
  /** Aborted when nobody is left to talk to: then the program is ended. */
  readonly signal?: AbortSignal;
}

/** Which file of the playbook is meant. */
export interface ReadFileOptions {
  /** The folder that is searched first: `files`. */
  readonly search?: string;
  /** Whether it is wanted as it is, even if it comes from a vault. */
  readonly encrypted?: boolean;
}

/** Which file of the playbook is meant, and what is wanted of it. */
export interface StatFileOptions extends ReadFileOptions {
  /** The bytes of a file that has no more than this come along, in place of their checksum. */
  readonly dataUpTo?: number;
  /** A file that has more than this comes without its checksum, which takes as long as to read it. */
  readonly checksumUpTo?: number;
}

/** A file that the playbook brings along. */
export interface SourceFile {
  /** What stands there. */
  readonly kind: FileKind;
  /** Where it was found. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Permission bits, such as `0o644`. */
  readonly mode: number;
  /** In hex; none of a directory, nor where the bytes came along or are too many. */
  readonly sha1?: string;
  /** The bytes, if they were asked for, and are not too many. */
  readonly data?: Uint8Array;
}

/**
 * What is written on a target: bytes, a file of the playbook, or several of them, one behind the
 * other.
 */
export type PutContent =
  | { readonly content: string | Uint8Array }
  | { readonly source: string }
  | { readonly sources: readonly string[] };

/**
 * All that an action may do: it has no other way to touch anything. The host carries out each
 * request on the target of the task that it was handed, and may refuse.
 */
export interface Task {
  /** The inventory name of the host. */
  readonly host: string;
  /** Nothing may be changed; the result tells what would have been. */
  readonly check: boolean;
  /** The result should hold a `diff`. */
  readonly diff: boolean;
  /** How often the user gave `-v`, 0 to 6. */
  readonly verbosity: number;
  /**
   * Of an action that starts something on the controller: whether that is to be started on the
   * target instead, because the task is delegated to it, or they are one machine.
   */
  readonly startsOnTarget: boolean;
  /** Aborted when the task is given up. */
  readonly signal: AbortSignal;
  /** Whether somebody may read a result that the action calls {@linkcode ActionDescription.costly}. */
  isRead(result: string): boolean;
  /**
   * Runs a script of the action's own in the POSIX shell that is held open on the target, in a
   * subshell: one round trip, one fork. Text comes from {@linkcode sh}, which quotes. A script that
   * fails is a result.
   *
   * @throws {Fault} `unreachable` when the target was lost, `cancelled` when the task is given up,
   * `permission-denied` when the host refuses.
   */
  script(script: ShellText, options?: ExecOptions): Promise<ExecResult>;
  /**
   * Runs a user's program, exactly these words, in a process group of its own. Throws what
   * {@linkcode script} does.
   */
  command(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Runs a script as {@linkcode script} does, which reads and writes while it runs. */
  converse(
    script: ShellText,
    conversation: Conversation,
  ): Promise<Pick<ExecResult, "exitCode" | "stderr">>;
  /**
   * Writes a file on the target: beside its place, then renamed. Files of the playbook are
   * sent by the host, without the plugin ever holding them.
   *
   * @returns The bytes written.
   * @throws {Fault} `failed` when the target cannot hold the file, `not-found` for a file that the
   * playbook does not bring along.
   */
  put(
    destination: string,
    from: PutContent,
    options?: { readonly mode?: number },
  ): Promise<number>;
  /**
   * Reads a file of the target.
   *
   * @param sink Takes the bytes as they come; the promise that it returns holds the sender back.
   * @returns How many bytes it had.
   * @throws {Fault} `not-found` or `failed`, when it cannot be read.
   */
  fetch(path: string, sink: Sink): Promise<number>;
  /**
   * Reads a file that the playbook brings along; `kind` says if there is none.
   *
   * @throws {Fault} `permission-denied`, for a file that is none of the playbook's, unless one of the
   * task's arguments names it.
   */
  readFile(path: string, options?: ReadFileOptions): Promise<ReadFileReply>;
  /** What a file of the playbook is; its bytes come along only if they are asked for. */
  statFile(path: string, options?: StatFileOptions): Promise<SourceFile>;
  /** What a directory of the playbook holds. */
  listDirectory(
    path: string,
    options?: { readonly search?: string },
  ): Promise<readonly DirectoryEntry[]>;
  /**
   * Renders a template of the playbook with the task's variables.
   *
   * @param options What the engine is told, as the arguments of `template` are called.
   * @throws {Fault} `not-found`, or what is wrong with the template, with its position.
   */
  render(
    path: string,
    options?: { readonly [name: string]: Plain | undefined },
  ): Promise<RenderTemplateReply>;
  /** Adds a warning to the result. */
  warn(text: string): void;
  /** Says something to whoever asked to hear it. */
  log(level: LogLevel, text: string): void;
  /** Tells how far the task is. */
  progress(progress: Partial<Progress>): void;
}

/** What became of a task. */
export interface TaskResult {
  /** Whether anything was changed, or in check mode would have been. */
  readonly changed?: boolean;
  /** Nothing was done because nothing was to be done. */
  readonly skipped?: boolean;
  /** The documented return values. */
  readonly values?: { readonly [name: string]: Plain | undefined };
  /** Facts of the host, kept for the rest of the run. */
  readonly facts?: { readonly [name: string]: Plain | undefined };
  /** What changed, for `--diff`. */
  readonly diff?: Diff | readonly Diff[];
}

/**
 * Thrown by an action to say that its task failed, with what it has to return all the same.
 *
 * @example
 * ```ts
 * import { TaskFailure } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * const failure = new TaskFailure("non-zero return code", { rc: 1, stdout: "" });
 * assert.equal(failure.values["rc"], 1);
 * ```
 */
export class TaskFailure extends Error {
  /** Tells it from other errors. */
  override readonly name = "TaskFailure";
  /** What the task returns beside its message. */
  readonly values: { readonly [name: string]: Plain | undefined };

  /** A failure with its `msg`, and what else the task returns. */
  constructor(message: string, values: { readonly [name: string]: Plain | undefined } = {}) {
    super(message);
    this.values = values;
  }
}

/** An action: its declaration, and how it is carried out. */
export interface ActionDefinition<Specs extends ArgumentSpecs = ArgumentSpecs>
  extends ActionDescription {
  /** What it takes, by name. */
  readonly arguments: Specs;
  /**
   * Carries the action out. In check mode nothing may be changed.
   *
   * @throws {TaskFailure} When the task failed.
   */
  run(args: Arguments<Specs>, task: Task): TaskResult | Promise<TaskResult>;
}

/** An action whose arguments' types have been used up. */
export type AnyAction = ActionDescription & {
  run(args: never, task: Task): TaskResult | Promise<TaskResult>;
};

/** An action whose module is loaded when it is first asked for. */
export interface LazyAction {
  /** As playbooks call it. */
  readonly name: string;
  /** Loads it. */
  readonly load: () => Promise<AnyAction>;
}

/**
 * Actions by name, not loaded yet, so that a plugin with many starts as fast as one with few.
 * The specifiers have to be literals: what is imported belongs to the plugin's modules, and needs
 * no permission.
 *
 * @example
 * ```ts ignore
 * import { definePlugin, lazyActions } from "@shep/sdk";
 *
 * export const plugin = definePlugin({
 *   name: "files",
 *   version: "0.1.0",
 *   summary: "Files.",
 *   actions: lazyActions(["touch"], {
 *     touch: async () => (await import("./touch.ts")).touch,
 *   }),
 * });
 * ```
 */
export function lazyActions<Name extends string>(
  names: readonly Name[],
  loaders: Readonly<Record<NoInfer<Name>, LazyAction["load"]>>,
): LazyAction[] {
  return names.map((name) => ({ name, load: loaders[name] }));
}

/**
 * Declares an action. The types of its arguments follow from their declaration, and so do its
 * checks, its documentation and its contract tests.
 *
 * @example
 * ```ts
 * import { defineAction, sh } from "@shep/sdk";
 *
 * export const touch = defineAction({
 *   name: "touch",
 *   summary: "Makes sure that a file is there.",
 *   arguments: {
 *     path: { type: "path", description: "The file.", required: true },
 *   },
 *   supportsCheck: true,
 *   async run({ path }, task) {
 *     const change = task.check ? sh`true` : sh`: >${path}`;
 *     const { stdout } = await task.script(sh`[ -e ${path} ] || { ${change} && echo changed; }`);
 *     return { changed: stdout !== "", values: { path } };
 *   },
 * });
 * ```
 */
export function defineAction<const Specs extends ArgumentSpecs>(
  action: ActionDefinition<Specs>,
): ActionDefinition<Specs> {
  return action;
}
