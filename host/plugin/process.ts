/**
 * A plugin's process: started, greeted, listened to, and ended with all its children.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { after } from "@shep/sdk/timer";
import {
  type CallOptions,
  type CallType,
  Channel,
  FrameSplitter,
  Handlers,
  type Hello,
  type LogMessage,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
  STREAM_WINDOW_BYTES,
  WireError,
} from "@shep/sdk/wire";
import { deathFault, lastWords } from "./death.ts";
import { denialFault, findDenial } from "./denial.ts";
import { type Launch, spawnPlugin } from "./spawn.ts";
import { StderrTail } from "./stderr_tail.ts";
import { WriteQueue } from "./write_queue.ts";

/** How the host meets a plugin's process. */
export interface ProcessOptions {
  /** What the plugin may ask of the host. */
  readonly handlers?: Handlers;
  /** Hears what the plugin logs. */
  readonly onLog?: (message: LogMessage) => void;
  /** Hears of what is against the protocol and yet does no harm. */
  readonly onOddity?: (what: string) => void;
  /** How long the greeting may take; 10 s if absent. */
  readonly handshakeMs?: number;
  /** How long it may take to end once its stdin is closed; 5 s if absent. */
  readonly shutdownMs?: number;
  /** The host's version, for people. */
  readonly version?: string;
  /** Its process, where that runs already. */
  readonly started?: Deno.ChildProcess;
}

const HANDSHAKE_MS = 10_000;
const SHUTDOWN_MS = 5_000;

/** How long a program that was told to end may take before it is killed. */
const TERMINATE_MS = 500;

/**
 * How long one of stdout's end and the process's end may come after the other. Beyond it, a process
 * that can no longer answer is killed, and pipes which some stray program still holds are let go.
 */
const STRAY_MS = 1_000;

/**
 * Reads with one recycled buffer: a default reader allocates one for each read, which costs 25 µs,
 * twice as much as a whole round trip.
 */
const READ_BYTES = 256 * 1024;

/**
 * A running plugin. It is started once: one that died stays dead for the rest of the run, because
 * what it held (connections, half-done tasks) died with it. Nothing is restarted.
 */
export class PluginProcess implements AsyncDisposable {
  /** The plugin's name, for messages. */
  readonly name: string;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #stdout: ReadableStreamBYOBReader;
  readonly #stderr: StderrTail;
  readonly #channel: Channel;
  readonly #greeted = Promise.withResolvers<Hello>();
  readonly #ended: Promise<void>;
  readonly #options: ProcessOptions;
  #hello: Hello | undefined;
  /** Why it is of no further use, once it is. */
  #failure: Fault | undefined;
  #isClosing = false;

  private constructor(name: string, child: Deno.ChildProcess, options: ProcessOptions) {
    this.name = name;
    this.#child = child;
    this.#options = options;
    this.#stdin = child.stdin.getWriter();
    this.#stdout = child.stdout.getReader({ mode: "byob" });
    this.#stderr = new StderrTail(child.stderr);
    const queue = new WriteQueue(
      (bytes) => this.#stdin.write(bytes),
      // The process is gone, or as good as: its end is reported by whoever waits for it.
      () => {},
    );
    this.#channel = new Channel({
      side: "host",
      handlers: options.handlers ?? new Handlers(),
      send: queue.send,
      onHello: (hello) => this.#welcome(hello),
      ...(options.onLog && { onLog: options.onLog }),
      ...(options.onOddity && { onOddity: options.onOddity }),
    });
    this.#greeted.promise.catch(() => {});
    this.#channel.greet({
      protocolVersion: PROTOCOL_VERSION,
      name: "shep",
      version: options.version ?? "0.0.0",
      kinds: [],
      features: [],
      maxFrameBytes: MAX_FRAME_BYTES,
      streamWindowBytes: STREAM_WINDOW_BYTES,
    });
    this.#ended = this.#attend();
  }

  /**
   * Starts a plugin and exchanges greetings with it.
   *
   * @throws {Fault} When the program cannot be started, dies, says something else than a greeting,
   * speaks another version of the protocol, or says nothing in time.
   */
  static async start(
    name: string,
    launch: Launch,
    options: ProcessOptions = {},
  ): Promise<PluginProcess> {
    const child = options.started ?? spawn(name, launch);
    const plugin = new PluginProcess(name, child, options);
    const handshakeMs = options.handshakeMs ?? HANDSHAKE_MS;
    const cancelTimer = after(handshakeMs, () => {
      plugin.#fail(
        new Fault("deadline-exceeded", `The plugin '${name}' did not greet in ${handshakeMs} ms`, {
          ...lastWords(plugin.#stderr.lines),
          hint: `Is '${launch.program}' a plugin of Shep?`,
        }),
      );
    });
    try {
      await plugin.#greeted.promise;
      return plugin;
    } catch (error) {
      await plugin.close();
      throw error;
    } finally {
      cancelTimer();
    }
  }

  /** How it introduced itself. */
  get greeting(): Hello {
    return this.#hello!;
  }

  /** The process's id. */
  get pid(): number {
    return this.#child.pid;
  }

  /**
   * Asks the plugin.
   *
   * @throws {Fault} What the plugin answered, or how it died.
   */
  call<Request, Reply>(
    type: CallType<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply> {
    return this.#channel.call(type, request, options)
      .catch((error) => {
        throw this.#explained(error);
      });
  }

  /**
   * Ends the process: closes its stdin, and where that is not enough within the grace, kills it
   * and everything it started. Resolves when it is gone.
   */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stdin.close().catch(() => {});
    const { shutdownMs = SHUTDOWN_MS } = this.#options;
    const cancelEscalation = after(shutdownMs, () => this.#signal("SIGTERM"));
    const cancelLastResort = after(shutdownMs + TERMINATE_MS, () => this.#signal("SIGKILL"));
    if (this.#failure) this.#signal("SIGKILL");
    await this.#ended;
    cancelEscalation();
    cancelLastResort();
  }

  /** The same as {@linkcode close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Stays with the process to its end, and buries it. */
  async #attend(): Promise<void> {
    const pipes = Promise.all([this.#read(), this.#stderr.drain().catch(() => {})]);
    const status = await this.#child.status;
    // What it started and left behind goes with it.
    kill(-this.#child.pid, "SIGKILL");
    const cancelTimer = after(STRAY_MS, () => {
      this.#stdout.cancel().catch(() => {});
      this.#stderr.cancel();
    });
    await pipes;
    cancelTimer();
    this.#buried(status);
  }

  async #read(): Promise<void> {
    const splitter = new FrameSplitter((frame) => this.#receive(frame));
    let buffer = new ArrayBuffer(READ_BYTES);
    try {
      while (true) {
        const { done, value } = await this.#stdout.read(new Uint8Array(buffer));
        if (done) break;
        splitter.push(value);
        buffer = value.buffer;
      }
      if (!splitter.isWhole) {
        throw new WireError(
          `It ended in the middle of a frame, after ${splitter.pendingBytes} bytes of it`,
        );
      }
    } catch (error) {
      this.#fail(this.#brokenWire(error));
      // Nobody reads any longer: a plugin that still writes must not wait for ever.
      await this.#stdout.cancel().catch(() => {});
    }
    await this.#endsSoon();
  }

  /** A process without stdout is of no use: it ends now, or is ended. */
  async #endsSoon(): Promise<void> {
    if (this.#isClosing) return;
    const cancelTimer = after(STRAY_MS, () => {
      if (this.#isClosing) return;
      this.#fail(
        new Fault("internal", `The plugin '${this.name}' closed its stdout and went on running`, {
          ...lastWords(this.#stderr.lines),
          hint: "A plugin answers on stdout until its stdin is closed",
        }),
      );
    });
    await this.#child.status;
    cancelTimer();
  }

  #receive(frame: Uint8Array): void {
    // What stands behind a failure in the same read is not acted upon.
    if (!this.#failure) this.#channel.receive(frame);
  }

  #welcome(hello: Hello): void {
    this.#hello = hello;
    if (hello.protocolVersion === PROTOCOL_VERSION) return this.#greeted.resolve(hello);
    const older = hello.protocolVersion < PROTOCOL_VERSION ? "the plugin" : "shep";
    this.#fail(
      new Fault(
        "unsupported-version",
        `The plugin '${this.name}' speaks version ${hello.protocolVersion} of the protocol, ` +
          `this shep version ${PROTOCOL_VERSION}`,
        { hint: `Upgrade ${older}` },
      ),
    );
  }

  #brokenWire(error: unknown): Fault {
    if (error instanceof Fault) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new Fault("internal", `The plugin '${this.name}' broke the protocol: ${why}`, {
      ...lastWords(this.#stderr.lines),
      hint: "A plugin's stdout belongs to the protocol; what it has to say goes to stderr",
      cause: error,
    });
  }

  /** A defect that is really the sandbox's refusal, as what it is. */
  #explained(error: unknown): unknown {
    if (!(error instanceof Fault) || error.kind !== "internal" || error === this.#failure) {
      return error;
    }
    const { detail = error.message } = error.diagnostic;
    const denial = findDenial(error.message) ?? findDenial(detail);
    return denial ? denialFault(this.name, denial, detail) : error;
  }

  /** Nothing that it says from now on counts. */
  #fail(fault: Fault): void {
    if (this.#failure) return;
    this.#failure = fault;
    this.#greeted.reject(fault);
    this.#channel.close(fault);
    this.#signal("SIGKILL");
  }

  #buried(status: Deno.CommandStatus): void {
    this.#failure ??= this.#isClosing
      ? new Fault("cancelled", `The plugin '${this.name}' was closed`)
      : deathFault({
        plugin: this.name,
        status,
        hasGreeted: this.#hello !== undefined,
        stderr: this.#stderr.lines,
      });
    this.#greeted.reject(this.#failure);
    this.#channel.close(this.#failure);
  }

  /** Signals the process and everything it started: it leads a process group of its own. */
  #signal(signal: Deno.Signal): void {
    kill(-this.#child.pid, signal);
    kill(this.#child.pid, signal);
  }
}

/** Signals a process, or with a negative id its group, if there still is one. */
function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

function spawn(name: string, launch: Launch): Deno.ChildProcess {
  try {
    return spawnPlugin(launch);
  } catch (error) {
    throw new Fault("failed", `The plugin '${name}' cannot be started: ${launch.program}`, {
      detail: error instanceof Error ? error.message : String(error),
      hint: startHint(error),
      cause: error,
    });
  }
}

function startHint(error: unknown): string {
  if (error instanceof Error && error.message.includes("No such cwd")) {
    return "Its folder is gone. Is Shep installed whole?";
  }
  if (error instanceof Deno.errors.NotFound) return "Is it there, and its interpreter too?";
  if (error instanceof Deno.errors.PermissionDenied) return "Is it executable? Try chmod +x";
  return "Was it made for this kind of machine?";
}
