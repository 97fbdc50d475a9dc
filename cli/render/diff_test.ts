import assert from "node:assert/strict";
import fc from "fast-check";
import { coloured, plain } from "../terminal/style.ts";
import { renderDiff, unifiedDiff } from "./diff.ts";
import { findEdits } from "./edits.ts";

const TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

Deno.test("a changed line is shown with three lines around it", () => {
  assert.deepEqual(unifiedDiff({ before: TEN, after: TEN.replace("5", "five") }).slice(2), [
    "@@ -2,7 +2,7 @@",
    " 2",
    " 3",
    " 4",
    "-5",
    "+five",
    " 6",
    " 7",
    " 8",
  ]);
});

Deno.test("changes far from each other are hunks of their own", () => {
  const after = TEN.replace("1\n", "").replace("10\n", "10\n11\n");
  assert.deepEqual(unifiedDiff({ before: TEN, after }).filter((line) => line.startsWith("@")), [
    "@@ -1,4 +1,3 @@",
    "@@ -8,3 +7,4 @@",
  ]);
});

Deno.test("a new file, and one that goes, have an empty range", () => {
  assert.deepEqual(unifiedDiff({ before: "", after: "a\nb\n", afterHeader: "/f" }), [
    "--- before",
    "+++ after: /f",
    "@@ -0,0 +1,2 @@",
    "+a",
    "+b",
  ]);
  assert.equal(unifiedDiff({ before: "a\n", after: "" })[2], "@@ -1 +0,0 @@");
});

Deno.test("a line end that is missing is told", () => {
  assert.deepEqual(unifiedDiff({ before: "a", after: "a\n", beforeHeader: "/f" }), [
    "--- before: /f",
    "+++ after",
    "@@ -1 +1 @@",
    "-a",
    "\\ No newline at end of file",
    "+a",
  ]);
});

Deno.test("where nothing differs nothing is shown", () => {
  assert.deepEqual(unifiedDiff({ before: "a", after: "a" }), []);
  assert.deepEqual(unifiedDiff({}), []);
});

Deno.test("a prepared diff is shown as it is", () => {
  assert.deepEqual(renderDiff({ prepared: ">> note\n" }, plain), [">> note"]);
});

Deno.test("additions are green, removals red, ranges cyan, and escape sequences visible", () => {
  assert.deepEqual(renderDiff({ before: "a\n", after: "\x1b\n" }, coloured), [
    "\x1b[0;31m--- before\x1b[0m",
    "\x1b[0;32m+++ after\x1b[0m",
    "\x1b[0;36m@@ -1 +1 @@\x1b[0m",
    "\x1b[0;31m-a\x1b[0m",
    "\x1b[0;32m+\\x1b\x1b[0m",
  ]);
});

const lines = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "d\n"), { maxLength: 30 });

Deno.test("edits lead from one text to the other by the fewest steps", () => {
  fc.assert(fc.property(lines, lines, (before, after) => {
    const edits = findEdits(before, after);
    const kept = (other: string): string[] =>
      edits.filter(({ kind }) => kind !== other).map(({ line }) => line);
    assert.deepEqual(kept("added"), before);
    assert.deepEqual(kept("removed"), after);
    const same = edits.filter(({ kind }) => kind === "same").length;
    assert.equal(same, longestCommonSubsequence(before, after));
  }));
});

Deno.test("a diff, applied to the text before, gives the text after", () => {
  fc.assert(fc.property(lines, lines, (before, after) => {
    const diff = unifiedDiff({ before: before.join(""), after: after.join("") });
    assert.equal(applyDiff(before, diff.slice(2)), after.join(""));
  }));
});

Deno.test("texts that differ throughout are shown one after the other", () => {
  const numbered = (name: string): string[] =>
    Array.from({ length: 5000 }, (_, index) => `${name}${index}\n`);
  const edits = findEdits(numbered("a"), numbered("b"));
  assert.deepEqual(edits.slice(4999, 5001).map(({ kind }) => kind), ["removed", "added"]);
});

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(line === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
    }
    row = next;
  }
  return row.at(-1)!;
}

/** What `patch` does. */
function applyDiff(before: readonly string[], diff: readonly string[]): string {
  const result: string[] = [];
  let next = 0;
  for (const line of diff) {
    const range = line.match(/^@@ -(\d+)(?:,(\d+))? /);
    if (range !== null) {
      const start = Number(range[1]) - (range[2] === "0" ? 0 : 1);
      while (next < start) result.push(before[next++]!);
    } else if (line.startsWith("+")) {
      result.push(line.slice(1) + "\n");
    } else {
      assert.equal(before[next], line.slice(1) + "\n");
      if (line.startsWith(" ")) result.push(before[next]!);
      next++;
    }
  }
  return [...result, ...before.slice(next)].join("");
}
