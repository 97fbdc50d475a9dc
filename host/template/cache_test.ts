import assert from "node:assert/strict";
import { BoundedCache } from "./cache.ts";

Deno.test("an entry is made once while it is used", () => {
  const cache = new BoundedCache<number, string>(4);
  let made = 0;
  const make = (key: number): string => `${key} ${++made}`;
  assert.equal(cache.get(1, make), "1 1");
  for (let key = 2; key < 50; key++) {
    cache.get(key, make);
    assert.equal(cache.get(1, make), "1 1");
  }
});

Deno.test("no more than the capacity is kept, and what was not used is made anew", () => {
  const cache = new BoundedCache<number, number>(10);
  for (let key = 0; key < 1000; key++) {
    cache.get(key, (k) => k);
    assert.ok(cache.size <= 10);
  }
  assert.equal(cache.get(0, () => -1), -1);
});

Deno.test("a failure to make an entry leaves nothing behind", () => {
  const cache = new BoundedCache<number, number>(2);
  assert.throws(() =>
    cache.get(1, () => {
      throw new Error("no");
    }), /no/);
  assert.equal(cache.get(1, () => 5), 5);
});
