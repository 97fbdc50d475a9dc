import assert from "node:assert/strict";
import fc from "fast-check";
import { ensureLine, type LineEdit, removeLines, splitKeepingBreaks } from "./edit_lines.ts";
import recorded from "./testdata/lineinfile.json" with { type: "json" };

/** What ansible-core 2.14 made of a text. */
interface Recorded {
  readonly text?: string;
  readonly state: string;
  readonly line?: string;
  readonly regexp?: string;
  readonly search_string?: string;
  readonly backrefs?: boolean;
  readonly insertafter?: string;
  readonly insertbefore?: string;
  readonly firstmatch?: boolean;
  readonly result: readonly string[];
}

function editOf(each: Recorded): LineEdit {
  return {
    line: each.line ?? "",
    regexp: each.regexp,
    searchString: each.search_string,
    backrefs: each.backrefs ?? false,
    insertBefore: each.insertbefore,
    insertAfter: each.insertafter ?? (each.insertbefore === undefined ? "EOF" : undefined),
    firstMatch: each.firstmatch ?? false,
  };
}

Deno.test("lines are edited as Ansible edits them", () => {
  for (const each of recorded as readonly Recorded[]) {
    const { text = "", state, result } = each;
    const edit = (): readonly string[] => {
      if (state === "present") {
        const edited = ensureLine(text, editOf(each));
        return [edited.text, edited.message];
      }
      const removed = removeLines(text, editOf(each));
      return [removed.text, removed.found === 0 ? "" : `${removed.found} line(s) removed`];
    };
    if (result[0] === "error") assert.throws(edit, JSON.stringify(each));
    else assert.deepEqual(edit(), result, JSON.stringify(each));
  }
});

const LINE = fc.constantFrom("", "a", "b", "x = 1", "#x = 1", "x = 2");
const TEXT = fc.array(LINE).map((lines) => lines.map((line) => `${line}\n`).join(""));
const EDIT = fc.record({
  line: LINE,
  regexp: fc.option(fc.constantFrom("^#?x = ", "a", "^$"), { nil: undefined }),
  backrefs: fc.constant(false),
  insertAfter: fc.constantFrom("EOF", "^a", "x"),
  firstMatch: fc.boolean(),
});

Deno.test("a line that a pattern matches is settled after one edit", () => {
  fc.assert(fc.property(TEXT, EDIT, (text, edit) => {
    const once = ensureLine(text, edit);
    assert.ok(splitKeepingBreaks(once.text).includes(`${edit.line}\n`));
    if (edit.regexp !== undefined && !new RegExp(edit.regexp).test(edit.line)) return;
    assert.equal(ensureLine(once.text, edit).text, once.text);
  }));
});

Deno.test("a text is its lines, whatever ends them", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r") }), (text) => {
    assert.equal(splitKeepingBreaks(text).join(""), text);
  }));
});

Deno.test("a last line without a line break is not joined with what follows it", () => {
  const edit = { line: "new", backrefs: false, insertAfter: "^last", firstMatch: false };
  assert.equal(ensureLine("first\nlast", edit).text, "first\nlast\nnew\n");
});
