/** Questions at a terminal. @module */
import assert from "node:assert/strict";
import { consoleOn, type LineTerminal } from "./console.ts";

/** A terminal at which `typed` is typed, a piece at a time, and then nothing more if `isOpen`. */
class TypedTerminal implements LineTerminal {
  readonly #typed: string[];
  readonly #isOpen: boolean;
  shown = "";
  isClosed = false;

  constructor(typed: readonly string[], isOpen = false) {
    this.#typed = [...typed];
    this.#isOpen = isOpen;
  }

  readSync(buffer: Uint8Array): number | null {
    const piece = this.#typed.shift();
    return piece === undefined ? null : new TextEncoder().encodeInto(piece, buffer).written;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const length = this.readSync(buffer);
    return length === null && this.#isOpen ? new Promise(() => {}) : Promise.resolve(length);
  }

  writeSync(bytes: Uint8Array): number {
    this.shown += new TextDecoder().decode(bytes);
    return bytes.length;
  }

  setRaw(): void {}

  [Symbol.dispose](): void {
    this.isClosed = true;
  }
}

const { signal } = new AbortController();

const ANSWERS: readonly [typed: readonly string[], isShown: boolean, answer: string | undefined][] =
  [
    [["yes\n"], true, "yes"],
    [["y", "es\n"], true, "yes"],
    [["\n"], true, ""],
    [["cut off"], true, "cut off"],
    [[], true, undefined],
    [["secret\r"], false, "secret"],
  ];

for (const [typed, isShown, answer] of ANSWERS) {
  Deno.test(`${JSON.stringify(typed)} is the answer ${answer}, shown: ${isShown}`, async () => {
    const terminal = new TypedTerminal(typed);
    assert.equal(await consoleOn(() => terminal).ask("Sure? ", isShown, signal), answer);
    assert.match(terminal.shown, /^Sure\? /);
    assert(terminal.isClosed);
  });
}

Deno.test("a run that is given up waits for no answer", async () => {
  const terminal = new TypedTerminal([], true);
  const controller = new AbortController();
  const answer = consoleOn(() => terminal).ask("Sure? ", true, controller.signal);
  controller.abort(new Error("given up"));
  await assert.rejects(answer, /given up/);
  assert(terminal.isClosed);
});
