/** Which hosts have their turn together. @module */
import assert from "node:assert/strict";
import { batchesOf, type BatchSize, inOrder, type Order } from "./batches.ts";

const HOSTS = ["c", "a", "b", "d", "e"];

const SIZES: readonly [sizes: readonly BatchSize[], lengths: readonly number[]][] = [
  [[], [5]],
  [[{ count: 2 }], [2, 2, 1]],
  [[{ count: 9 }], [5]],
  [[{ count: 1 }, { count: 3 }], [1, 3, 1]],
  [[{ percentage: 50 }], [2, 2, 1]],
  [[{ percentage: 1 }], [1, 1, 1, 1, 1]],
  [[{ count: 1 }, { percentage: 100 }], [1, 4]],
];

for (const [sizes, lengths] of SIZES) {
  Deno.test(`five hosts by ${JSON.stringify(sizes)}`, () => {
    const batches = batchesOf(HOSTS, sizes);
    assert.deepEqual(batches.map(({ length }) => length), lengths);
    assert.deepEqual(batches.flat(), HOSTS);
  });
}

const ORDERS: readonly [order: Order, hosts: string][] = [
  ["inventory", "cabde"],
  ["reverse_inventory", "edbac"],
  ["sorted", "abcde"],
  ["reverse_sorted", "edcba"],
];

for (const [order, hosts] of ORDERS) {
  Deno.test(`the order ${order}`, () => assert.equal(inOrder(HOSTS, order).join(""), hosts));
}

Deno.test("shuffled hosts are the same in an order that chance gives", () => {
  const first = inOrder(HOSTS, "shuffle", () => 0).join("");
  assert.equal(first, "abdec");
  assert.notEqual(inOrder(HOSTS, "shuffle", () => 0.5).join(""), first);
  assert.deepEqual(inOrder(HOSTS, "shuffle").toSorted(), HOSTS.toSorted());
});
