/**
 * A user at the terminal, who can be asked.
 *
 * @module
 */
import type { Console } from "../host_api.ts";
import { askHidden, type Terminal } from "./ask.ts";

/** A terminal whose own line editor shows what is typed, and hands on a line at a time. */
export interface LineTerminal extends Terminal, Disposable {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** The user, if this process reads from a terminal. */
export function terminalConsole(): Console | undefined {
  if (!Deno.stdin.isTerminal()) return undefined;
  return consoleOn(() => Deno.openSync("/dev/tty", { read: true, write: true }));
}

/** A user at the terminal that `open` opens for each question. */
export function consoleOn(open: () => LineTerminal): Console {
  return {
    ask: async (question, isShown, signal) => {
      using terminal = open();
      if (!isShown) return askHidden(question, terminal);
      terminal.writeSync(new TextEncoder().encode(question));
      return await untilAborted(readLine(terminal), signal);
    },
  };
}

/** A line, without its end; nothing when no more will come. */
async function readLine(terminal: LineTerminal): Promise<string | undefined> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  for (let line = "";;) {
    const length = await terminal.read(buffer);
    if (length === null) return line === "" ? undefined : line;
    line += decoder.decode(buffer.subarray(0, length), { stream: true });
    if (line.endsWith("\n")) return line.slice(0, -1);
  }
}

/** What is typed after the run was given up is nobody's answer. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
