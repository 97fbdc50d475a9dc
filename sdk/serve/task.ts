/**
 * The task as the action sees it: each of its methods is a request to the host.
 *
 * @module
 */
import type {
  Conversation,
  ExecOptions,
  ExecResult,
  PutContent,
  ReadFileOptions,
  SourceFile,
  StatFileOptions,
  Task,
  TaskResult,
} from "../define/action.ts";
import { TaskFailure } from "../define/action.ts";
import type { ShellText } from "../shell.ts";
import { type Plain, toValue, type ValueMap } from "../value.ts";
import type { ServedCall } from "../wire/call.ts";
import { Fault } from "../wire/errors.ts";
import {
  type ExecuteTaskReply,
  type ExecuteTaskRequest,
  listDirectory,
  readFile,
  type ReadFileReply,
  renderTemplate,
  type RenderTemplateReply,
} from "../wire/messages/action.ts";
import type { LogLevel, LogMessage, Progress } from "../wire/messages/common.ts";
import { exec, type ExecReply, type ExecRequest, fetch, put } from "../wire/messages/connection.ts";
import type { Sink } from "../wire/streams.ts";

/** More content than this goes as a stream. */
const INLINE_BYTES = 64 * 1024;

/** A byte order mark is part of what a program wrote. */
const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });
const BYTES = new TextEncoder();

/** A task that asks the host, in its own name. */
export class HostedTask implements Task {
  readonly host: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly verbosity: number;
  readonly startsOnTarget: boolean;
  readonly signal: AbortSignal;
  /** What the action warned of. */
  readonly warnings: string[] = [];
  readonly #unread: readonly string[];
  readonly #call: ServedCall;
  readonly #log: (message: LogMessage) => void;

  constructor(
    request: ExecuteTaskRequest,
    call: ServedCall,
    log: (message: LogMessage) => void,
  ) {
    this.host = request.host;
    this.check = request.check;
    this.diff = request.diff;
    this.verbosity = request.verbosity;
    this.startsOnTarget = request.startsOnTarget ?? false;
    this.signal = call.signal;
    this.#unread = request.unread ?? [];
    this.#call = call;
    this.#log = log;
  }

  isRead(result: string): boolean {
    return !this.#unread.includes(result);
  }

  script(script: ShellText, options: ExecOptions = {}): Promise<ExecResult> {
    return this.#exec({ kind: "script", ...scriptParts(script), ...execOptions(options) });
  }

  command(argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    return this.#exec({ kind: "command", argv, ...execOptions(options) });
  }

  async converse(
    script: ShellText,
    { input, output, signal }: Conversation,
  ): Promise<Pick<ExecResult, "exitCode" | "stderr">> {
    const stderr = new ByteCollector();
    const request: ExecRequest = { kind: "script", ...scriptParts(script), streamed: true };
    const reply = await this.#call.call(exec, request, {
      data: input,
      ...(signal === undefined ? {} : { signal }),
      sinks: { stdout: output, stderr: (data) => stderr.add(data) },
    });
    await output(reply.stdout);
    stderr.add(reply.stderr);
    return { exitCode: reply.exitCode, stderr: TEXT.decode(stderr.take()) };
  }

  async #exec(request: ExecRequest): Promise<ExecResult> {
    const stdout = new ByteCollector();
    const stderr = new ByteCollector();
    const reply = await this.#call.call(exec, request, {
      sinks: { stdout: (data) => stdout.add(data), stderr: (data) => stderr.add(data) },
    });
    return execResult(reply, stdout, stderr);
  }

  async put(
    destination: string,
    from: PutContent,
    { mode }: { readonly mode?: number } = {},
  ): Promise<number> {
    const permissions = mode === undefined ? {} : { mode };
    if (!("content" in from)) {
      return (await this.#call.call(put, { destination, ...from, ...permissions })).size;
    }
    const bytes = typeof from.content === "string" ? BYTES.encode(from.content) : from.content;
    const { size } = bytes.length <= INLINE_BYTES
      ? await this.#call.call(put, { destination, content: bytes, ...permissions })
      : await this.#call.call(put, { destination, ...permissions }, { data: [bytes] });
    return size;
  }

  async fetch(path: string, sink: Sink): Promise<number> {
    return (await this.#call.call(fetch, { path }, { sinks: { data: sink } })).size;
  }

  async readFile(path: string, options: ReadFileOptions = {}): Promise<ReadFileReply> {
    const streamed = new ByteCollector();
    const request = { path, ...options };
    const reply = await this.#call.call(readFile, request, {
      sinks: { data: (data) => streamed.add(data) },
    });
    return streamed.length === 0 ? reply : { ...reply, data: streamed.take() };
  }

  statFile(path: string, options: StatFileOptions = {}): Promise<SourceFile> {
    return this.#call.call(readFile, { path, statOnly: true, ...options });
  }

  async listDirectory(
    path: string,
    { search }: { search?: string } = {},
  ): ReturnType<Task["listDirectory"]> {
    const request = { path, ...(search === undefined ? {} : { search }) };
    return (await this.#call.call(listDirectory, request)).entries;
  }

  render(
    path: string,
    options: { readonly [name: string]: Plain | undefined } = {},
  ): Promise<RenderTemplateReply> {
    return this.#call.call(renderTemplate, { path, options: toValue(options) });
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  log(level: LogLevel, text: string): void {
    this.#log({ level, text });
  }

  progress(progress: Partial<Progress>): void {
    this.#call.progress({ message: "", current: 0, total: 0, unit: "", ...progress });
  }
}

/** Carries an action out and turns whatever comes of it into the reply. */
export async function runTask(
  run: (task: HostedTask) => TaskResult | Promise<TaskResult>,
  task: HostedTask,
): Promise<ExecuteTaskReply> {
  try {
    return taskReply(await run(task), task);
  } catch (thrown) {
    if (!(thrown instanceof TaskFailure)) throw thrown;
    const result: ValueMap = new Map([["msg", thrown.message]]);
    for (const [name, value] of toValue(thrown.values)) result.set(name, value);
    return { status: "failed", result, warnings: task.warnings };
  }
}

function taskReply(
  { changed, skipped, values, facts, diff }: TaskResult,
  task: HostedTask,
): ExecuteTaskReply {
  return {
    status: skipped ? "skipped" : changed ? "changed" : "ok",
    result: toValue(values ?? {}),
    ...(facts === undefined ? {} : { facts: toValue(facts) }),
    ...(diff === undefined ? {} : { diffs: Array.isArray(diff) ? diff : [diff] }),
    warnings: task.warnings,
  };
}

function execOptions(
  { stdin, cwd, environment, isLast, isDecisive }: ExecOptions,
): Partial<ExecRequest> {
  return {
    ...(stdin === undefined
      ? {}
      : { stdin: typeof stdin === "string" ? BYTES.encode(stdin) : stdin }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(environment === undefined ? {} : { environment }),
    ...(isLast ? { isLast } : {}),
    ...(isDecisive ? { isDecisive } : {}),
  };
}

/** A library travels apart: a shell that was sent it need not be sent it again. */
function scriptParts({ body, library }: ShellText): Pick<ExecRequest, "script" | "library"> {
  return library === "" ? { script: body } : { script: body, library };
}

function execResult(
  { exitCode, signal, started = 0, ended = 0, ...rest }: ExecReply,
  stdout: ByteCollector,
  stderr: ByteCollector,
): ExecResult {
  stdout.add(rest.stdout);
  stderr.add(rest.stderr);
  const stdoutBytes = stdout.take();
  return {
    exitCode,
    ...(signal === undefined ? {} : { signal }),
    stdout: TEXT.decode(stdoutBytes),
    stderr: TEXT.decode(stderr.take()),
    stdoutBytes,
    started,
    ended,
  };
}

/** Joins the chunks of a stream. */
export class ByteCollector {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** Adds `data`, which is kept as it is. */
  add(data: Uint8Array): void {
    if (data.length === 0) return;
    this.#chunks.push(data);
    this.#length += data.length;
  }

  /** Everything that was added, as one. */
  take(): Uint8Array {
    if (this.#chunks.length === 1) return this.#chunks[0]!;
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
}

/** An error of the plugin's own making, for what it was wrongly asked. */
export function noSuch(what: string, name: string, hint?: string): Fault {
  return new Fault("not-found", `This plugin has no ${what} '${name}'`, hint ? { hint } : {});
}
