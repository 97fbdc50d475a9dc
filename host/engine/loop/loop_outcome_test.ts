/** What a loop comes to. @module */
import assert from "node:assert/strict";
import type { ResultStatus } from "../../events.ts";
import { loopOutcome } from "./loop_outcome.ts";
import { plainOutcome } from "../task/result.ts";

const CASES: readonly [items: ResultStatus[], whole: ResultStatus, message: string | undefined][] =
  [
    [[], "skipped", undefined],
    [["ok"], "ok", "All items completed"],
    [["ok", "changed"], "changed", "All items completed"],
    [["skipped", "ok"], "ok", "All items completed"],
    [["skipped", "skipped"], "skipped", "All items skipped"],
    [["ok", "failed", "changed"], "failed", "One or more items failed"],
    [["skipped", "failed"], "failed", "One or more items failed"],
    [["failed", "unreachable"], "failed", "One or more items failed"],
  ];

for (const [items, whole, message] of CASES) {
  Deno.test(`a loop of [${items}] is ${whole}`, () => {
    const outcome = loopOutcome(items.map((status) => plainOutcome(status, new Map())));
    assert.equal(outcome.status, whole);
    assert.equal(outcome.values.get("msg"), message);
    assert.equal(outcome.values.get("changed"), items.includes("changed"));
    assert.equal(outcome.values.get("skipped"), whole === "skipped");
    assert.equal((outcome.values.get("results") as unknown[]).length, items.length);
  });
}
