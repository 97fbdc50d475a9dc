/** How hosts wait for each other. @module */
import assert from "node:assert/strict";
import type { Task } from "../../playbook/model.ts";
import { paceOf } from "./pace.ts";
import type { Strategy } from "./turns.ts";

const TASKS = ["1", "2"].map((name) => ({ name }) as unknown as Task);

/**
 * What happens on three hosts in two tasks, in steps: `a1` begins task 1 on host a. A host's part
 * of a task takes as many steps as `steps` says.
 */
async function story(
  strategy: Strategy,
  forks: number,
  throttle = Infinity,
  steps: Readonly<Record<string, number>> = {},
): Promise<string> {
  const told: string[] = [];
  const pace = paceOf(strategy, forks);
  await pace.spread(["a", "b", "c"], async (hosts) => {
    for (const task of TASKS) {
      await Promise.all(hosts.map((host) =>
        pace.turn(task, throttle, async () => {
          told.push(`${host}${task.name}`);
          for (let step = steps[host] ?? 10; step > 0; step--) await Promise.resolve();
        })
      ));
    }
  });
  return told.join(" ");
}

Deno.test("linear: all hosts do a task before any does the next", async () => {
  assert.equal(await story("linear", 3), "a1 b1 c1 a2 b2 c2");
});

Deno.test("free: a host does not wait for a slow one", async () => {
  assert.equal(await story("free", 3, Infinity, { b: 500 }), "a1 b1 c1 a2 c2 b2");
});

Deno.test("free: hosts take turns for the places there are", async () => {
  assert.equal(await story("free", 1), "a1 b1 c1 a2 b2 c2");
});

Deno.test("host_pinned: a host that has begun goes on to its end", async () => {
  assert.equal(await story("host_pinned", 1), "a1 a2 b1 b2 c1 c2");
});

Deno.test("throttle: one host at a time has its turn with a task", async () => {
  assert.equal(await story("free", 3, 1, { a: 500 }), "a1 b1 a2 c1 b2 c2");
});
