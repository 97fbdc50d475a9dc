/**
 * A plugin's process in the hands of a test: it is greeted and called as by a host, or told things
 * that no host would say.
 *
 * @module
 */
import { after } from "../timer.ts";
import { Channel } from "../wire/channel.ts";
import { Handlers } from "../wire/call.ts";
import { PROTOCOL_VERSION } from "../wire/codec.ts";
import { Fault } from "../wire/errors.ts";
import { FrameSplitter, MAX_FRAME_BYTES } from "../wire/frame.ts";
import type { LogMessage } from "../wire/messages/common.ts";
import type { Hello } from "../wire/messages/handshake.ts";
import { STREAM_WINDOW_BYTES } from "../wire/streams.ts";

/** How a plugin is started. */
export interface SubjectOptions {
  /** Served to the plugin; nothing if absent. */
  readonly handlers?: Handlers;
  /** Hears the plugin's log. */
  readonly onLog?: (message: LogMessage) => void;
  /** Sees every frame that the plugin writes, as a view. */
  readonly onFrame?: (frame: Uint8Array) => void;
  /** How long anything may take that is waited for, in milliseconds; 30000 if absent. */
  readonly deadlineMs?: number;
}

/** How a process ended. */
export interface End {
  /** 128 and the signal's number, when a signal ended it. */
  readonly code: number;
  /** All it wrote to stderr. */
  readonly stderr: string;
}

/** The greeting of a host, as version 1 says it. */
export const HOST_GREETING: Hello = {
  protocolVersion: PROTOCOL_VERSION,
  name: "shep",
  version: "0.0.0",
  kinds: [],
  features: [],
  maxFrameBytes: MAX_FRAME_BYTES,
  streamWindowBytes: STREAM_WINDOW_BYTES,
};

const DEADLINE_MS = 30_000;

/** What a plugin needs of the environment to run at all. */
const PASSED_ON = ["PATH", "HOME", "LANG", "TMPDIR", "DENO_DIR", "XDG_CACHE_HOME"];

/** A running plugin, which is killed at the end of the block if it still runs. */
export class Subject implements AsyncDisposable {
  /** The host's end of the conversation; it has not greeted yet. */
  readonly channel: Channel;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #deadlineMs: number;
  readonly #hello = Promise.withResolvers<Hello>();
  readonly #ended: Promise<End>;
  /** What it wrote that is none of the protocol. */
  #broken: Fault | undefined;

  /**
   * Starts `command`.
   *
   * @throws {Deno.errors.NotFound} When there is no such program.
   */
  constructor(command: readonly string[], options: SubjectOptions = {}) {
    this.#child = spawn(command);
    this.#stdin = this.#child.stdin.getWriter();
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#hello.promise.catch(() => {});
    this.channel = new Channel({
      side: "host",
      handlers: options.handlers ?? new Handlers(),
      send: (frame) => void this.write(frame.slice()),
      onHello: (hello) => this.#hello.resolve(hello),
      ...(options.onLog && { onLog: options.onLog }),
    });
    const reading = this.#read(options.onFrame ?? (() => {}));
    this.#ended = this.#wait(reading);
  }

  /** Greets, and waits for the plugin's greeting. */
  greet(): Promise<Hello> {
    this.channel.greet(HOST_GREETING);
    return this.hello();
  }

  /** Waits for the plugin's greeting. */
  hello(): Promise<Hello> {
    return this.within(this.#hello.promise, "no Hello");
  }

  /** Waits for the process to end, and then for what it wrote. */
  ended(): Promise<End> {
    return this.within(this.#ended, "still running");
  }

  /** Why what it wrote to stdout is not the protocol, if it is not. */
  get broken(): Fault | undefined {
    return this.#broken;
  }

  /** Writes any bytes to its stdin; whether it still reads does not matter. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#stdin.write(bytes).catch(() => {});
  }

  /** Ends its stdin. */
  async closeStdin(): Promise<void> {
    await this.#stdin.close().catch(() => {});
  }

  /**
   * What `promise` resolves to.
   *
   * @throws {Fault} `deadline-exceeded`, with `otherwise`, when that takes too long.
   */
  async within<T>(promise: Promise<T>, otherwise: string): Promise<T> {
    const deadline = Promise.withResolvers<never>();
    const cancel = after(this.#deadlineMs, () => {
      deadline.reject(
        new Fault("deadline-exceeded", `${otherwise} after ${this.#deadlineMs} ms`),
      );
    });
    try {
      return await Promise.race([promise, deadline.promise]);
    } finally {
      cancel();
    }
  }

  /** Ends it, by force if need be. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.channel.close(new Fault("cancelled", "The test is over"));
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.closeStdin();
    await this.#ended;
  }

  async #read(onFrame: (frame: Uint8Array) => void): Promise<void> {
    const splitter = new FrameSplitter((frame) => {
      onFrame(frame);
      this.channel.receive(frame);
    });
    try {
      for await (const chunk of this.#child.stdout) splitter.push(chunk);
      if (!splitter.isWhole) {
        throw new Error(`stdout ended after ${splitter.pendingBytes} bytes of a frame`);
      }
    } catch (error) {
      this.#broken = new Fault("internal", (error as Error).message, { cause: error });
      this.#hello.reject(this.#broken);
      this.channel.close(this.#broken);
    }
  }

  async #wait(reading: Promise<void>): Promise<End> {
    const [stderr, { code }] = await Promise.all([
      new Response(this.#child.stderr).text(),
      this.#child.status,
      reading,
    ]);
    const fault = new Fault("internal", `It ended with code ${code}`, { detail: stderr });
    this.#hello.reject(fault);
    this.channel.close(fault);
    return { code, stderr };
  }
}

function spawn([program, ...args]: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(program!, {
    args,
    clearEnv: true,
    env: pluginEnvironment(),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The environment that a plugin is started with: next to nothing. */
export function pluginEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { NO_COLOR: "1" };
  for (const name of PASSED_ON) {
    const value = Deno.env.get(name);
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
