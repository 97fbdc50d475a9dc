/**
 * Where the command line writes, and what it knows of the terminal there.
 *
 * @module
 */
import { coloured, type Paint, plain, wantsColour } from "./style.ts";

/** The two streams of a program. */
export interface Streams {
  /** Columns of the terminal, 80 where there is none. */
  readonly width: number;
  /** Colours for stdout. */
  readonly paint: Paint;
  /** Colours for stderr. */
  readonly paintErrors: Paint;
  /** Writes a text whole before it returns. */
  write(stream: "stdout" | "stderr", text: string): void;
}

/** What a pipe's reader sees, and what a terminal that does not tell its width has. */
export const DEFAULT_WIDTH = 80;

/** The streams of this process. */
export function processStreams(): Streams {
  const writers = { stdout: new Writer(Deno.stdout), stderr: new Writer(Deno.stderr) };
  return {
    width: terminalWidth(),
    paint: paintFor(Deno.stdout),
    paintErrors: paintFor(Deno.stderr),
    write: (stream, text) => writers[stream].write(text),
  };
}

interface SyncOutput {
  writeSync(bytes: Uint8Array): number;
}

/** Writes texts whole, until nobody reads them any more. */
export class Writer {
  readonly #output: SyncOutput;
  readonly #encoder = new TextEncoder();
  #isClosed = false;

  constructor(output: SyncOutput) {
    this.#output = output;
  }

  /**
   * Writes all of a text. A reader that went away (`| head`) is no reason to stop in the middle of
   * a playbook: what follows is dropped.
   */
  write(text: string): void {
    if (this.#isClosed) return;
    let rest = this.#encoder.encode(text);
    try {
      while (rest.length > 0) rest = rest.subarray(this.#output.writeSync(rest));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
      this.#isClosed = true;
    }
  }
}

function terminalWidth(): number {
  if (!Deno.stdout.isTerminal()) return DEFAULT_WIDTH;
  try {
    return Deno.consoleSize().columns || DEFAULT_WIDTH;
  } catch {
    return DEFAULT_WIDTH;
  }
}

function paintFor(output: { isTerminal(): boolean }): Paint {
  return wantsColour(output.isTerminal(), (name) => Deno.env.get(name)) ? coloured : plain;
}
