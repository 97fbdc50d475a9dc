import assert from "node:assert/strict";
import { assemble, assembled } from "./assemble.ts";
import { act, inDirectory, testChange } from "./test_support.ts";

const owner = `${Deno.uid()}:${Deno.gid()}`;

async function prepare(root: string): Promise<void> {
  await Deno.mkdir(`${root}/parts/not-a-file`, { recursive: true });
  await Deno.writeTextFile(`${root}/parts/b`, "two\ncontent=3\0");
  await Deno.writeTextFile(`${root}/parts/a`, "one");
  await Deno.writeTextFile(`${root}/parts/.c`, "hidden\n");
}

testChange("a file of many, in the order of their names", assemble, {
  prepare,
  args: { src: "ROOT/parts", dest: "ROOT/whole", mode: "0640", ignore_hidden: true },
  after: { whole: `640 ${owner} one\ntwo\ncontent=3\0` },
});

testChange("of the playbook", assemble, {
  prepare,
  args: { src: "ROOT/parts", dest: "ROOT/whole", remote_src: false, mode: "0644" },
  after: { whole: `644 ${owner} hidden\none\ntwo\ncontent=3\0` },
});

const PARTS = [{ name: "b", text: "2" }, { name: "a", text: "1" }, { name: ".c", text: "" }];
const ALL: Parameters<typeof assembled>[1] = { ignore_hidden: false };

Deno.test("parts begin on lines of their own, empty ones too, with a delimiter between them", () => {
  assert.equal(assembled(PARTS, ALL), "\n1\n2");
  assert.equal(assembled(PARTS, { ...ALL, delimiter: "--\\x41" }), "\n--A\n1\n--A\n2");
  assert.equal(assembled(PARTS, { ...ALL, delimiter: "\\n", ignore_hidden: true }), "1\n\n2");
  assert.equal(assembled(PARTS, { ...ALL, regexp: "^[b]" }), "2");
  assert.equal(assembled([], ALL), "");
});

Deno.test("assemble names a directory that is not there, or is none", () =>
  inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/file`, "");
    for (const [src, why] of [["none", "does not exist"], ["file", "is not a directory"]]) {
      const { values } = await act(assemble, { src: `${root}/${src}`, dest: `${root}/x` });
      assert.equal(values["msg"], `Source (${root}/${src}) ${why}`);
    }
  }));
