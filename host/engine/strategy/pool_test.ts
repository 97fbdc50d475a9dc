/** Work on many hosts at a time. @module */
import assert from "node:assert/strict";
import { forEachLimited } from "./pool.ts";

Deno.test("no more than the limit are at work at once, and all have their turn in order", async () => {
  const begun: number[] = [];
  let [running, most] = [0, 0];
  await forEachLimited([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
  });
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
  assert.equal(most, 2);
});

Deno.test("a failure of the work is the caller's", async () => {
  await assert.rejects(forEachLimited([1], 5, () => Promise.reject(new Error("no"))), /no/);
});
