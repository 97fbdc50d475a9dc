/**
 * What an action may do in the name of its task, and on which target.
 *
 * @module
 */
import { Fault, type Value } from "@shep/sdk";
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
import {
  candidates,
  firstFound,
  type FoundFile,
  isWithin,
  liesWithin,
} from "../../controller/files.ts";
import { expandUser } from "../../controller/home.ts";
import { contentOf, type PluginSession } from "../../controller/session.ts";
import { inClear } from "../../controller/vaulted_file.ts";
import type { HostScope } from "../../variables/scope.ts";
import { faultOf } from "../problem.ts";
import { type Execute, now, TaskPrograms, type TaskProgramsOptions } from "./task_programs.ts";
import { type FoundTemplate, foundTemplate } from "./template_file.ts";

/** A task on a target. */
export interface TaskSessionOptions extends TaskProgramsOptions {
  readonly scope: HostScope;
  /** The folders in which the task's files are looked for. */
  readonly searchPath: readonly string[];
  readonly arguments: ReadonlyMap<unknown, Value>;
  readonly check: boolean;
  /** What becomes of a program that the action asks for, if it is not simply run. */
  readonly route?: ExecRoute;
}

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
  readonly #programs: TaskPrograms;

  constructor(options: TaskSessionOptions) {
    this.#options = options;
    this.#roots = options.searchPath;
    this.#programs = new TaskPrograms(options);
  }

  /** A file of the playbook, or one that the task's own arguments name. */
  async find(name: string, search: string, isAsItIs = false): Promise<FoundFile> {
    const path = expandUser(name);
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

  /** Runs a program before the turn of the task, behind that of the task before. */
  execBehind(request: ExecRequest, call: ServedCall): Promise<ExecReply> {
    return this.#programs.executeBehind(request, this.#execOptions(request, call));
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
  readonly execute: Execute = (request, options) => this.#programs.execute(request, options);

  /** Writes a file on the target. In check mode nothing is written. */
  async put(request: PutRequest, call: ServedCall): Promise<{ readonly size: number }> {
    const { check, become } = this.#options;
    if (check) throw new Fault("permission-denied", "In check mode no file is written");
    const sources = await this.#sources(request);
    const connection = await this.#programs.connection();
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
    const connection = await this.#programs.connection();
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

  /** A template of the playbook. */
  async #template(request: RenderTemplateRequest): Promise<FoundTemplate> {
    const { path } = request;
    const found = await this.find(path, "templates");
    if (found.kind === "file") return await foundTemplate(found, request, this.#options);
    throw new Fault("not-found", `There is no template '${path}'`, {
      detail: `Looked for:\n${candidates(path, "templates", this.#roots).join("\n")}`,
    });
  }

  /** Whether the task itself speaks of the path: then its author wants it read. */
  #isNamed(path: string): boolean {
    return this.#options.arguments.values().some((value) => isNamedBy(value, path));
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
}

/**
 * Whether a value names the path, or a directory above it, however deep: as a text of its own, or
 * as the word that a command line begins with.
 */
function isNamedBy(value: Value, path: string): boolean {
  if (Array.isArray(value)) return value.some((each) => isNamedBy(each, path));
  if (value instanceof Map) return value.values().some((each) => isNamedBy(each, path));
  if (typeof value !== "string" || value === "") return false;
  const named = expandUser(value);
  if (named === path || isWithin(path, [named.replace(/\/+$/, "")])) return true;
  const line = expandUser(value.trimStart().replace(/^["']/, ""));
  return line.startsWith(path) && /^["']?\s/.test(line.slice(path.length));
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
