import assert from "node:assert/strict";
import { askHidden, type Terminal } from "./ask.ts";

/** A terminal on which is typed what is in `chunks`. */
function terminal(...chunks: string[]): Terminal & { log: string[] } {
  const log: string[] = [];
  return {
    log,
    readSync: (buffer) => {
      const chunk = chunks.shift();
      return chunk === undefined ? null : new TextEncoder().encodeInto(chunk, buffer).written;
    },
    writeSync: (bytes) => {
      log.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
    setRaw: (isRaw) => log.push(isRaw ? "raw" : "cooked"),
  };
}

const TYPED: readonly (readonly [what: string, chunks: string[], answer: string])[] = [
  ["a line", ["hunter2\r"], "hunter2"],
  ["a line in pieces", ["hun", "ter", "2\n", "more"], "hunter2"],
  ["a line that is erased", ["wrong\x15right\r"], "right"],
  ["characters that are erased", ["ab€\x7f\x7fc\x08d\r"], "ad"],
  ["more erased than typed", ["\x7f\x7fa\r"], "a"],
  ["the end of input", ["hunter2"], "hunter2"],
  ["Ctrl-D", ["hunter2\x04"], "hunter2"],
];

for (const [what, chunks, answer] of TYPED) {
  Deno.test(`${what} is an answer that is not shown`, () => {
    const tty = terminal(...chunks);
    assert.equal(askHidden("Password: ", tty), answer);
    assert.deepEqual(tty.log, ["Password: ", "raw", "cooked", "\n"]);
  });
}

Deno.test("Ctrl-C gives up, and leaves the terminal as it was", () => {
  const tty = terminal("hun\x03");
  assert.throws(() => askHidden("Password: ", tty), /Interrupted/);
  assert.deepEqual(tty.log.slice(-2), ["cooked", "\n"]);
});
