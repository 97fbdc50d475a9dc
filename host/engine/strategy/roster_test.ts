/** Which hosts of a play take part. @module */
import assert from "node:assert/strict";
import { type Loss, Roster } from "./roster.ts";
import { eventsOf, play, runText } from "../test_support.ts";

const ALL = ["a", "b", "c", "d"];

function roster(lost: ReadonlyMap<string, Loss> = new Map()): Roster {
  return new Roster(ALL, ["a", "b", "c"], new Map(lost));
}

Deno.test("a host that was lost earlier takes no part", () => {
  const { active, present, presentInBatch } = roster(new Map([["b", "failed"]]));
  assert.deepEqual([[...active], present, presentInBatch], [["a", "c"], ["a", "c", "d"], [
    "a",
    "c",
  ]]);
});

Deno.test("those that were ended or lost are present no longer, hosts of other batches are", () => {
  const hosts = roster();
  assert.deepEqual(hosts.present, ALL);
  hosts.retire(["a"]);
  hosts.lose("b", "unreachable");
  assert.deepEqual([hosts.present, hosts.presentInBatch], [["c", "d"], ["c"]]);
  hosts.forgive();
  assert.deepEqual(hosts.present, ["b", "c", "d"]);
});

Deno.test("failures are those of this batch that were not unreachable", () => {
  const hosts = roster(new Map([["a", "failed"]]));
  hosts.lose("a", "failed");
  hosts.lose("b", "failed");
  hosts.lose("c", "unreachable");
  assert.equal(hosts.failures, 1);
  assert.equal(hosts.isDeserted, false, "a was lost before");
});

Deno.test("a batch that loses all of its hosts is deserted", () => {
  const hosts = roster();
  for (const host of hosts.batch) hosts.lose(host, "failed");
  assert.equal(hosts.isDeserted, true);
});

Deno.test("no template changes the lists that all share", async () => {
  const run = await runText(play(
    "- debug: {msg: '{{ ansible_play_hosts.append(1) }}'}\n  ignore_errors: true\n" +
      "- debug: {msg: '{{ groups.all.pop() }}'}\n  ignore_errors: true\n" +
      "- debug: {msg: '{{ ansible_play_hosts }} {{ groups.all }}'}\n",
  ));
  const messages = eventsOf(run, "task-finished").map(({ result }) => result.values.get("msg"));
  assert.match(String(messages[0]), /this list cannot be changed/);
  assert.match(String(messages[1]), /this list cannot be changed/);
  assert.equal(messages[2], "['h1'] ['h1']");
});
