import assert from "node:assert/strict";
import { blockinfile } from "./blockinfile.ts";
import { editBlock } from "./edit_block.ts";
import { act, inDirectory, testChange } from "./test_support.ts";

const owner = `${Deno.uid()}:${Deno.gid()}`;

testChange("a block in a new file", blockinfile, {
  args: { path: "ROOT/new/hosts", create: true, block: "a\nb", mode: "0640" },
  after: {
    "new/hosts": `640 ${owner} # BEGIN ANSIBLE MANAGED BLOCK\na\nb\n# END ANSIBLE MANAGED BLOCK\n`,
  },
  values: { msg: "File created and ownership, perms or SE linux context changed" },
});

testChange("another text between the marks, and the old file kept whole", blockinfile, {
  prepare: (root) => Deno.writeTextFile(`${root}/conf`, "x\n# on\nold\n# off\ny", { mode: 0o600 }),
  args: {
    path: "ROOT/conf",
    block: "new é",
    marker: "# {mark}",
    marker_begin: "on",
    marker_end: "off",
  },
  after: { conf: `600 ${owner} x\n# on\nnew é\n# off\ny` },
  values: { msg: "Block inserted" },
});

testChange("no block any more", blockinfile, {
  prepare: (root) =>
    Deno.writeTextFile(
      `${root}/conf`,
      "x\n# BEGIN ANSIBLE MANAGED BLOCK\nold\n# END ANSIBLE MANAGED BLOCK\n",
      { mode: 0o644 },
    ),
  args: { path: "ROOT/conf", state: "absent" },
  after: { conf: `644 ${owner} x\n` },
  values: { msg: "Block removed" },
});

const EDIT = { begin: "<", end: ">", block: "b", prependNewline: false, appendNewline: false };

/** Before, what is asked for besides, and after. */
const EDITS: readonly (readonly [string, Partial<Parameters<typeof editBlock>[1]>, string])[] = [
  ["", {}, "<\nb\n>\n"],
  ["a", {}, "a\n<\nb\n>\n"],
  ["a\nz\n", { insertBefore: "BOF" }, "<\nb\n>\na\nz\n"],
  ["a\nz\n", { insertAfter: "^a" }, "a\n<\nb\n>\nz\n"],
  ["a\nz\n", { insertBefore: "^z" }, "a\n<\nb\n>\nz\n"],
  ["a\nz\n", { insertAfter: "^a", prependNewline: true }, "a\n\n<\nb\n>\nz\n"],
  ["a\nz\n", { insertAfter: "^a", appendNewline: true }, "a\n<\nb\n>\n\nz\n"],
  ["a\nz\n", { prependNewline: true, appendNewline: true }, "a\nz\n\n<\nb\n>\n"],
  [">\nodd\n<\n", {}, "<\nb\n>\n"],
  ["<\na\n>\nz\n", { block: "" }, "z\n"],
  ["<\r\na\r\n>\r\n", {}, "<\nb\n>\n"],
  ["a\n", { insertAfter: "BOF" }, "a\n<\nb\n>\n"],
  ["EOF\nz\n", { insertBefore: "EOF" }, "<\nb\n>\nEOF\nz\n"],
  ["a\nb\na\nb\n", { insertAfter: "(?m)^a\\nb$" }, "a\nb\n<\nb\n>\na\nb\n"],
  ["z\na\nb\nb\n", { insertBefore: "(?im)A\\nB" }, "z\n<\nb\n>\na\nb\nb\n"],
  ["a\n", { insertAfter: "(?m)\\n" }, "a\n<\nb\n>\n"],
  ["a\n", { insertBefore: "(?m)z" }, "a\n<\nb\n>\n"],
  ["<\r\na\n>\r\n", { begin: "<\r", end: ">\r" }, "<\r\nb\n>\r\n"],
];

for (const [before, options, after] of EDITS) {
  Deno.test(`blockinfile edits ${JSON.stringify([before, options])}`, () => {
    assert.equal(editBlock(before, { ...EDIT, ...options }), after);
    assert.equal(editBlock(after, { ...EDIT, ...options }), after);
  });
}

Deno.test("blockinfile makes no file for a block that is to be gone", () =>
  inDirectory(async (root) => {
    const args = { path: `${root}/none`, state: "absent", create: true };
    const { status, values } = await act(blockinfile, args);
    assert.deepEqual([status, values["msg"]], ["ok", `File ${root}/none not present`]);
  }));

Deno.test("blockinfile says which file is not there, and that a directory is none", () =>
  inDirectory(async (root) => {
    const missing = await act(blockinfile, { path: `${root}/none`, block: "x" });
    assert.equal(missing.values["msg"], `Path ${root}/none does not exist !`);
    const directory = await act(blockinfile, { path: root, block: "x" });
    assert.deepEqual([directory.status, directory.values["rc"]], ["failed", 256]);
  }));
