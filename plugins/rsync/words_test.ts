import assert from "node:assert/strict";
import { readWords } from "./words.ts";

const SPOKEN = "3\0rsync\0--server\0/it's\n é\0rest\0 of it";

/** The text as bytes, in chunks of a size. */
async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

Deno.test("words are told from what follows them, wherever chunks end", async () => {
  for (const size of [1, 2, 3, 7, 12, 100]) {
    const source = chunks(SPOKEN, size);
    const spoken = await readWords(source);
    assert.deepEqual(spoken?.words, ["rsync", "--server", "/it's\n é"], `${size}`);
    let rest = new TextDecoder().decode(spoken!.rest);
    for await (const chunk of source) rest += new TextDecoder().decode(chunk);
    assert.equal(rest, "rest\0 of it", `${size}`);
  }
});

Deno.test("without all of the words there are none", async () => {
  for (const text of ["", "3\0rsync\0--server\0", "1\0half"]) {
    assert.equal(await readWords(chunks(text, 4)), undefined);
  }
});
