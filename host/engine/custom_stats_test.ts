/** What `set_stats` gathers. @module */
import assert from "node:assert/strict";
import { toValue, type Value, type ValueMap } from "@shep/sdk";
import { CustomStats } from "./custom_stats.ts";
import { eventsOf, runText } from "./test_support.ts";

/** What there is, what is added, what comes of it. */
const SUMS: readonly (readonly [known: unknown, given: unknown, sum: unknown])[] = [
  [1, 2, 3],
  ["a", "b", "ab"],
  [[1], [2], [1, 2]],
  [{ a: 1, b: 1 }, { b: 2 }, { a: 1, b: 2 }],
  [1, "b", 1],
];

for (const [known, given, sum] of SUMS) {
  Deno.test(`${JSON.stringify(known)} and ${JSON.stringify(given)}`, () => {
    const stats = new CustomStats();
    for (const value of [known, given]) {
      stats.set(toValue({ x: value as Value }) as ValueMap, undefined, true);
    }
    assert.deepEqual(stats.run, toValue({ x: sum as Value }));
    stats.set(toValue({ x: given as Value }) as ValueMap, undefined, false);
    assert.deepEqual(stats.run, toValue({ x: given as Value }), "and what is not added is set");
  });
}

Deno.test("a run tells of its statistics at its end: its own, and those of hosts", async () => {
  const run = await runText(
    "- hosts: all\n  gather_facts: false\n  tasks:\n" +
      "    - set_stats: {data: {total: 1}}\n" +
      "    - set_stats: {data: {name: '{{ inventory_hostname }}'}, per_host: true}\n",
    {},
    { hosts: "h1\nh2\n[all:vars]\nansible_connection=local\n" },
  );
  const [stats] = eventsOf(run, "custom-stats");
  assert.deepEqual(stats?.run, toValue({ total: 2 }));
  assert.deepEqual(
    stats?.hosts,
    new Map([["h1", toValue({ name: "h1" })], ["h2", toValue({ name: "h2" })]]),
  );
});

Deno.test("a run without statistics tells of none", async () => {
  const run = await runText("- hosts: all\n  gather_facts: false\n");
  assert.deepEqual(eventsOf(run, "custom-stats"), []);
});
