import assert from "node:assert/strict";
import { encode, type Encoded } from "./encode.ts";
import { parseYaml, YamlError } from "./yaml.ts";

interface Recorded {
  readonly yaml: string;
  readonly value?: Encoded;
  readonly error?: string;
}

/** What Ansible's loader answers; testdata/record.py asks it. */
const RECORDED: Recorded[] = JSON.parse(
  await Deno.readTextFile(new URL("./testdata/pyyaml.json", import.meta.url)),
);

const REFUSED = Symbol("refused");

/** Where the answer is another one on purpose: what it is instead. */
const DIFFERENCES = new Map<string, Encoded | typeof REFUSED>([
  // Ansible loses what is inside collections in collections that are marked !unsafe.
  ["v: !unsafe [a, 1, {b: c}]", {
    dict: [["v", [{ unsafe: "a" }, { int: "1" }, { dict: [["b", { unsafe: "c" }]] }]]],
  }],
  ["v: !unsafe\n  a: b\n  c: [d]", {
    dict: [["v", { dict: [["a", { unsafe: "b" }], ["c", [{ unsafe: "d" }]]] }]],
  }],
  // Refused here, each with an error that says so.
  ["v: [-, a]", REFUSED],
  ["v: \n  &a b: 1\n  *a: 2", REFUSED],
  ["%TAG ! tag:yaml.org,2002:\n---\n!str 3", REFUSED],
  // Python's JSON reader knows NaN.
  ['{"a": NaN}', { dict: [["a", "NaN"]] }],
  // U+2028 breaks no line here, nor does U+0085.
  ["v: \u2028", { dict: [["v", "\u2028"]] }],
  ["v: a\u0085b", { dict: [["v", "a\u0085b"]] }],
  // What PyYAML refuses, and is clear enough.
  ["...", null],
  ["v: |\n  \ta\n", { dict: [["v", "\ta\n"]] }],
  ["v: [:x, a:]", { dict: [["v", [":x", { dict: [["a", null]] }]]] }],
  ["v: {: b}", { dict: [["v", { dict: [[null, "b"]] }]] }],
  ['v: "\\uD83D\\uDE00"', { dict: [["v", "😀"]] }],
  ["%FOO bar\n---\na", "a"],
  ["-\ta", ["a"]],
  ["- \ta", ["a"]],
  ["- &a.b 1", [{ int: "1" }]],
]);

function answer(yaml: string): Encoded | typeof REFUSED {
  try {
    return encode(parseYaml(yaml, { file: "snippet.yml" }).root);
  } catch (error) {
    if (error instanceof YamlError) return REFUSED;
    throw error;
  }
}

for (const { yaml, value, error } of RECORDED) {
  const difference = DIFFERENCES.get(yaml);
  const name = JSON.stringify(yaml);
  if (difference !== undefined) {
    Deno.test(`reads ${name} otherwise than Ansible`, () => {
      assert.deepEqual(answer(yaml), difference);
    });
  } else {
    Deno.test(`${error === undefined ? "reads" : "refuses"} ${name} as Ansible does`, () => {
      assert.deepEqual(answer(yaml), error === undefined ? value : REFUSED);
    });
  }
}
