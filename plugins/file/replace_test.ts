import assert from "node:assert/strict";
import { replace, replaceAll } from "./replace.ts";
import { act, inDirectory, testChange } from "./test_support.ts";
import { keepingCodec, textCodec } from "./text_encoding.ts";

const owner = `${Deno.uid()}:${Deno.gid()}`;

testChange("all matches, line by line", replace, {
  prepare: (root) => Deno.writeTextFile(`${root}/conf`, "a = 1\nb = 2\n", { mode: 0o640 }),
  args: { path: "ROOT/conf", regexp: "^(\\w) = (\\d)$", replace: "\\1: \\2 é" },
  after: { conf: `640 ${owner} a: 1 é\nb: 2 é\n` },
  values: { msg: "2 replacements made" },
});

/** A text, the arguments, and what comes of it. */
const CASES: readonly (readonly [string, Parameters<typeof replaceAll>[1], string])[] = [
  ["grün grün", { regexp: "gr.n", replace: "x" }, "x x"],
  ["straße\n", { regexp: "\\bstra\\w+\\b", replace: "<\\g<0>>" }, "<straße>\n"],
  ["a\nb\na\n", { regexp: "a", replace: "x", after: "b" }, "a\nb\nx\n"],
  ["a\nb\na\n", { regexp: "a", replace: "x", before: "b" }, "x\nb\na\n"],
  ["a<a>a", { regexp: "a", replace: "x", after: "<", before: ">" }, "a<x>a"],
  ["a😀b", { regexp: "a.b", replace: "" }, ""],
  ["ab", { regexp: "a", replace: "x", after: "", before: "" }, "xb"],
  ["ab", { regexp: "(?P<one>a)(z)?", replace: "[\\g<one>\\2]" }, "[a]b"],
];

for (const [before, args, after] of CASES) {
  Deno.test(`replace makes ${JSON.stringify(after)} of ${JSON.stringify(before)}`, () => {
    assert.equal(replaceAll(before, args).text, after);
  });
}

Deno.test("replace says that there is no part between the patterns", () => {
  const { isFound, message } = replaceAll("a", { regexp: "a", replace: "b", after: "x" });
  assert.equal(isFound, false);
  assert.match(message, /did not match the given file: x\(\?P<subsection>/);
});

Deno.test("replace refuses a text for what it finds that cannot be filled in, also if it finds nothing", () => {
  const wrong = { regexp: "(a)", replace: "\\2" };
  assert.throws(() => replaceAll("b", wrong), /there is no group 2/);
});

Deno.test("replace leaves bytes alone that are no text", () =>
  inDirectory(async (root) => {
    const path = `${root}/latin1`;
    await Deno.writeFile(path, Uint8Array.of(0xe9, 10));
    await act(replace, { path, regexp: "$", replace: "ü" });
    assert.deepEqual([...await Deno.readFile(path)], [0xe9, 0xc3, 0xbc, 10, 0xc3, 0xbc]);
    await Deno.writeFile(path, Uint8Array.of(0xe9, 10));
    const read = await act(replace, { path, regexp: "é", replace: "ê", encoding: "latin-1" });
    assert.equal(read.status, "changed");
    assert.deepEqual([...await Deno.readFile(path)], [0xea, 10]);
  }));

/** An encoding, a text, and its bytes. */
const ENCODED: readonly (readonly [string, string, readonly number[]])[] = [
  ["utf8", "é", [0xc3, 0xa9]],
  ["ISO-8859-1", "é\x85", [0xe9, 0x85]],
  ["cp1252", "€", [0x80]],
  ["iso8859_15", "€", [0xa4]],
  ["koi8-r", "ж", [0xd6]],
  ["utf-16", "a", [0xff, 0xfe, 0x61, 0]],
  ["utf-16-be", "a", [0, 0x61]],
  ["ascii", "a", [0x61]],
  ["utf_8_sig", "é", [0xef, 0xbb, 0xbf, 0xc3, 0xa9]],
  ["U8", "é", [0xc3, 0xa9]],
  ["iso8859_9", "\x85ş", [0x85, 0xfe]],
  ["latin5", "\x85ş", [0x85, 0xfe]],
  ["tis_620", "ก", [0xa1]],
  ["iso8859_16", "€", [0xa4]],
  ["cp1254", "…ş", [0x85, 0xfe]],
  ["cp874", "€", [0x80]],
  ["mac_roman", "é", [0x8e]],
  ["mac_cyrillic", "А", [0x80]],
];

for (const [name, text, bytes] of ENCODED) {
  Deno.test(`text in ${name} is written and read`, () => {
    const { encode, decode } = textCodec(name);
    assert.deepEqual([...encode(text)], bytes);
    assert.equal(decode(Uint8Array.from(bytes)), text);
  });
}

/** An encoding, and bytes of which some are no text in it. */
const KEPT: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0x61, 0xff, 0xc3, 0xa9, 0xc3, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98, 0x80, 0xe2, 0x82]],
  ["ascii", [0x61, 0xff]],
  ["iso8859-3", [0x61, 0xa5, 0xa6]],
];

for (const [name, bytes] of KEPT) {
  Deno.test(`bytes that are no text in ${name} are kept`, () => {
    const { encode, decode } = keepingCodec(name);
    const text = decode(Uint8Array.from(bytes));
    assert.match(text, /^a[\udc80-\udcff]/u);
    assert.deepEqual([...encode(text)], bytes);
  });
}

Deno.test("an encoding that is not known, or cannot say a text, is refused", () => {
  for (const name of ["klingon", "cp437", "utf-32"]) {
    assert.throws(() => textCodec(name), new RegExp(`^TaskFailure: unknown encoding: ${name}\\. `));
  }
  assert.throws(() => textCodec("shift_jis"), /not supported yet/);
  assert.throws(() => textCodec("ascii").encode("é"), /'é' cannot be written in ascii/);
});
