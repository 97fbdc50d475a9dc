import assert from "node:assert/strict";
import type { Inventory } from "./inventory.ts";
import { hostsOfShard } from "./shard.ts";

const HOSTS = Array.from({ length: 1000 }, (_, index) => `web${index}.example.org`);
const INVENTORY = {
  host: (name: string) => ({ implicit: name === "localhost" }),
} as unknown as Pick<Inventory, "host">;

function share(index: number, count: number, hosts: readonly string[] = HOSTS): readonly string[] {
  return hostsOfShard(hosts, { index, count }, INVENTORY);
}

Deno.test("every host belongs to one share, and shares are of about the same size", () => {
  const shares = [1, 2, 3, 4].map((index) => share(index, 4));
  assert.deepEqual(shares.flat().toSorted(), HOSTS.toSorted());
  for (const hosts of shares) assert(hosts.length > 200 && hosts.length < 300, `${hosts.length}`);
});

Deno.test("a host stays in its share when others come and go", () => {
  const some = HOSTS.filter((_, index) => index % 3 !== 0);
  assert.deepEqual(share(2, 5, some), share(2, 5).filter((host) => some.includes(host)));
});

Deno.test("shares are counted from 0 or from 1", () => {
  assert.deepEqual(share(0, 4), share(4, 4));
});

Deno.test("the controller itself belongs to every share", () => {
  for (const index of [1, 2, 3]) assert.deepEqual(share(index, 3, ["localhost"]), ["localhost"]);
});

Deno.test("without shares all hosts are there", () => {
  assert.equal(hostsOfShard(HOSTS, undefined, INVENTORY), HOSTS);
});
