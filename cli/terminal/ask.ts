/**
 * Questions whose answers are not to be seen.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/** A terminal, as far as a question needs one. */
export interface Terminal {
  /** Reads what was typed; `null` when nothing more will come. */
  readSync(buffer: Uint8Array): number | null;
  writeSync(bytes: Uint8Array): number;
  /** In raw mode what is typed is handed on as it is, and not shown. */
  setRaw(isRaw: boolean): void;
}

/**
 * Asks the user for something secret; nothing if there is no terminal. Where stdin is a pipe the
 * terminal is still asked, as `ssh` does.
 */
export function askOnTerminal(question: string): string | undefined {
  const tty = openTerminal();
  if (tty === undefined) return undefined;
  try {
    return askHidden(question, tty);
  } finally {
    tty.close();
  }
}

function openTerminal(): Deno.FsFile | undefined {
  try {
    return Deno.openSync("/dev/tty", { read: true, write: true });
  } catch {
    return undefined;
  }
}

const ENTER = new Set([0x0a, 0x0d, 0x04]);
const ERASE = new Set([0x08, 0x7f]);
const ERASE_ALL = 0x15;
const INTERRUPT = 0x03;

/**
 * Asks on a terminal. Its line editor is off, so the keys for erasing are served here.
 *
 * @throws {Fault} `cancelled`, for Ctrl-C.
 */
export function askHidden(question: string, terminal: Terminal): string {
  const encoder = new TextEncoder();
  terminal.writeSync(encoder.encode(question));
  terminal.setRaw(true);
  try {
    return readLine(terminal);
  } finally {
    terminal.setRaw(false);
    terminal.writeSync(encoder.encode("\n"));
  }
}

function readLine(terminal: Terminal): string {
  const typed: number[] = [];
  const buffer = new Uint8Array(256);
  for (;;) {
    const length = terminal.readSync(buffer);
    if (length === null) return textOf(typed);
    for (const byte of buffer.subarray(0, length)) {
      if (ENTER.has(byte)) return textOf(typed);
      if (byte === INTERRUPT) throw new Fault("cancelled", "Interrupted");
      if (byte === ERASE_ALL) typed.length = 0;
      else if (ERASE.has(byte)) eraseCharacter(typed);
      else typed.push(byte);
    }
  }
}

/** Takes the last character away: a first byte, and those that continue it. */
function eraseCharacter(typed: number[]): void {
  let byte = typed.pop();
  while (byte !== undefined && (byte & 0xc0) === 0x80) byte = typed.pop();
}

function textOf(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
