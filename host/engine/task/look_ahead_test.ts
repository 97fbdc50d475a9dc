/** What is begun before its turn, and when it is given up. @module */
import assert from "node:assert/strict";
import type { Task } from "../../playbook/model.ts";
import { Environment, scopeOf } from "../../template/mod.ts";
import type { ResultStatus } from "../../events.ts";
import type { ActionCaller } from "../call/action_caller.ts";
import { ForeseenCall } from "../call/begun_call.ts";
import type { PlayContext } from "../play_context.ts";
import type { Attempt, Link } from "./attempt.ts";
import { AT_ONCE, LookAhead, MOST_AHEAD } from "./look_ahead.ts";
import { plainOutcome } from "./result.ts";
import type { RunningTask } from "./running_task.ts";

/** An action of which nothing can be known before its turn. */
const UNKNOWN = "unknown";

/** Actions whose outcome is known before their turn. */
const FORESEEN: Readonly<Record<string, ResultStatus>> = { skipped: "skipped", shown: "ok" };

const LINK: Link = { way: "here", number: 1 };

/** A play of one host with nothing behind it, and the calls that were begun in it. */
class StandIn {
  readonly log: string[] = [];
  readonly play = {
    revision: 0,
    taskScope: () => scopeOf({}),
    run: { environment: new Environment(), signal: new AbortController().signal },
  };
  readonly ahead: LookAhead;
  readonly begun = new Map<Task, Attempt>();

  constructor() {
    const begin = (attempt: Attempt): Promise<unknown> => {
      const { task } = attempt;
      this.begun.set(task, attempt);
      this.log.push(`begin ${task.action}`);
      if (task.action === UNKNOWN) return Promise.resolve(undefined);
      const foreseen = FORESEEN[task.action];
      if (foreseen) return Promise.resolve(new ForeseenCall(plainOutcome(foreseen, new Map())));
      return Promise.resolve({
        resume: () => this.log.push(`resume ${task.action}`),
        drop: () => this.log.push(`drop ${task.action}`),
        follow: () => this.log.push(`follow ${task.action}`),
      });
    };
    this.ahead = new LookAhead(
      this.play as unknown as PlayContext,
      { begin } as unknown as ActionCaller,
    );
  }

  /** A task has its turn, and is on its way to its target. */
  async turn(
    task: Task,
    next: readonly Task[] = [],
    isAlone = true,
    link?: Link,
  ): Promise<Attempt> {
    const running = { task, next, isAlone, sharing: [] } as unknown as RunningTask;
    const attempt = this.ahead.attempt(running, "h1");
    if (!attempt.begun) attempt.course!.away(link);
    await settled();
    return attempt;
  }
}

/** Lets everything happen that waits for nothing. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function task(action: string, more: Partial<Task> = {}): Task {
  return { action, settings: new Map(), notify: [], ...more } as unknown as Task;
}

Deno.test("a task that succeeded lets the next one go on before its result is there", async () => {
  const stand = new StandIn();
  const [first, second, third] = ["a", "b", "c"].map((action) => task(action));
  const { course } = await stand.turn(first!, [second!]);
  course!.decided();
  assert.deepEqual(stand.log, ["begin b", "resume b"]);
  const { begun } = await stand.turn(second!, [third!]);
  assert(begun);
});

Deno.test("what is at its target when its turn comes has the next one begun at once", async () => {
  const stand = new StandIn();
  const [first, second, third] = ["a", "b", "c"].map((action) => task(action));
  const { course } = await stand.turn(first!, [second!]);
  course!.decided();
  stand.begun.get(second!)!.course!.away();
  assert.deepEqual(stand.log, ["begin b", "resume b"]);
  await stand.turn(second!, [third!]);
  assert.deepEqual(stand.log, ["begin b", "resume b", "begin c"]);
});

Deno.test("what changed meanwhile has what was begun given up", async () => {
  const stand = new StandIn();
  const [first, second] = ["a", "b"].map((action) => task(action));
  const { course } = await stand.turn(first!, [second!]);
  stand.play.revision++;
  course!.decided();
  const { begun } = await stand.turn(second!);
  assert.deepEqual([begun, stand.log], [undefined, ["begin b", "drop b"]]);
});

Deno.test("another task than the foreseen one has it given up", async () => {
  const stand = new StandIn();
  await stand.turn(task("a"), [task("b")]);
  assert.equal((await stand.turn(task("rescue"))).begun, undefined);
  assert.deepEqual(stand.log, ["begin b", "drop b"]);
});

Deno.test("at the end what was begun is given up", async () => {
  const stand = new StandIn();
  await stand.turn(task("a"), [task("b")]);
  stand.ahead.end();
  assert.deepEqual(stand.log, ["begin b", "drop b"]);
});

Deno.test("where programs follow each other, several tasks are begun at once", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "b", "c", "d"].map((action) => task(action));
  const { course } = await stand.turn(first!, rest, true, LINK);
  assert.deepEqual(stand.log.splice(0), ["begin b", "begin c", "begin d"]);
  const [second, third] = rest.map((each) => stand.begun.get(each)!.course!);
  assert.deepEqual([course!.behind, second!.behind, third!.behind], [undefined, LINK, undefined]);
  assert.deepEqual([course!.follows, second!.follows, third!.follows], [false, true, true]);
  const own = { ...LINK, number: 2 };
  second!.away(own);
  assert.equal(third!.behind, own);
  assert.deepEqual(stand.log.splice(0), ["follow c"]);
  course!.decided();
  assert.deepEqual(stand.log.splice(0), ["resume b"]);
  const { begun } = await stand.turn(rest[0]!, rest.slice(1));
  assert(begun);
  // Its success is known: nobody need tell.
  second!.decided();
  assert.deepEqual(stand.log, ["resume c"]);
});

Deno.test("what was skipped behind a task follows it when that is sent again", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "b", "c", "d"].map((action) => task(action));
  await stand.turn(first!, rest, true, LINK);
  const [second, third] = rest.map((each) => stand.begun.get(each)!.course!);
  for (const course of [second!, third!]) course.away(LINK);
  for (const course of [second!, third!]) course.skipped();
  await stand.turn(rest[0]!, rest.slice(1));
  stand.log.splice(0);
  const again = { ...LINK, number: 2 };
  second!.away(again);
  assert.deepEqual(stand.log.splice(0), ["follow c"]);
  assert.equal(third!.behind, again);
  third!.away(LINK);
  assert.deepEqual(stand.log, ["follow d"]);
});

Deno.test("who was given up is not heard any more", async () => {
  const stand = new StandIn();
  const [first, second, ...rest] = ["a", "b", "c", "d"].map((action) => task(action));
  await stand.turn(first!, [second!], true, LINK);
  await stand.turn(task("rescue"), rest, true, LINK);
  assert.deepEqual(stand.log.splice(0), ["begin b", "drop b", "begin c", "begin d"]);
  stand.begun.get(second!)!.course!.away(LINK);
  await settled();
  assert.deepEqual(stand.log, []);
});

Deno.test("behind a failure all is given up that was to come after it", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "b", "c"].map((action) => task(action));
  await stand.turn(first!, rest, true, LINK);
  assert.equal((await stand.turn(task("rescue"))).begun, undefined);
  assert.deepEqual(stand.log, ["begin b", "begin c", "drop b", "drop c"]);
});

Deno.test("what is given up while the tasks behind a program are begun has no more begun", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "b", "c"].map((action) => task(action));
  const { course } = await stand.turn(first!, rest);
  stand.log.splice(0);
  stand.ahead.end();
  course!.away(LINK);
  stand.ahead.end();
  await settled();
  assert.deepEqual(stand.log, ["drop b", "begin b", "drop b"]);
});

Deno.test("what is skipped, or asks nothing, stands in nobody's way", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "skipped", "b", "shown", "c"].map((action) => task(action));
  const { course } = await stand.turn(first!, rest, true, LINK);
  assert.deepEqual(stand.log.splice(0), ["begin skipped", "begin b", "begin shown", "begin c"]);
  const [, second, , third] = rest.map((each) => stand.begun.get(each)!.course!);
  assert.equal(second!.behind, LINK);
  const own = { ...LINK, number: 2 };
  second!.away(own);
  assert.deepEqual(stand.log.splice(0), ["follow c"]);
  assert.equal(third!.behind, own);
  // What comes between might still be another's turn.
  course!.decided();
  for (const [index, expected] of ["skipped", undefined, "ok"].entries()) {
    const { begun } = await stand.turn(rest[index]!, rest.slice(index + 1));
    assert(begun);
    assert.equal(begun.foreseen?.status, expected);
  }
  assert.deepEqual(stand.log, []);
});

Deno.test("what was foreseen is found out anew where something has changed", async () => {
  const stand = new StandIn();
  const [first, ...rest] = ["a", "skipped", "b"].map((action) => task(action));
  await stand.turn(first!, rest, true, LINK);
  stand.play.revision++;
  assert.equal((await stand.turn(rest[0]!)).begun, undefined);
  assert.deepEqual(stand.log, ["begin skipped", "begin b", "drop b"]);
});

/** Tasks of which nothing may be begun behind the second one. */
const ENDS: Readonly<Record<string, Task>> = {
  "notifies a handler, which decides what comes next": task("b", {
    notify: [{}] as unknown as Task["notify"],
  }),
  "cannot be begun itself": task(UNKNOWN),
  "judges what is known of it": task("shown", { failedWhen: [] }),
  "keeps what is known of it": task("shown", { register: "kept" }),
  "is done in another way, as its turn tells": task("skipped", {
    settings: new Map([["throttle", {}]]) as unknown as Task["settings"],
  }),
};

for (const [why, second] of Object.entries(ENDS)) {
  Deno.test(`no task is begun behind one that ${why}`, async () => {
    const stand = new StandIn();
    const third = task("c");
    const { course } = await stand.turn(task("a"), [second, third], true, LINK);
    stand.begun.get(second)?.course?.away();
    course!.away({ ...LINK, number: 2 });
    await settled();
    assert(!stand.begun.has(third));
  });
}

Deno.test("so many are begun before their turn, and no more, but not each by itself", async () => {
  const stand = new StandIn();
  const [first, ...rest] = Array.from({ length: 3 * MOST_AHEAD }, (_, n) => task(`${n}`));
  await stand.turn(first!, rest, true, LINK);
  for (let turn = 0; turn < MOST_AHEAD; turn++) {
    const begun = MOST_AHEAD + turn - turn % AT_ONCE;
    assert.equal(stand.begun.size, begun, `after ${turn} turns`);
    for (const attempt of stand.begun.values()) attempt.course!.away(LINK);
    await stand.turn(rest[turn]!, rest.slice(turn + 1));
  }
});
