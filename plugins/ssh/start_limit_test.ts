import assert from "node:assert/strict";
import { StartLimit } from "./start_limit.ts";

Deno.test("so many begin at a time, and the next one when one of them is done", async () => {
  const limit = new StartLimit(2);
  const done = [0, 1, 2].map(() => Promise.withResolvers<void>());
  const begun: number[] = [];
  const all = done.map(({ promise }, index) =>
    limit.begin(() => Promise.resolve(begun.push(index)), promise)
  );
  await Promise.all(all.slice(0, 2));
  assert.deepEqual(begun, [0, 1]);
  done[1]!.reject(new Error("down"));
  await all[2];
  assert.deepEqual(begun, [0, 1, 2]);
  for (const { resolve } of done) resolve();
});

Deno.test("one that takes long counts for a second only", async () => {
  const limit = new StartLimit(1);
  const never = Promise.withResolvers<void>();
  await limit.begin(() => Promise.resolve(), never.promise);
  const start = performance.now();
  await limit.begin(() => Promise.resolve(), Promise.resolve());
  const waited = performance.now() - start;
  assert(waited > 500 && waited < 10_000, `${waited} ms`);
  never.resolve();
});
