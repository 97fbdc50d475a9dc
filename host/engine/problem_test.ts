/** What is told of anything that is thrown. @module */
import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { TemplateError } from "../template/mod.ts";
import { problemOf } from "./problem.ts";
import { SourceLines } from "./source_lines.ts";

const FALLBACK = { file: "/no/such/play.yml", line: 3, column: 5 };

Deno.test("what knows no place is told at the task", () => {
  const { message, diagnostic, isUnreachable } = problemOf(
    new Error("broken"),
    FALLBACK,
    new SourceLines(),
  );
  assert.equal(message, "broken");
  assert.equal(isUnreachable, false);
  const { file, line, column } = diagnostic;
  assert.deepEqual({ file, line, column }, FALLBACK);
});

Deno.test("what knows its place keeps it", () => {
  const fault = new Fault("failed", "broken", { file: "other", line: 9, column: 1 });
  assert.equal(problemOf(fault, FALLBACK, new SourceLines()).diagnostic.line, 9);
});

Deno.test("only a fault of that kind means unreachable", () => {
  const isUnreachable = (thrown: unknown): boolean =>
    problemOf(thrown, FALLBACK, new SourceLines()).isUnreachable;
  assert(isUnreachable(new Fault("unreachable", "gone")));
  assert(!isUnreachable(new Fault("failed", "gone")));
});

Deno.test("an error is told at its first cause, with what it came through", () => {
  const place = (line: number) => ({ file: "a.yml", line, column: 2, sourceColumn: 1 });
  const cause = new TemplateError("'b' is undefined", { kind: "undefined", ...place(9) });
  const error = new TemplateError("'b' is undefined", {
    kind: "undefined",
    ...place(4),
    sourceLine: "{{ a }}",
    cause,
  });
  const { diagnostic } = problemOf(error, FALLBACK, new SourceLines());
  assert.equal(diagnostic.line, 9);
  assert.equal(diagnostic.detail, "needed by a.yml:4:2: {{ a }}");
});
