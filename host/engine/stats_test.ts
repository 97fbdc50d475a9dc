/** The counters of the recap. @module */
import assert from "node:assert/strict";
import { RunStats } from "./stats.ts";

Deno.test("the recap has each host that was counted, by name", () => {
  const stats = new RunStats();
  stats.count("b", "ok");
  stats.count("a", "ok");
  stats.count("b", "ok");
  stats.count("b", "changed");
  const none = { changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };
  assert.deepEqual([...stats.recap()], [
    ["a", { ok: 1, ...none }],
    ["b", { ok: 2, ...none, changed: 1 }],
  ]);
});
