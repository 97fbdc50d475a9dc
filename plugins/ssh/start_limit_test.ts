import assert from "node:assert/strict";
import { sleep } from "@shep/sdk/timer";
import { HeldTimer } from "../../sdk/test_support.ts";
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
  using second = new HeldTimer(1000);
  const limit = new StartLimit(1);
  const never = Promise.withResolvers<void>();
  await limit.begin(() => Promise.resolve(), never.promise);
  let hasBegun = false;
  const next = limit.begin(() => Promise.resolve(hasBegun = true), Promise.resolve());
  await sleep(5);
  assert.equal(hasBegun, false);
  second.elapse();
  await next;
  assert.equal(hasBegun, true);
  never.resolve();
});
