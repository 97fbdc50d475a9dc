/**
 * A POSIX shell that is held open, and answers one script after the other.
 *
 * @module
 */
import { Fault, type Sink } from "@shep/sdk";
import { after } from "@shep/sdk/timer";
import { AnswerStream } from "./answer_stream.ts";
import { concat } from "./bytes.ts";
import type { Duplex } from "./duplex.ts";
import { markerBytes, newMarker } from "./marker.ts";
import { captureDirectory, readLabel } from "./capture.ts";
import { libraryText, requestText, type ShellRequest } from "./request.ts";

/** How long a shell may take to give its first answer. */
export const HANDSHAKE_MILLISECONDS = 30_000;

/** How much of what a lost shell wrote last is quoted. */
const LAST_WORDS_BYTES = 2000;

/** Where a script's output goes. */
export interface ShellOutput {
  /** Takes its output; a promise it returns holds the script back. */
  readonly stdout: Sink;
  /** Takes its diagnostics, in the same way. */
  readonly stderr: Sink;
}

/** What a session is opened with. */
export interface SessionOptions {
  /** What the shell runs on, for messages: `the target`, if absent. */
  readonly target?: string;
  /** In milliseconds; {@linkcode HANDSHAKE_MILLISECONDS} if absent. */
  readonly deadline?: number;
  /** Where captured output may be kept, as shell words; the usual places if absent. */
  readonly directories?: readonly string[];
}

/** A request that never reached its shell, which had ended: another shell may run it. */
export class Unsent extends Fault {
  /** `loss` is why the shell had ended. */
  constructor(loss: Fault) {
    const { summary, ...more } = loss.diagnostic;
    super(loss.kind, summary, { ...more, cause: loss });
  }
}

/**
 * A shell that reads its program from its standard input: the parser is the framing. Scripts may
 * be sent before earlier ones were answered, and are run in the order in which they were sent.
 */
export class ShellSession {
  readonly #duplex: Duplex;
  readonly #target: string;
  readonly #stdout = new AnswerStream();
  readonly #stderr = new AnswerStream();
  readonly #directories: readonly string[] | undefined;
  /** The libraries that the shell holds, and the functions that define theirs. */
  readonly #libraries = new Map<string, string>();
  #captures = 0;
  #lastWords = "";
  #failure: Fault | undefined;
  #closing: Promise<void> | undefined;

  private constructor(duplex: Duplex, { target = "the target", directories }: SessionOptions) {
    this.#duplex = duplex;
    this.#target = target;
    this.#directories = directories;
    const decoder = new TextDecoder();
    duplex.listen({
      stdout: (data) => this.#stdout.feed(data),
      stderr: (data) => {
        this.#lastWords = (this.#lastWords + decoder.decode(data)).slice(-LAST_WORDS_BYTES);
        return this.#stderr.feed(data);
      },
      closed: (reason) => {
        this.#fail(reason instanceof Fault ? reason : this.#lost(reason));
        // At once: later, the process's number may be another's.
        this.#closing ??= duplex.kill();
      },
    });
  }

  /**
   * Waits for the shell's first answer. Whatever the target printed before it (a login's banner, a
   * chatty profile) is dropped.
   *
   * @throws {Fault} `unreachable`, when the shell ends or the deadline passes before that.
   */
  static async open(duplex: Duplex, options: SessionOptions = {}): Promise<ShellSession> {
    const { deadline = HANDSHAKE_MILLISECONDS } = options;
    const session = new ShellSession(duplex, options);
    const cancelTimer = after(deadline, () => session.#fail(session.#mute(deadline)));
    try {
      await session.check();
    } catch (error) {
      await session.close();
      throw error;
    } finally {
      cancelTimer();
    }
    return session;
  }

  /** Whether the shell is there to answer. */
  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  /** Whether the shell is there, and has nothing to do. */
  get isIdle(): boolean {
    return this.isOpen && this.#stdout.pending === 0 && this.#stderr.pending === 0;
  }

  /**
   * Runs a script in a subshell; its output has gone to the sinks when the promise resolves.
   *
   * @returns The exit code; more than 128 where a signal ended the script.
   * @throws {Fault} `unreachable` when the shell is lost, `invalid-argument` for a script that no
   * shell can be given, `failed` when captured output could not be kept.
   * @throws {Unsent} When the shell had ended before it was asked.
   */
  async run(request: ShellRequest, output: ShellOutput): Promise<number> {
    if (this.#failure) throw this.#failure;
    const marker = newMarker();
    const text = this.#text(request, marker);
    const ending = markerBytes(marker);
    this.#lastWords = "";
    const answered = Promise.all([
      this.#stdout.expect(ending, output.stdout),
      (request.isCaptured ? this.#stdout : this.#stderr).expect(ending, output.stderr),
    ]);
    // A shell that takes no more input has ended, and `closed` tells why.
    const sent = this.#duplex.write(text).then(() => true, () => false);
    try {
      const [label] = await answered;
      return readLabel(label);
    } catch (error) {
      const isLost = error === this.#failure && this.#closing !== undefined;
      throw isLost && !await sent ? new Unsent(this.#failure!) : error;
    }
  }

  /**
   * Waits until the shell answers.
   *
   * @throws {Fault} `unreachable` when it is lost.
   */
  async check(): Promise<void> {
    const ignore = () => {};
    await this.run({ script: ":" }, { stdout: ignore, stderr: ignore });
  }

  /** The text of a request, behind what it needs and the shell was not sent yet. */
  #text(request: ShellRequest, marker: string): Uint8Array {
    const { library, isCaptured } = request;
    const known = library === undefined ? undefined : this.#libraries.get(library);
    const name = known ?? `shep_library_${this.#libraries.size}`;
    const text = requestText(request, {
      marker,
      ...(library === undefined ? {} : { library: name }),
      ...(isCaptured ? { capture: this.#captures } : {}),
    });
    const pieces = [text];
    if (library !== undefined && known === undefined) {
      pieces.unshift(libraryText(name, library));
      this.#libraries.set(library, name);
    }
    if (isCaptured && this.#captures++ === 0) pieces.unshift(captureDirectory(this.#directories));
    return concat(pieces);
  }

  /**
   * Ends the shell. Scripts that are not yet answered fail, and what they started is ended; what
   * scripts before them left running is left alone unless one is.
   */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    const isIdle = this.isIdle;
    this.#fail(new Fault("cancelled", `The shell on ${this.#target} was closed`));
    await (isIdle ? this.#duplex.end() : this.#duplex.kill());
  }

  #fail(fault: Fault): void {
    this.#failure ??= fault;
    this.#stdout.fail(this.#failure);
    this.#stderr.fail(this.#failure);
  }

  #lost(reason: string): Fault {
    return new Fault("unreachable", `The shell on ${this.#target} ended: ${reason}`, {
      ...this.#quoteLastWords(),
    });
  }

  #mute(deadline: number): Fault {
    return new Fault(
      "unreachable",
      `The shell on ${this.#target} did not answer within ${deadline / 1000} s`,
      {
        ...this.#quoteLastWords(),
        hint: "A login shell or a profile that waits for input would do that.",
      },
    );
  }

  #quoteLastWords(): { detail?: string } {
    const words = this.#lastWords.trim();
    return words === "" ? {} : { detail: `It wrote last:\n${words}` };
  }
}
