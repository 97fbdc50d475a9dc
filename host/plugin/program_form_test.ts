import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import {
  checkRunnable,
  type FileContent,
  fileContent,
  HEAD_BYTES,
  readHead,
} from "./program_form.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The beginning of an ELF file for a machine. */
function elf(machine: number, bigEndian = false): Uint8Array {
  const head = new Uint8Array(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, bigEndian ? 2 : 1, 1]);
  new DataView(head.buffer).setUint16(18, machine, !bigEndian);
  return head;
}

const FILES: readonly (readonly [name: string, head: Uint8Array, content: FileContent])[] = [
  ["a bundle", text("#!/usr/bin/env -S deno run --no-prompt\ncode"), {
    kind: "bundle",
    line: "/usr/bin/env -S deno run --no-prompt",
  }],
  ["a bundle of a certain deno", text("#!/opt/deno run -A\n"), {
    kind: "bundle",
    line: "/opt/deno run -A",
  }],
  ["a script of deno that is no run", text("#!/usr/bin/env -S deno eval 1\n"), {
    kind: "script",
    interpreter: "/usr/bin/env",
  }],
  ["Python", text("#! /usr/bin/python3 -u\nimport x"), {
    kind: "script",
    interpreter: "/usr/bin/python3",
  }],
  ["ELF of x86-64", elf(0x3e), { kind: "program", machine: "x86_64" }],
  ["ELF of aarch64", elf(0xb7), { kind: "program", machine: "aarch64" }],
  ["ELF of s390x", elf(0x16, true), { kind: "program", machine: "ELF machine 22" }],
  ["Mach-O", Uint8Array.from([0xcf, 0xfa, 0xed, 0xfe, ...new Array(60).fill(0)]), {
    kind: "program",
  }],
  ["nothing", new Uint8Array(), { kind: "unknown" }],
  ["ELF cut short", elf(0x3e).subarray(0, 8), { kind: "unknown" }],
  ["text", text("rm -rf / # a shell would run this"), { kind: "unknown" }],
];

for (const [name, head, content] of FILES) {
  Deno.test(`the content of a file is recognised: ${name}`, () => {
    assert.deepEqual(fileContent(head), content);
  });
}

Deno.test("what the system would hand to sh is refused", () => {
  assert.throws(
    () => checkRunnable("odd", "/p/shep-plugin-odd", { kind: "unknown" }),
    (error) =>
      error instanceof Fault && /neither a program nor a script/.test(error.diagnostic.detail!),
  );
});

Deno.test("a program for another kind of machine is refused by name", () => {
  const other = Deno.build.arch === "x86_64" ? "aarch64" : "x86_64";
  assert.throws(
    () => checkRunnable("odd", "/p/shep-plugin-odd", { kind: "program", machine: other }),
    (error) => error instanceof Fault && error.diagnostic.detail!.includes(`made for ${other}`),
  );
});

Deno.test("deno itself is a program of this machine", async () => {
  const head = await readHead(Deno.execPath());
  assert.equal(head.length, HEAD_BYTES);
  checkRunnable("deno", Deno.execPath(), fileContent(head));
});
