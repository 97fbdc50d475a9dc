import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault, toValue } from "@shep/sdk";
import type { RunEvent } from "../events.ts";
import { scrubEvent } from "./scrub_event.ts";
import { Scrubber } from "./scrubber.ts";

function knowing(...secrets: unknown[]): Scrubber {
  const scrubber = new Scrubber();
  scrubber.addAll(secrets);
  return scrubber;
}

Deno.test("a secret is replaced wherever it stands in a text", () => {
  assert.equal(knowing("hunter22").text("(hunter22,hunter22)"), "(********,********)");
});

Deno.test("of secrets in each other the longest is replaced", () => {
  assert.equal(knowing("pass", "password", "word").text("password pass"), "******** ********");
});

Deno.test("texts of less than four characters are not looked for", () => {
  assert.equal(knowing("abc", " a ", 123).text("abc a 123"), "abc a 123");
});

Deno.test("signs that mean something in a pattern mean themselves", () => {
  assert.equal(knowing("a.*b(c[$^").text("a.*b(c[$^ aXXb"), "******** aXXb");
});

Deno.test("lines of a long secret are secrets, too, and so is what JSON makes of it", () => {
  const scrubber = knowing('-----BEGIN KEY-----\nabcdefgh\n--\nzyxw"vut\n');
  assert.equal(scrubber.text("  abcdefgh: -- x"), "  ********: -- x");
  assert.equal(scrubber.text(JSON.stringify({ a: 'zyxw"vut' })), '{"a":"********"}');
});

Deno.test("what a secret template is put together from is secret", () => {
  const scrubber = knowing("https://{{ user }}:hunter22@host/{{ 'hunter33' ~ x }}{# why #}");
  assert.equal(
    scrubber.text("https://me:hunter22@host/hunter334"),
    "********me****************4",
  );
});

Deno.test("values are scrubbed at any depth, keys and bytes, too; what is clean is not copied", () => {
  const scrubber = knowing("hunter22", 471147);
  const bytes = new TextEncoder().encode("x hunter22");
  assert.deepEqual(
    scrubber.value(toValue({ list: ["a", { hunter22: 1 }], pin: 471147, other: 4711, bytes })),
    toValue({
      list: ["a", { "********": 1 }],
      pin: "********",
      other: 4711,
      bytes: new TextEncoder().encode("x ********"),
    }),
  );
  const clean = toValue({ a: [1, { b: "c" }] });
  assert.equal(scrubber.value(clean), clean);
});

Deno.test("no text that holds a secret leaves with it", () => {
  const secret = fc.string({ minLength: 4 }).filter((text) => text.trim().length >= 4);
  fc.assert(fc.property(secret, fc.string(), fc.string(), (known, before, after) => {
    const clean = knowing(known).text(before + known.trim() + after);
    assert(clean.includes("********"));
  }));
});

Deno.test("errors lose secrets in message, diagnostic, stack and cause, and keep their kind", () => {
  const cause = new TypeError("no hunter22 here");
  const fault = new Fault("syntax", "bad: hunter22", { sourceLine: "a: hunter22", line: 3, cause });
  const clean = knowing("hunter22").error(fault);
  assert(clean instanceof Fault);
  assert.equal(clean.kind, "syntax");
  assert.equal(clean.diagnostic.line, 3);
  assert(!Deno.inspect(clean).includes("hunter22"));
  assert(!`${clean.message}${clean.stack}${cause.stack}`.includes("hunter22"));
});

Deno.test("of a file that was vaulted no line is shown", () => {
  const scrubber = new Scrubber();
  scrubber.addFile("v.yml");
  const shown = { summary: "bad", file: "v.yml", line: 1, sourceLine: "a: pw" };
  assert.deepEqual(scrubber.diagnostic(shown), { summary: "bad", file: "v.yml", line: 1 });
  const other = { ...shown, file: "o.yml" };
  assert.deepEqual(scrubber.diagnostic(other), other);
});

const position = { file: "site.yml", line: 1, column: 1 };
const task = {
  id: 1,
  name: "use hunter22",
  action: "debug",
  position,
  isHandler: false,
  isCensored: false,
};
const result = {
  status: "failed",
  values: new Map([["msg", "hunter22"]]),
  diffs: [{ before: "", after: "p: hunter22\n" }],
  warnings: ["hunter22!"],
  isCensored: false,
  diagnostic: { summary: "hunter22?", line: 2 },
} as const;
const host = "web1";
const EVENTS: readonly RunEvent[] = [
  { type: "play-started", play: { name: "hunter22", position, strategy: "linear" }, hosts: [host] },
  { type: "no-hosts-matched", play: { name: "hunter22", position, strategy: "linear" } },
  { type: "no-hosts-left", play: { name: "hunter22", position, strategy: "linear" } },
  { type: "task-started", task },
  { type: "task-finished", task, host, result, isIgnored: false, duration: 1 },
  { type: "item-finished", task, host, item: "hunter22", result, isIgnored: false },
  { type: "retrying", task, host, retriesLeft: 1, result },
  { type: "handler-notified", handler: "hunter22", host },
  { type: "warning", warning: { summary: "hunter22", sourceLine: "hunter22" } },
  { type: "log", plugin: "p", level: "info", text: "hunter22" },
];

for (const event of EVENTS) {
  Deno.test(`nothing secret is left in an event '${event.type}'`, () => {
    const options: Deno.InspectOptions = { depth: 20 };
    assert(Deno.inspect(event, options).includes("hunter22"));
    const clean = scrubEvent(event, knowing("hunter22"));
    assert(!Deno.inspect(clean, options).includes("hunter22"), Deno.inspect(clean));
    assert.equal(clean.type, event.type);
    assert.equal(scrubEvent(event, new Scrubber()), event);
  });
}
