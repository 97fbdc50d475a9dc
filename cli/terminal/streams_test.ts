import assert from "node:assert/strict";
import { Writer } from "./streams.ts";

Deno.test("a text is written whole where the system takes it in parts", () => {
  const written: number[] = [];
  const writer = new Writer({
    writeSync(bytes): number {
      const part = bytes.subarray(0, 3);
      written.push(...part);
      return part.length;
    },
  });
  writer.write("zwölf Boxkämpfer");
  assert.equal(new TextDecoder().decode(new Uint8Array(written)), "zwölf Boxkämpfer");
});

Deno.test("once nobody reads any more, nothing is written and nothing is raised", () => {
  let calls = 0;
  const writer = new Writer({
    writeSync(): never {
      calls++;
      throw new Deno.errors.BrokenPipe();
    },
  });
  writer.write("a");
  writer.write("b");
  assert.equal(calls, 1);
});

Deno.test("any other error of writing is raised", () => {
  const writer = new Writer({
    writeSync(): never {
      throw new Deno.errors.PermissionDenied("disk");
    },
  });
  assert.throws(() => writer.write("a"), Deno.errors.PermissionDenied);
});
