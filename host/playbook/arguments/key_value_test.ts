import assert from "node:assert/strict";
import fc from "fast-check";
import { joinWords, parseKeyValue, splitWords, UnbalancedError } from "./mod.ts";

interface Recorded {
  readonly text: string;
  readonly error?: string;
  readonly keyValue?: Record<string, string>;
  readonly freeForm?: Record<string, string>;
}

/** What parse_kv of ansible-core 2.14 answers. */
const RECORDED: Recorded[] = JSON.parse(
  await Deno.readTextFile(new URL("./testdata/ansible.json", import.meta.url)),
);

/** In the notation of Ansible, where the raw text is a further key. */
function answer(text: string, freeForm: boolean): Record<string, string> {
  const { params, rawParams } = parseKeyValue(text, { freeForm });
  return { ...Object.fromEntries(params), ...(rawParams === "" ? {} : { _raw_params: rawParams }) };
}

for (const { text, error, keyValue, freeForm } of RECORDED) {
  // Ansible fails with an IndexError on text that begins with white space; it is harmless here.
  if (error === "IndexError") continue;
  Deno.test(`reads ${JSON.stringify(text)} as Ansible does`, () => {
    if (error !== undefined) {
      assert.throws(() => answer(text, false), UnbalancedError);
      return;
    }
    assert.deepEqual(answer(text, false), keyValue);
    assert.deepEqual(answer(text, true), freeForm);
  });
}

Deno.test("white space before the first word means nothing", () => {
  assert.deepEqual(answer("  a=b", false), { a: "b" });
  assert.deepEqual(answer(" \n ", true), {});
});

const UNBALANCED = [
  ["msg='it", `' is not closed, in "msg='it"`, "Add the closing '."],
  ['echo "a b', `" is not closed, in "\\"a"`, 'Add the closing ".'],
  ["a={{ b c=d", `{{ is not closed, in "a={{"`, "Add the closing }}."],
  ["a={% if b", `{% is not closed, in "a={%"`, "Add the closing %}."],
] as const;

for (const [text, message, advice] of UNBALANCED) {
  Deno.test(`an error names what is not closed in ${text}`, () => {
    assert.throws(() => splitWords(text), (error) => {
      assert(error instanceof UnbalancedError);
      assert.equal(error.message, message);
      assert(error.hint.startsWith(advice), error.hint);
      return true;
    });
  });
}

Deno.test("words without quotes and backslashes join to the text they were split from", () => {
  const line = fc.array(fc.constantFrom("a", "b=c", "#", "{", "%"), { minLength: 1 });
  const text = fc.array(line.map((words) => words.join(" ")), { minLength: 1 });
  fc.assert(fc.property(text.map((lines) => lines.join("\n")), (text) => {
    assert.equal(joinWords(splitWords(text)), text);
  }));
});

Deno.test("any text is read or refused as unbalanced", () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    "\\",
    "{{",
    "}}",
    "{%",
    "=",
    " ",
    "\n",
    "\\u12",
    "a",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece).map((pieces) => pieces.join("")), (text) => {
      try {
        parseKeyValue(text, { freeForm: true });
      } catch (error) {
        assert(error instanceof UnbalancedError);
      }
    }),
    { numRuns: 1000 },
  );
});
