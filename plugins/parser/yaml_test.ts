import assert from "node:assert/strict";
import { Float } from "@shep/sdk/value";
import { LineIndex, parseYaml, type SyntaxNode, type SyntaxTree } from "./yaml.ts";

function parse(source: string): SyntaxTree {
  return parseYaml(source, { file: "test.yml" });
}

/** The text at which each scalar begins, in the order of the document. */
function placesOf(source: string, node = parse(source).root): string[] {
  switch (node.kind) {
    case "scalar":
      return [source.slice(node.offset).split("\n")[0] ?? ""];
    case "sequence":
      return node.items.flatMap((item) => placesOf(source, item));
    case "mapping":
      return node.pairs.flatMap(({ key, value }) => [
        ...placesOf(source, key),
        ...placesOf(source, value),
      ]);
  }
}

function valueOf(source: string, key: string): SyntaxNode {
  const { root } = parse(source);
  assert(root.kind === "mapping");
  const pair = root.pairs.find((candidate) => candidate.key.value === key);
  assert(pair !== undefined);
  return pair.value;
}

Deno.test("every scalar knows where it begins", () => {
  const cases: [source: string, places: string[]][] = [
    ["a: b", ["a: b", "b"]],
    [`a: "b"`, [`a: "b"`, `"b"`]],
    ["- |\n  text\n- >-\n  more", ["|", ">-"]],
    ["a: # a | comment\n  | # another\n  text", ["a: # a | comment", "| # another"]],
    ["a: !vault |\n  1", ["a: !vault |", "|"]],
    ["a: &x !unsafe b", ["a: &x !unsafe b", "b"]],
    ["a:\nb: 1", ["a:", ":", "b: 1", "1"]],
    [`{a: [b, 'c']}`, [`a: [b, 'c']}`, `b, 'c']}`, `'c']}`]],
    [`{"a": [1.0]}`, [`"a": [1.0]}`, `1.0]}`]],
    ["a: [\n  b, # c\n\n# d\nc\n]", ["a: [", "b, # c", "c"]],
  ];
  for (const [source, places] of cases) assert.deepEqual(placesOf(source), places, source);
});

Deno.test("collections begin at their bracket, or at their first entry", () => {
  assert.equal(valueOf("a: [b]", "a").offset, 3);
  assert.equal(valueOf("a:\n  - b", "a").offset, 5);
  assert.equal(valueOf("a:\n  b: c", "a").offset, 5);
});

Deno.test("an alias is the node that was anchored", () => {
  const source = "a: &x [1]\nb: *x";
  assert.equal(valueOf(source, "b").offset, valueOf(source, "a").offset);
});

Deno.test("the marks that Ansible knows stay on their nodes", () => {
  assert.equal(valueOf("a: !vault x", "a").tag, "!vault");
  assert.equal(valueOf("a: !vault-encrypted x", "a").tag, "!vault-encrypted");
  assert.equal(valueOf("a: !unsafe [x]", "a").tag, "!unsafe");
  assert.equal(valueOf("a: !<!unsafe> {b: c}", "a").tag, "!unsafe");
  assert.equal(valueOf("a: !!str x", "a").tag, undefined);
});

Deno.test("quoted text is told from plain text and from blocks", () => {
  const source = `a: x\nb: "x"\nc: 'x'\nd: |\n  x\n`;
  const quoted = ["a", "b", "c", "d"].map((key) => valueOf(source, key))
    .map((node) => node.kind === "scalar" && node.quoted);
  assert.deepEqual(quoted, [undefined, true, true, undefined]);
});

Deno.test("integers that a double would round are bigints, integral floats are Floats", () => {
  assert.deepEqual(valueOf("a: 9007199254740993", "a"), {
    kind: "scalar",
    value: 9007199254740993n,
    offset: 3,
  });
  const whole = valueOf("a: 3.0", "a");
  assert(whole.kind === "scalar" && whole.value instanceof Float);
});

Deno.test("a key that is given twice has its last value, and both places are told", () => {
  const { root, warnings } = parse("a: 1\nb: 2\na: 3\n");
  assert(root.kind === "mapping");
  assert.deepEqual(root.pairs.map(({ key }) => key.value), ["a", "b"]);
  assert.deepEqual(root.pairs.map(({ value }) => value.kind === "scalar" && value.value), [3, 2]);
  assert.deepEqual(warnings, [{
    message: 'the key "a" is given twice in this dictionary; the last value is used',
    offset: 10,
    relatedOffset: 0,
  }]);
});

Deno.test("keys that Python takes for equal are equal", () => {
  for (const source of ["{1: a, true: b}", "{1: a, 1.0: b}", "{0: a, no: b}"]) {
    assert.equal(parse(source).warnings.length, 1, source);
  }
  assert.equal(parse("{1: a, '1': b}").warnings.length, 0);
});

Deno.test("overriding what was merged is no duplicate", () => {
  assert.deepEqual(parse("a: &x {k: 1}\nb: {<<: *x, k: 2}").warnings, []);
});

Deno.test("a document without content is null", () => {
  for (const source of ["", "# nothing\n", "---\n", "---\n...\n", "\uFEFF"]) {
    const { root } = parse(source);
    assert(root.kind === "scalar");
    assert.equal(root.value, null, source);
  }
});

Deno.test("lines are counted from 1 whatever ends them, and a byte order mark is no column", () => {
  const lines = new LineIndex("\uFEFFab\ncd\r\nef\rgh");
  const places = [1, 2, 4, 6, 8, 11, 13].map((offset) => lines.position(offset))
    .map(({ line, column }) => `${line}:${column}`);
  assert.deepEqual(places, ["1:1", "1:2", "2:1", "2:3", "3:1", "4:1", "4:3"]);
  assert.deepEqual([1, 2, 3, 4, 5].map((line) => lines.text(line)), ["ab", "cd", "ef", "gh", ""]);
});
