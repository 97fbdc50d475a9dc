/**
 * What an action may do in the name of its task, and on which target.
 *
 * @module
 */
import { type Become, Fault, type Value } from "@shep/sdk";
import type {
  CallOptions,
  ExecReply,
  ExecRequest,
  FetchRequest,
  PutRequest,
  RenderTemplateReply,
  RenderTemplateRequest,
  ServedCall,
} from "@shep/sdk/wire";
import { type ConnectionTarget, type HostConnection, targetKey } from "../../connection/manager.ts";
import {
  bytesOf,
  candidates,
  firstFound,
  type FoundFile,
  isWithin,
  liesWithin,
} from "../../controller/files.ts";
import { contentOf, type PluginSession } from "../../controller/session.ts";
import { inClear } from "../../controller/vaulted_file.ts";
import { TemplateText } from "../../template/mod.ts";
import type { SourcePosition } from "../../playbook/model.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { Place } from "../loop/overlap.ts";
import type { PlayContext } from "../play_context.ts";
import type { Course } from "../task/attempt.ts";
import { faultOf } from "../problem.ts";
import { templateOptions, templateVariables } from "./template_file.ts";

/** A task on a target. */
export interface TaskSessionOptions {
  readonly play: PlayContext;
  readonly scope: HostScope;
  /** The folders in which the task's files are looked for. */
  readonly searchPath: readonly string[];
  readonly target: ConnectionTarget;
  readonly arguments: ReadonlyMap<unknown, Value>;
  readonly check: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly become?: Become;
  /** What becomes of a program that the action asks for, if it is not simply run. */
  readonly route?: ExecRoute;
  /** Its place among tasks that follow each other on the target. */
  readonly place?: Place;
  /** Hears how the task goes on. */
  readonly course?: Course | undefined;
  /** Whether the task may take as long as it does. */
  readonly isUnhurried?: boolean;
}

/** A template of the playbook. */
interface Template {
  readonly path: string;
  readonly source: string;
  readonly origin: SourcePosition;
  readonly render: () => string;
}

/** Runs a program on the target, as the task's user and in its environment. */
export type Execute = (request: ExecRequest, options?: CallOptions) => Promise<ExecReply>;

/** Answers an action that asks for a program. */
export type ExecRoute = (
  request: ExecRequest,
  execute: Execute,
  options: CallOptions,
) => Promise<ExecReply>;

/** Serves the plugin that carries a task out. */
export class TaskSession implements PluginSession {
  readonly #options: TaskSessionOptions;
  readonly #roots: readonly string[];
  /** Whether the action said that it asks no more of the target. */
  #isFinished = false;

  constructor(options: TaskSessionOptions) {
    this.#options = options;
    this.#roots = options.searchPath;
  }

  /** A file of the playbook, or one that the task's own arguments name. */
  async find(path: string, search: string, isAsItIs = false): Promise<FoundFile> {
    const found = await firstFound(candidates(path, search, this.#roots));
    if (this.#isNamed(path) || await liesWithin(found, this.#roots)) {
      return isAsItIs ? found : await inClear(found, this.#options.play.run.vault);
    }
    throw new Fault("permission-denied", `The action may not read '${found.path}'`, {
      detail: "It is no file of the playbook, and the task does not name it",
    });
  }

  /** Runs a program on the target. In check mode a user's program is never run. */
  async exec(request: ExecRequest, call: ServedCall): Promise<ExecReply> {
    const { route } = this.#options;
    const options = this.#execOptions(request, call);
    if (!route) return await this.execute(request, options);
    const started = now();
    return { ...await route(request, this.execute, options), started, ended: now() };
  }

  /**
   * Runs a program before the turn of the task: behind that of the task before, and only if that
   * succeeds. What cannot be sent there is `skipped`, as is what came behind a failure.
   */
  async execBehind(request: ExecRequest, call: ServedCall): Promise<ExecReply> {
    const { course } = this.#options;
    const options = this.#execOptions(request, call);
    const { way, number } = course?.behind ?? {};
    const connection = await this.#connect();
    if (number === undefined || way !== this.#way() || !isChained(request, connection)) {
      return NOT_RUN;
    }
    return await this.#send(connection, request, options, { isLast: true, after: number });
  }

  #execOptions(request: ExecRequest, call: ServedCall): CallOptions {
    const { check, route } = this.#options;
    if (check && request.kind === "command") {
      throw new Fault("permission-denied", "In check mode no command is run");
    }
    if (route && request.streamed) {
      throw new Fault("invalid-argument", "A program that is conversed with cannot be left behind");
    }
    return {
      signal: call.signal,
      ...(request.streamed ? { data: relay(call) } : {}),
      sinks: {
        stdout: (data) => call.write("stdout", data),
        stderr: (data) => call.write("stderr", data),
      },
    };
  }

  /** Runs a program on the target, as the task's user and in its environment. */
  readonly execute: Execute = async (request, options) => {
    const { place, course } = this.#options;
    // Only scripts without input are sure to be run in a shell, and each user has shells of their own.
    const isFollowed = request.isLast === true && place !== undefined &&
      request.stdin === undefined;
    if (!isFollowed || !place.follows(this.#way())) await place?.reached;
    const connection = await this.#connect();
    const isLeading = request.isDecisive === true && course?.isFollowable === true &&
      this.#options.isUnhurried === true && isChained(request, connection);
    const reply = this.#send(connection, request, options, { isLast: isFollowed || isLeading });
    if (isFollowed) {
      this.#isFinished = true;
      place.letNext();
    }
    return await reply;
  };

  /** Sends a program; what it is called last for is known here, not by who asks. */
  async #send(
    connection: HostConnection,
    request: ExecRequest,
    options: CallOptions | undefined,
    order: Pick<ExecRequest, "isLast" | "after">,
  ): Promise<ExecReply> {
    const { environment, become, course, play } = this.#options;
    const { isDecisive = false, ...rest } = request;
    const isFollowable = order.isLast && isDecisive && course?.isFollowable;
    const number = isFollowable ? play.run.connections.nextNumber() : 0;
    const sent = now();
    const answer = connection.exec({
      ...rest,
      environment: { ...environment, ...request.environment },
      ...(become === undefined ? {} : { become }),
      isLast: false,
      after: 0,
      ...order,
      number,
    }, options);
    course?.away(isFollowable ? { way: this.#way(), number } : undefined);
    const reply = await answer;
    if (reply.skipped) {
      course?.skipped();
      return reply;
    }
    const started = Math.max(sent, order.after ? course!.free() : 0);
    const ended = now();
    course?.ended(ended);
    if (isDecisive && reply.exitCode === 0) course?.decided();
    return { ...reply, started, ended };
  }

  /** Who runs its programs, and where: those that go the same way arrive in their order. */
  #way(): string {
    const { target, become } = this.#options;
    return JSON.stringify([targetKey(target), become]);
  }

  /** Writes a file on the target. In check mode nothing is written. */
  async put(request: PutRequest, call: ServedCall): Promise<{ readonly size: number }> {
    const { check, become } = this.#options;
    if (check) throw new Fault("permission-denied", "In check mode no file is written");
    const sources = await this.#sources(request);
    const connection = await this.#connection();
    const { source: _, sources: __, content, ...rest } = request;
    const target = { ...rest, ...(become === undefined ? {} : { become }) };
    const { signal } = call;
    if (sources.length === 0) {
      const data = content === undefined ? relay(call) : [content];
      return await connection.put(target, { signal, data });
    }
    const [first] = sources;
    return connection.readsSources && sources.length === 1 && first!.clear === undefined
      ? await connection.put({ ...target, source: first!.path }, { signal })
      : await connection.putContent(target, () => contentsOf(sources), { signal });
  }

  /** Reads a file of the target. */
  async fetch(request: FetchRequest, call: ServedCall): Promise<{ readonly size: number }> {
    const { become } = this.#options;
    const connection = await this.#connection();
    return await connection.fetch(
      { ...request, ...(become === undefined ? {} : { become }) },
      { signal: call.signal, sinks: { data: (data) => call.write("data", data) } },
    );
  }

  /** Renders a template of the playbook with the task's variables. */
  async render(request: RenderTemplateRequest): Promise<RenderTemplateReply> {
    const { run } = this.#options.play;
    const { path, origin, render } = await this.#template(request);
    try {
      return { text: await run.environment.settle(render), path };
    } catch (error) {
      throw faultOf(error, origin, run.sources);
    }
  }

  /** Does so before the turn of the task; not, if that could make a difference or goes wrong. */
  async renderAhead(request: RenderTemplateRequest): Promise<RenderTemplateReply | undefined> {
    const { environment } = this.#options.play.run;
    try {
      const { path, source, render } = await this.#template(request);
      const text = source.includes("template_run_date") ? undefined : environment.foresee(render);
      return text === undefined ? undefined : { text, path };
    } catch {
      return undefined;
    }
  }

  /** A template of the playbook, and how it is rendered. */
  async #template({ path, options }: RenderTemplateRequest): Promise<Template> {
    const found = await this.find(path, "templates");
    if (found.kind !== "file") {
      throw new Fault("not-found", `There is no template '${path}'`, {
        detail: `Looked for:\n${candidates(path, "templates", this.#roots).join("\n")}`,
      });
    }
    const { play: { run }, scope } = this.#options;
    const origin = { file: found.path, line: 1, column: 1 };
    const source = new TextDecoder().decode(await bytesOf(found));
    const dest = options.get("dest");
    const variables = scope.with(
      await templateVariables({
        path: found.path,
        written: path,
        managed: run.settings.config.get("DEFAULT_MANAGED_STR"),
        ...(typeof dest === "string" ? { dest } : {}),
      }),
    );
    const text = new TemplateText(source, origin);
    const render = (): string => run.environment.render(text, variables, templateOptions(options));
    return { path: found.path, source, origin, render };
  }

  /** Whether the task itself speaks of the path: then its author wants it read. */
  #isNamed(path: string): boolean {
    return this.#options.arguments.values().some((value) =>
      typeof value === "string" && value !== "" &&
      (value === path || isWithin(path, [value.replace(/\/+$/, "")]))
    );
  }

  /** The files of the playbook that are to be written; none if the bytes are the plugin's own. */
  #sources({ source, sources = [], content }: PutRequest): Promise<FoundFile[]> {
    if (content !== undefined) return Promise.resolve([]);
    return Promise.all((source === undefined ? sources : [source]).map(async (path) => {
      const found = await this.find(path, "files");
      if (found.kind !== "file") throw new Fault("not-found", `There is no file '${found.path}'`);
      return found;
    }));
  }

  /** The connection, when what stands before this task is done. */
  async #connection(): Promise<HostConnection> {
    await this.#options.place?.reached;
    return await this.#connect();
  }

  #connect(): Promise<HostConnection> {
    if (this.#isFinished) {
      throw new Fault(
        "invalid-request",
        "The action asks more of its target than what it called its last",
      );
    }
    return this.#options.play.run.connections.connect(this.#options.target);
  }
}

const NOTHING = new Uint8Array(0);

/** What is said of a program that did not run before its turn. */
const NOT_RUN: ExecReply = { exitCode: -1, stdout: NOTHING, stderr: NOTHING, skipped: true };

/** Whether a connection runs a program in its place, and others behind it. */
function isChained({ kind, stdin, streamed }: ExecRequest, { chains }: HostConnection): boolean {
  return stdin === undefined && !streamed && chains.includes(kind);
}

/** Milliseconds since 1970, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

async function* contentsOf(files: readonly FoundFile[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* contentOf(file);
}

/** The plugin's own stream, handed on as it comes; the reader holds the plugin back. */
function relay(call: ServedCall): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  call.consume("data", (data) => writer.write(data.slice())).then(
    () => writer.close(),
    (error) => writer.abort(error),
  ).catch(() => {
    // Whoever has read enough has closed it already.
  });
  return readable;
}
