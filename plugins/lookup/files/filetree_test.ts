/** What a tree of files is told as. @module */
import assert from "node:assert/strict";
import { filetree } from "./filetree.ts";

type Found = Record<string, unknown>;

async function find(...terms: string[][]): Promise<Found[]> {
  return await filetree.find(terms, {}) as Found[];
}

Deno.test("directories, files and links are told with their paths, of two trees the first", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/web/sub`, { recursive: true });
    await Deno.writeTextFile(`${folder}/web/a.txt`, "hi\n", { mode: 0o600 });
    await Deno.writeTextFile(`${folder}/web/sub/b`, "x");
    await Deno.symlink("a.txt", `${folder}/web/l`);
    await Deno.mkdir(`${folder}/other`);
    await Deno.writeTextFile(`${folder}/other/a.txt`, "another");
    await Deno.writeTextFile(`${folder}/other/c`, "");

    const found = await find(
      [`${folder}/nowhere`, `${folder}/web/`],
      [`${folder}/other`],
      [`${folder}/missing`],
    );
    assert.deepEqual(
      found.map(({ root, path, state, src }) => [root, path, state, src]),
      [
        [`${folder}/web/`, "sub", "directory", undefined],
        [`${folder}/web/`, "a.txt", "file", `${folder}/web/a.txt`],
        [`${folder}/web/`, "l", "link", "a.txt"],
        [`${folder}/web/`, "sub/b", "file", `${folder}/web/sub/b`],
        [`${folder}/other/`, "c", "file", `${folder}/other/c`],
      ],
    );
    const file = found[1]!;
    assert.equal(file.mode, "0600");
    assert.equal(file.size, 3);
    assert.equal(file.uid, Deno.uid());
    assert.equal(typeof file.owner, "string");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
