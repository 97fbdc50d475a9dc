import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { requestText, type ShellRequest } from "./request.ts";

function text(request: ShellRequest): string {
  return new TextDecoder().decode(requestText(request, { marker: "MARK" }));
}

Deno.test("a script is one quoted word, in a subshell without input", () => {
  assert.equal(
    text({ script: "echo it's" }),
    "(eval 'echo it'\\''s';exit)</dev/null\nshep_r=$?;echo MARK $shep_r;echo MARK >&2\n",
  );
});

Deno.test("directory and environment are set in the subshell", () => {
  assert.equal(
    text({ script: ":", cwd: "/a b", environment: { A: "x'y" } }),
    "(CDPATH= cd '/a b'||exit;export A='x'\\''y';eval ':';exit)</dev/null\n" +
      "shep_r=$?;echo MARK $shep_r;echo MARK >&2\n",
  );
});

Deno.test("a directory is never taken for an option", () => {
  assert.match(text({ script: ":", cwd: "-" }), /cd '\.\/-'/);
});

Deno.test("input is written by printf, as its format", () => {
  assert.match(
    text({ script: "cat", stdin: new Uint8Array([0x2d, 0, 0x27, 0x5c, 0x25, 0x2d, 0x41]) }),
    /^printf '\\055\\000'\\''\\\\%%-A' 2>\/dev\/null\|\(eval 'cat';exit\)\n/,
  );
});

const REFUSED: readonly (readonly [string, ShellRequest])[] = [
  ["a NUL in the script", { script: "echo \0" }],
  ["a NUL in the directory", { script: ":", cwd: "/\0" }],
  ["a NUL in a variable", { script: ":", environment: { A: "\0" } }],
  ["a variable's name that is code", { script: ":", environment: { "A=1;reboot;B": "" } }],
  ["a variable without a name", { script: ":", environment: { "": "x" } }],
];

for (const [what, request] of REFUSED) {
  Deno.test(`${what} is refused`, () => {
    assert.throws(
      () => requestText(request, { marker: "MARK" }),
      (error) => error instanceof Fault && error.kind === "invalid-argument",
    );
  });
}
