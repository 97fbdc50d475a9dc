import assert from "node:assert/strict";
import { Checksum } from "./checksum.ts";
import { PART_BYTES, PartChecksums } from "./partial_file.ts";

function checksum(data: Uint8Array): string {
  const sum = new Checksum();
  sum.add(data);
  return `${sum}`;
}

Deno.test("each whole part is known by its checksum, however the bytes came", () => {
  const data = new Uint8Array(3 * PART_BYTES + 100).map((_, index) => index * 7);
  for (const chunk of [1_000_003, PART_BYTES, 2 * PART_BYTES + 1]) {
    const sums = new PartChecksums();
    for (let at = 0; at < data.length; at += chunk) sums.add(data.subarray(at, at + chunk));
    assert.equal(`${sums.whole}`, checksum(data));
    for (const parts of [1, 2, 3]) {
      const size = parts * PART_BYTES;
      assert.equal(sums.verified(checksum(data.subarray(0, size))), size);
      assert.equal(sums.verified(checksum(data.subarray(1, size + 1))), 0);
    }
  }
});

Deno.test("what is no checksum of a part is not taken for one", () => {
  const sums = new PartChecksums();
  sums.add(new Uint8Array(PART_BYTES));
  for (const said of ["", "-", `- ${PART_BYTES}`, "4294967295 0", `1 ${2 * PART_BYTES}`]) {
    assert.equal(sums.verified(said), 0, said);
  }
});
