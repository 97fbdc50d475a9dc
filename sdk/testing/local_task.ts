/**
 * A task on this machine, without a host and without a connection: for the unit tests of actions.
 *
 * @module
 */
import { basename, dirname, isAbsolute, join } from "../path.ts";
import type { ArgumentSpecs } from "../arguments.ts";
import { checkArguments } from "../check_arguments.ts";
import {
  type AnyAction,
  type Conversation,
  type ExecOptions,
  type ExecResult,
  type PutContent,
  type SourceFile,
  type Task,
  TaskFailure,
  type TaskResult,
} from "../define/action.ts";
import { linkFields } from "../directory_link.ts";
import { shellQuote, type ShellText } from "../shell.ts";
import { type Plain, toValue, type Value, type ValueMap } from "../value.ts";
import { Fault } from "../wire/errors.ts";
import type {
  Diff,
  DirectoryEntry,
  FileKind,
  ReadFileReply,
  RenderTemplateReply,
  TaskStatus,
} from "../wire/messages/action.ts";
import type { LogLevel, Progress } from "../wire/messages/common.ts";
import type { Sink } from "../wire/streams.ts";
import { writeProgram } from "./write_program.ts";

/** What a {@linkcode LocalTask} is like. */
export interface LocalTaskOptions {
  /** The shell that runs scripts, and its arguments; `/bin/sh` if absent. */
  readonly shell?: readonly string[];
  /** The directory of the files that the playbook brings along; the working one if absent. */
  readonly files?: string;
  /** Whether nothing may be changed; false if absent. */
  readonly check?: boolean;
  /** Whether the result is to hold a diff; false if absent. */
  readonly diff?: boolean;
  /** 0 to 4; 0 if absent. */
  readonly verbosity?: number;
  /** Whether what an action would start on the controller is started here; false if absent. */
  readonly startsOnTarget?: boolean;
  /** Of the results that an action calls costly, those that nobody reads; none if absent. */
  readonly unread?: readonly string[];
  /** How templates are rendered; as they are, if absent. */
  readonly render?: (
    source: string,
    options: { readonly [name: string]: Plain | undefined },
  ) => string;
  /** Added to the environment of every script and command. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A call that a {@linkcode LocalTask} was asked for. */
export interface TaskCall {
  /** The method that was called. */
  readonly kind: "script" | "command" | "put" | "fetch";
  /** The script, the words of the command joined, or the path. */
  readonly text: string;
}

const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });
const BYTES = new TextEncoder();

/**
 * Carries requests out on this machine, with the rights of the process, and keeps a list of them.
 *
 * @example
 * ```ts
 * import { defineAction, sh } from "@shep/sdk";
 * import { LocalTask, runAction } from "@shep/sdk/testing";
 * import assert from "node:assert/strict";
 *
 * const greet = defineAction({
 *   name: "greet",
 *   summary: "Says hello.",
 *   arguments: { name: { type: "str", description: "Whom to greet.", required: true } },
 *   async run({ name }, task) {
 *     const { stdout } = await task.script(sh`printf 'hello %s' ${name}`);
 *     return { values: { greeting: stdout } };
 *   },
 * });
 * const task = new LocalTask();
 * const { values } = await runAction(greet, { name: "world" }, task);
 * assert.equal(values["greeting"], "hello world");
 * assert.equal(task.calls.length, 1);
 * ```
 */
export class LocalTask implements Task {
  readonly host = "localhost";
  readonly check: boolean;
  readonly diff: boolean;
  readonly verbosity: number;
  readonly startsOnTarget: boolean;
  readonly signal: AbortSignal = new AbortController().signal;
  /** What the action warned of. */
  readonly warnings: string[] = [];
  /** What it was asked for: each is a round trip to a real target. */
  readonly calls: TaskCall[] = [];
  readonly #options: LocalTaskOptions;

  /** A task on this machine. */
  constructor(options: LocalTaskOptions = {}) {
    this.check = options.check ?? false;
    this.diff = options.diff ?? false;
    this.verbosity = options.verbosity ?? 0;
    this.startsOnTarget = options.startsOnTarget ?? false;
    this.#options = options;
  }

  isRead(result: string): boolean {
    return !this.#options.unread?.includes(result);
  }

  script({ text }: ShellText, options: ExecOptions = {}): Promise<ExecResult> {
    this.calls.push({ kind: "script", text });
    const shell = this.#options.shell ?? ["/bin/sh"];
    if (options.stdin !== undefined) return this.#run([...shell, "-c", text], options);
    // As a connection sends it to a shell that is held open; no limit to its length, either.
    const stdin = `(eval ${shellQuote(text)};exit) </dev/null\n`;
    return this.#run(shell, { ...options, stdin });
  }

  command(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    this.calls.push({ kind: "command", text: argv.join(" ") });
    return this.#run(argv, options);
  }

  async converse(
    { text }: ShellText,
    { input, output, signal }: Conversation,
  ): Promise<Pick<ExecResult, "exitCode" | "stderr">> {
    this.calls.push({ kind: "script", text });
    const [program, ...args] = [...this.#options.shell ?? ["/bin/sh"], "-c", text];
    const child = new Deno.Command(program!, {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      env: { ...this.#options.environment },
      ...(signal === undefined ? {} : { signal }),
    }).spawn();
    // A program may end without having read everything.
    ReadableStream.from(input).pipeTo(child.stdin).catch(() => {});
    const stderr = new Response(child.stderr).text();
    for await (const data of child.stdout) await output(data);
    const status = await child.status;
    return { exitCode: status.signal === null ? status.code : -1, stderr: await stderr };
  }

  async #run([program, ...args]: readonly string[], options: ExecOptions): Promise<ExecResult> {
    const { stdin = "", cwd, environment } = options;
    const started = Date.now();
    let child: Deno.ChildProcess;
    try {
      child = new Deno.Command(program!, {
        args,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
        env: { ...this.#options.environment, ...environment },
        ...(cwd === undefined ? {} : { cwd }),
      }).spawn();
    } catch (error) {
      return notStarted(program!, error, started);
    }
    const [output] = await Promise.all([child.output(), feed(child, stdin)]);
    return {
      exitCode: output.signal === null ? output.code : -1,
      ...(output.signal === null ? {} : { signal: output.signal }),
      stdout: TEXT.decode(output.stdout),
      stderr: TEXT.decode(output.stderr),
      stdoutBytes: output.stdout,
      started,
      ended: Date.now(),
    };
  }

  async put(
    destination: string,
    from: PutContent,
    { mode }: { readonly mode?: number } = {},
  ): Promise<number> {
    this.calls.push({ kind: "put", text: destination });
    const bytes = await putBytes(from);
    const temporary = join(
      dirname(destination),
      `.${basename(destination)}.${crypto.randomUUID()}`,
    );
    try {
      if (mode !== undefined && mode & 0o111) await writeProgram(temporary, bytes, mode);
      else await Deno.writeFile(temporary, bytes, mode === undefined ? {} : { mode });
      await Deno.rename(temporary, destination);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw notWritten(destination, error);
    }
    return bytes.length;
  }

  async fetch(path: string, sink: Sink): Promise<number> {
    this.calls.push({ kind: "fetch", text: path });
    const bytes = await Deno.readFile(path);
    await sink(bytes);
    return bytes.length;
  }

  async readFile(path: string, options: { search?: string } = {}): Promise<ReadFileReply> {
    const found = await this.#find(path, options.search);
    if (found.kind !== "file") return found;
    const data = await Deno.readFile(found.path);
    return { ...found, sha1: await sha1(data), data };
  }

  async statFile(
    path: string,
    options: { search?: string; dataUpTo?: number; checksumUpTo?: number } = {},
  ): Promise<SourceFile> {
    const { data, sha1, ...rest } = await this.readFile(path, options);
    if (data === undefined || sha1 === undefined) return rest;
    const { dataUpTo = 0, checksumUpTo = 0 } = options;
    if (dataUpTo > 0 && rest.size <= dataUpTo) return { ...rest, data };
    return checksumUpTo > 0 && rest.size > checksumUpTo ? rest : { ...rest, sha1 };
  }

  async listDirectory(
    path: string,
    options: { search?: string } = {},
  ): Promise<readonly DirectoryEntry[]> {
    const { path: directory } = await this.#find(path, options.search);
    const entries: DirectoryEntry[] = [];
    for await (const { name, isSymlink } of Deno.readDir(directory)) {
      const path = join(directory, name);
      const { kind, mode } = await describe(path);
      entries.push({ name, kind, mode, ...(isSymlink ? await linkFields(path, kind) : {}) });
    }
    return entries.sort((a, b) => a.name < b.name ? -1 : 1);
  }

  async render(
    path: string,
    options: { readonly [name: string]: Plain | undefined } = {},
  ): Promise<RenderTemplateReply> {
    const { kind, path: found } = await this.#find(path, "templates");
    if (kind !== "file") throw new Fault("not-found", `Could not find the template '${path}'`);
    const source = await Deno.readTextFile(found);
    return { text: this.#options.render?.(source, options) ?? source, path: found };
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  log(_level: LogLevel, _text: string): void {}

  progress(_progress: Partial<Progress>): void {}

  async #find(path: string, search = ""): Promise<SourceFile> {
    const root = this.#options.files ?? ".";
    const places = isAbsolute(path) ? [path] : [join(root, search, path), join(root, path)];
    for (const place of places) {
      const found = await describe(place);
      if (found.kind !== "missing") return found;
    }
    return { kind: "missing", path, size: 0, mode: 0 };
  }
}

async function describe(path: string): Promise<SourceFile> {
  try {
    const { isDirectory, size, mode } = await Deno.stat(path);
    const kind: FileKind = isDirectory ? "directory" : "file";
    return { kind, path, size, mode: (mode ?? 0) & 0o7777 };
  } catch (error) {
    const isNowhere = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.FilesystemLoop;
    if (!isNowhere) throw error;
    return { kind: "missing", path, size: 0, mode: 0 };
  }
}

/** A program may end without having read everything. */
async function feed(child: Deno.ChildProcess, stdin: string | Uint8Array): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(typeof stdin === "string" ? BYTES.encode(stdin) : stdin.slice());
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** As a shell would have told it. */
function notStarted(program: string, error: unknown, started: number): ExecResult {
  const isMissing = error instanceof Deno.errors.NotFound;
  if (!isMissing && !(error instanceof Deno.errors.PermissionDenied)) throw error;
  return {
    exitCode: isMissing ? 127 : 126,
    stdout: "",
    stderr: `${program}: ${isMissing ? "not found" : "Permission denied"}\n`,
    stdoutBytes: new Uint8Array(),
    started,
    ended: Date.now(),
  };
}

/** As a connection would have told it. */
function notWritten(destination: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const kind = error instanceof Deno.errors.NotFound ? "not-found" : "failed";
  return new Fault(kind, `'${destination}' could not be written: ${error.message}`);
}

/** What became of an action in a test. */
export interface ActionOutcome {
  /** How it ended. */
  readonly status: TaskStatus;
  /** The return values by name; of a failure, its message as `msg`. */
  readonly values: Readonly<Record<string, Value>>;
  /** Facts of the host by name. */
  readonly facts: Readonly<Record<string, Value>>;
  /** What changed. */
  readonly diffs: readonly Diff[];
  /** What the action warned of. */
  readonly warnings: readonly string[];
}

/**
 * Runs an action as a host would: its arguments are checked, its result is made uniform.
 *
 * @throws {Fault} `invalid-argument`, when the arguments are not what it declares.
 */
export async function runAction(
  action: AnyAction,
  args: Readonly<Record<string, Plain>>,
  task: Task & { readonly warnings: readonly string[] },
): Promise<ActionOutcome> {
  const { arguments: checked, problems } = checkArguments(action, toValue(args));
  if (problems[0]) {
    throw new Fault("invalid-argument", problems.map(({ message }) => message).join("\n"));
  }
  let result: TaskResult;
  let status: TaskStatus;
  try {
    result = await action.run(fieldsOf(action.arguments, checked) as never, task);
    status = result.skipped ? "skipped" : result.changed ? "changed" : "ok";
  } catch (error) {
    if (!(error instanceof TaskFailure)) throw error;
    result = { values: { msg: error.message, ...asRecord(toValue(error.values)) } };
    status = "failed";
  }
  const { values = {}, facts = {}, diff = [] } = result;
  return {
    status,
    values: asRecord(toValue(values)),
    facts: asRecord(toValue(facts)),
    diffs: Array.isArray(diff) ? diff : [diff],
    warnings: task.warnings,
  };
}

function asRecord(map: ValueMap): Record<string, Value> {
  return Object.fromEntries([...map].map(([key, value]) => [String(key), value]));
}

/** The record that the declaration promises to the action, down to declared fields. */
function fieldsOf(specs: ArgumentSpecs, checked: ValueMap): Record<string, unknown> {
  const nested = (fields: ArgumentSpecs | undefined, value: Value): unknown => {
    if (fields === undefined) return value;
    if (Array.isArray(value)) return value.map((item) => nested(fields, item));
    return value instanceof Map ? fieldsOf(fields, value) : value;
  };
  return Object.fromEntries(
    [...checked].map(([key, value]) => [
      String(key),
      nested(specs[String(key)]?.fields, value),
    ]),
  );
}

/** The checksum of bytes, in hex. */
async function sha1(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", bytes)).toHex();
}

async function putBytes(from: PutContent): Promise<Uint8Array> {
  if ("content" in from) {
    return typeof from.content === "string" ? BYTES.encode(from.content) : from.content;
  }
  const sources = "source" in from ? [from.source] : from.sources;
  const files = await Promise.all(sources.map((path) => Deno.readFile(path)));
  return await new Blob(files).bytes();
}
