import assert from "node:assert/strict";
import { Occurrences } from "./occurrences.ts";

Deno.test("each host counts for itself, at each place, however many there are", () => {
  const occurrences = new Occurrences();
  const hosts = Array.from({ length: 1000 }, (_, index) => `h${index}`);
  for (const host of hosts) assert.equal(occurrences.ended("a:1:1", host), 0);
  for (const host of hosts.slice(500)) assert.equal(occurrences.ended("a:1:1", host), 1);
  assert.deepEqual(
    ["h0", "h999", "h1000"].map((host) => occurrences.next("a:1:1", host)),
    [1, 2, 0],
  );
  assert.equal(occurrences.next("b:1:1", "h0"), 0);
  assert.equal(occurrences.next("a:1:1", "h0"), 1, "to ask is not to come");
});
