import assert from "node:assert/strict";
import { renderDiagnostic, renderPosition } from "./diagnostic.ts";

Deno.test("a diagnostic shows why, where with a mark, and what to do", () => {
  const lines = renderDiagnostic({
    summary: "there is no action 'copyy'",
    detail: "The actions are: copy",
    hint: "Did you mean 'copy'?",
    file: "site.yml",
    line: 12,
    column: 7,
    sourceLine: "    - copyy:",
  });
  assert.deepEqual(lines, [
    "there is no action 'copyy'",
    "The actions are: copy",
    "site.yml:12:7",
    "  12 |     - copyy:",
    "     |       ^",
    "Hint: Did you mean 'copy'?",
  ]);
});

Deno.test("the mark stands under its column behind tabs and wide characters", () => {
  const lines = renderDiagnostic({
    summary: "s",
    file: "f",
    line: 1,
    column: 5,
    sourceLine: "\t日本: x",
  });
  assert.deepEqual(lines.slice(-2), ["  1 | \t日本: x", "    | \t     ^"]);
});

Deno.test("what is not known is left out", () => {
  assert.deepEqual(renderDiagnostic({ summary: "broken" }), ["broken"]);
  assert.deepEqual(renderDiagnostic({ summary: "broken", file: "f", line: 3 }), ["broken", "f:3"]);
  assert.deepEqual(renderDiagnostic({ summary: "no file 'f'", file: "f" }), ["no file 'f'"]);
  assert.equal(renderPosition({}), undefined);
});

Deno.test("a source line cannot steer the terminal", () => {
  const lines = renderDiagnostic({
    summary: "\x1b[2J",
    file: "f",
    line: 1,
    sourceLine: "\x1b[31m",
  });
  assert(!lines.join("").includes("\x1b"));
});
