import assert from "node:assert/strict";
import type { LogMessage } from "../wire/messages/common.ts";
import { redirectConsole } from "./console.ts";

/** What is logged while `print` runs. */
function logged(print: () => void): LogMessage[] {
  const messages: LogMessage[] = [];
  const restore = redirectConsole((message) => messages.push(message));
  try {
    print();
  } finally {
    restore();
  }
  return messages;
}

Deno.test("what a plugin prints becomes a log message of its level", () => {
  const messages = logged(() => {
    console.log("a", { b: [1] });
    console.debug("d");
    console.warn("w");
    console.error(new RangeError("e").message);
    console.table([1]);
    console.assert(true, "not said");
    console.assert(false, "said");
    console.clear();
    Deno.stdout.writeSync(new TextEncoder().encode("raw"));
  });
  assert.deepEqual(messages.map(({ level, text }) => `${level}: ${text}`), [
    "info: a { b: [ 1 ] }",
    "debug: d",
    "warning: w",
    "error: e",
    "info: [ 1 ]",
    "error: Assertion failed: said",
    "info: raw",
  ]);
});

Deno.test("no method of the console that prints is left out", () => {
  // These print nothing, or not to stdout.
  const silent = new Set([
    ...["countReset", "time", "groupEnd", "profile", "profileEnd", "timeStamp", "createTask"],
    ...["indentLevel", "context"],
  ]);
  const original = { ...console } as Record<string, unknown>;
  logged(() => {
    const left = Object.entries(console).filter(([name, method]) =>
      typeof method === "function" && !silent.has(name) && method === original[name]
    );
    assert.deepEqual(left.map(([name]) => name), []);
  });
});

Deno.test("the console is itself again afterwards", () => {
  const { log } = console;
  logged(() => assert.notEqual(console.log, log));
  assert.equal(console.log, log);
});
