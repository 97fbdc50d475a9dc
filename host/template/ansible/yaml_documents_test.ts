import assert from "node:assert/strict";
import { splitDocuments } from "./yaml_documents.ts";

const CASES: readonly [text: string, documents: readonly string[]][] = [
  ["", []],
  ["# nothing\n", []],
  ["a: 1\n", ["a: 1\n"]],
  ["---\na: 1\n---\nb: 2\n", ["\na: 1\n", "\nb: 2\n"]],
  ["a: 1\n---\nb: 2", ["a: 1\n", "\nb: 2"]],
  ["%YAML 1.1\n---\na\n...\n", ["\na\n"]],
  ["---\n---\n", ["\n", "\n"]],
  ["--- one\n... # end\ntwo: 2\n", [" one\n", " # end\ntwo: 2\n"]],
  ["a: |\n  ---\n ...\nb: ---x\n", ["a: |\n  ---\n ...\nb: ---x\n"]],
];

for (const [text, documents] of CASES) {
  Deno.test(`documents of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(splitDocuments(text), documents);
  });
}
