/**
 * Runs an action against a host that answers by a script, and tells what the action asked of it.
 *
 * @module
 */
import type { PluginDefinition } from "../plugin.ts";
import { greeting } from "../serve/greeting.ts";
import { pluginHandlers } from "../serve/handlers.ts";
import { type Plain, toValue } from "../value.ts";
import { Handlers, type ServedCall } from "../wire/call.ts";
import type { CallType } from "../wire/codec.ts";
import { Fault } from "../wire/errors.ts";
import { loopback } from "../wire/loopback.ts";
import {
  executeTask,
  type ExecuteTaskReply,
  listDirectory,
  type ListDirectoryReply,
  type ListDirectoryRequest,
  readFile,
  type ReadFileReply,
  type ReadFileRequest,
  renderTemplate,
  type RenderTemplateReply,
  type RenderTemplateRequest,
} from "../wire/messages/action.ts";
import {
  exec,
  type ExecRequest,
  fetch,
  type FetchRequest,
  put,
  type PutRequest,
} from "../wire/messages/connection.ts";
import { HOST_GREETING, Subject } from "./subject.ts";

/** How a scripted program ended: it succeeded and said nothing, where nothing else is said. */
export interface ScriptedExec {
  /** 0 if absent. */
  readonly exitCode?: number;
  /** The signal that ended it. */
  readonly signal?: string;
  /** What it wrote. */
  readonly stdout?: string | Uint8Array;
  /** What it wrote as an error. */
  readonly stderr?: string | Uint8Array;
}

/**
 * A host's answers, by what is asked. What has no answer here fails the action, with a message
 * that says what it asked for.
 */
export interface ScriptedHost {
  /** Answers for a program on the target. */
  readonly exec?: (request: ExecRequest) => ScriptedExec | Promise<ScriptedExec>;
  /** Takes a file for the target. */
  readonly put?: (request: PutRequest, content: Uint8Array) => void | Promise<void>;
  /** Gives a file of the target. */
  readonly fetch?: (request: FetchRequest) => string | Uint8Array;
  /** Gives a file of the playbook. */
  readonly readFile?: (request: ReadFileRequest) => ReadFileReply | Promise<ReadFileReply>;
  /** Lists a directory of the playbook. */
  readonly listDirectory?: (
    request: ListDirectoryRequest,
  ) => ListDirectoryReply | Promise<ListDirectoryReply>;
  /** Renders a template of the playbook. */
  readonly renderTemplate?: (
    request: RenderTemplateRequest,
  ) => RenderTemplateReply | Promise<RenderTemplateReply>;
}

/** How the task is run. */
export interface DriveOptions {
  /** Whether nothing may be changed. */
  readonly check?: boolean;
  /** Whether a diff is asked for. */
  readonly diff?: boolean;
  /** Aborting it cancels the task. */
  readonly signal?: AbortSignal;
}

/** What a driven action did. */
export interface Drive {
  /** What it asked of the host, in order. */
  readonly requests: readonly DrivenRequest[];
  /** What became of the task. */
  readonly reply: ExecuteTaskReply;
}

/** One thing that an action asked of its host. */
export type DrivenRequest =
  | { readonly name: "exec"; readonly request: ExecRequest }
  | { readonly name: "put"; readonly request: PutRequest }
  | { readonly name: "fetch"; readonly request: FetchRequest }
  | { readonly name: "readFile"; readonly request: ReadFileRequest }
  | { readonly name: "listDirectory"; readonly request: ListDirectoryRequest }
  | { readonly name: "renderTemplate"; readonly request: RenderTemplateRequest };

/**
 * Runs an action of a plugin, given as its definition or as a command, over the real protocol.
 *
 * @throws {Fault} What the plugin answered in place of a result, such as `invalid-argument`.
 *
 * @example
 * ```ts
 * import { defineAction, definePlugin, sh } from "@shep/sdk";
 * import { driveAction } from "@shep/sdk/testing";
 * import assert from "node:assert/strict";
 *
 * const uptime = defineAction({
 *   name: "uptime",
 *   summary: "How long the target has been up.",
 *   arguments: {},
 *   run: async (_, task) => ({ values: { text: (await task.script(sh`uptime`)).stdout } }),
 * });
 * const plugin = definePlugin({
 *   name: "uptime",
 *   version: "0.1.0",
 *   summary: "How long targets have been up.",
 *   actions: [uptime],
 * });
 * const { requests, reply } = await driveAction(plugin, "uptime", {}, {
 *   exec: () => ({ stdout: "up 3 days" }),
 * });
 * assert.equal(requests.length, 1);
 * assert.equal(reply.result.get("text"), "up 3 days");
 * ```
 */
export async function driveAction(
  target: PluginDefinition | readonly string[],
  action: string,
  args: { readonly [name: string]: Plain | undefined },
  host: ScriptedHost = {},
  { check = false, diff = false, signal }: DriveOptions = {},
): Promise<Drive> {
  const requests: DrivenRequest[] = [];
  const handlers = scripted(host, requests);
  const request = { action, arguments: toValue(args), host: "target", check, diff, verbosity: 0 };
  const options = signal ? { signal } : {};
  if (Symbol.iterator in target) {
    await using subject = new Subject(target, { handlers });
    await subject.greet();
    return { requests, reply: await subject.channel.call(executeTask, request, options) };
  }
  const ends = loopback({ handlers }, { handlers: pluginHandlers(target, () => {}) });
  ends.host.greet(HOST_GREETING);
  ends.plugin.greet(greeting(target));
  return { requests, reply: await ends.host.call(executeTask, request, options) };
}

/** The handlers that answer by `host` and keep what they were asked in `requests`. */
function scripted(host: ScriptedHost, requests: DrivenRequest[]): Handlers {
  const handlers = new Handlers();
  const answer = <Name extends keyof ScriptedHost, Request, Reply>(
    name: Name,
    type: CallType<Request, Reply>,
    reply: (
      script: NonNullable<ScriptedHost[Name]>,
      request: Request,
      call: ServedCall,
    ) => Reply | Promise<Reply>,
  ): void => {
    handlers.on(type, (request, call) => {
      requests.push({ name, request } as unknown as DrivenRequest);
      const script = host[name];
      if (script) return untilCancelled(call, async () => await reply(script, request, call));
      throw new Fault("unsupported-message", `The test has no answer for '${name}'`, {
        detail: Deno.inspect(request),
      });
    });
  };
  answer("exec", exec, async (script, request) => {
    const { exitCode = 0, signal, stdout = "", stderr = "" } = await script(request);
    const ending = signal === undefined ? {} : { signal };
    return { exitCode, ...ending, stdout: toBytes(stdout), stderr: toBytes(stderr) };
  });
  answer("put", put, async (script, request, call) => {
    const content = request.content ??
      (request.source === undefined ? await streamed(call) : new Uint8Array(0));
    await script(request, content);
    return { size: content.length };
  });
  answer("fetch", fetch, async (script, request, call) => {
    const content = toBytes(script(request));
    await call.write("data", content);
    return { size: content.length };
  });
  answer("readFile", readFile, (script, request) => script(request));
  answer("listDirectory", listDirectory, (script, request) => script(request));
  answer("renderTemplate", renderTemplate, (script, request) => script(request));
  return handlers;
}

/** A script that never answers must not keep a cancelled call waiting. */
async function untilCancelled<T>({ signal }: ServedCall, answer: () => Promise<T>): Promise<T> {
  const cancelled = Promise.withResolvers<never>();
  cancelled.promise.catch(() => {});
  const onAbort = (): void => cancelled.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([cancelled.promise, answer()]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

async function streamed(call: ServedCall): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  await call.consume("data", (data) => void chunks.push(data.slice()));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
