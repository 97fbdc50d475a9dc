/** What is begun before its turn, and that nobody can tell. @module */
import assert from "node:assert/strict";
import type { Task } from "../../playbook/model.ts";
import { Environment, scopeOf } from "../../template/mod.ts";
import type { ResultStatus } from "../../events.ts";
import type { ActionCaller } from "../call/action_caller.ts";
import { ForeseenCall } from "../call/begun_call.ts";
import type { PlayContext } from "../play_context.ts";
import { type EventOf, eventsOf, play, runText, TestPlaybook } from "../test_support.ts";
import type { Attempt, Link } from "./attempt.ts";
import { LookAhead, MOST_AHEAD } from "./look_ahead.ts";
import { plainOutcome } from "./result.ts";
import type { RunningTask } from "./running_task.ts";

/** Runs tasks in a folder of their own; what they left in `file` there. */
async function left(file: string, tasks: string): Promise<string> {
  await using playbook = await TestPlaybook.write("");
  await Deno.writeTextFile(
    playbook.path("play.yml"),
    play(tasks.replaceAll("DIR", playbook.folder)),
  );
  await playbook.run();
  return await Deno.readTextFile(playbook.path(file)).catch(() => "");
}

/** Tasks that append numbers to `log`. */
function lines(from: number, to: number): string {
  return numbers(from, to).replace(/.+/g, '- lineinfile: {path: DIR/log, line: "$&"}');
}

function numbers(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join("");
}

/** Lists whose second task depends on the first one, and what they leave behind in `log`. */
const DEPENDENT: readonly (readonly [why: string, tasks: string, expected: string])[] = [
  [
    "the first one registers what it reads",
    `
- shell: echo one
  register: first
- shell: echo {{ first.stdout }} >DIR/log
`,
    "one\n",
  ],
  [
    "it looks for a file that the first one makes",
    `
- file: {path: DIR/made, state: touch}
- shell: echo {{ 'DIR/made' is exists }} >DIR/log
`,
    "True\n",
  ],
  [
    "it looks the file up in its condition",
    `
- file: {path: DIR/made, state: touch}
- shell: echo made >DIR/log
  when: "'DIR/made' is file"
`,
    "made\n",
  ],
  [
    "it reads the file by a lookup",
    `
- copy: {content: text, dest: DIR/made}
- shell: echo {{ lookup('file', 'DIR/made') }} >DIR/log
`,
    "text\n",
  ],
  [
    "it copies the file",
    `
- shell: sleep 0.1; echo text >DIR/made
- copy: {src: DIR/made, dest: DIR/log}
`,
    "text\n",
  ],
  [
    "it renders the file",
    `
- shell: sleep 0.1; echo '{''{ 1 + 1 }''}' >DIR/made
- template: {src: DIR/made, dest: DIR/log}
`,
    "2\n",
  ],
  [
    "the first one fails",
    `
- command: "false"
- shell: echo second >DIR/log
`,
    "",
  ],
  [
    "the first one fails by its own condition",
    `
- command: "true"
  failed_when: true
- shell: echo second >DIR/log
`,
    "",
  ],
  [
    "the first one notifies a handler that there is not",
    `
- command: "true"
  notify: nobody
- shell: echo second >DIR/log
`,
    "",
  ],
  [
    "one fails that only looks at values",
    `
- lineinfile: {path: DIR/log, line: first, create: true}
- debug: msg={{ missing }}
- lineinfile: {path: DIR/log, line: second}
`,
    "first\n",
  ],
  [
    "one between them sets what decides whether there is another",
    `
- lineinfile: {path: DIR/log, line: first, create: true}
- set_fact: {wanted: true}
- lineinfile: {path: DIR/log, line: second}
  when: wanted is defined
- lineinfile: {path: DIR/log, line: third}
`,
    "first\nsecond\nthird\n",
  ],
  [
    "all ends between them",
    `
- lineinfile: {path: DIR/log, line: first, create: true}
- debug:
- meta: end_play
- lineinfile: {path: DIR/log, line: second}
`,
    "first\n",
  ],
  [
    "what would end all between them is skipped",
    `
- lineinfile: {path: DIR/log, line: first, create: true}
- meta: end_play
  when: false
- shell: echo second >>DIR/log
- debug:
- shell: echo third >>DIR/log
`,
    "first\nsecond\nthird\n",
  ],
  [
    "the first one fails, and is rescued",
    `
- block:
    - command: "false"
    - shell: echo second >>DIR/log
  rescue:
    - shell: echo rescued by {{ ansible_failed_task.action }} >>DIR/log
`,
    "rescued by command\n",
  ],
  [
    "each appends to what those before it left",
    Array.from({ length: 9 }, (_, n) => `- shell: echo ${n} >>DIR/log\n`).join(""),
    "0\n1\n2\n3\n4\n5\n6\n7\n8\n",
  ],
  [
    "the first one fails, and the second one's program might have been behind it",
    `
- file: {path: DIR/missing, state: file}
- copy: {content: second, dest: DIR/log}
`,
    "",
  ],
  [
    "the first one fails, which is ignored",
    `
- file: {path: DIR/missing, state: file}
  ignore_errors: true
- copy: {content: "0\\n", dest: DIR/log}
${lines(1, 12)}`,
    numbers(0, 12),
  ],
  [
    "the first one fails behind another, and is rescued",
    `
- block:
    - copy: {content: "first\\n", dest: DIR/log}
    - file: {path: DIR/missing, state: file}
    - lineinfile: {path: DIR/log, line: second}
    - lineinfile: {path: DIR/log, line: third}
  rescue:
    - lineinfile: {path: DIR/log, line: rescued}
`,
    "first\nrescued\n",
  ],
  [
    "each script changes what those before it left",
    `- copy: {content: "", dest: DIR/log}\n${lines(0, 19)}`,
    numbers(0, 19),
  ],
  [
    "a loop stands between",
    `
- shell: echo first >>DIR/log
- shell: sleep 0.05; echo {{ item }} >>DIR/log
  loop: [1, 2]
- shell: echo last >>DIR/log
`,
    "first\n1\n2\nlast\n",
  ],
];

for (const [why, tasks, expected] of DEPENDENT) {
  Deno.test(`the next task waits for the one before it: ${why}`, async () => {
    assert.equal(await left("log", tasks), expected);
  });
}

/** The results of tasks, as text. */
function results(events: readonly EventOf<"task-finished">[], name: string): string[] {
  return events.map(({ result }) => String(result.values.get(name)));
}

Deno.test("a command begins when the one before it has ended, and tells so", async () => {
  const run = await runText(play(`
- shell: sleep 0.2
- command: "true"
- command: "true"
`));
  const finished = eventsOf(run, "task-finished");
  const [starts, ends] = [results(finished, "start"), results(finished, "end")];
  for (const [index, start] of starts.slice(1).entries()) {
    assert(start >= ends[index]!, `${start} is before ${ends[index]}`);
  }
});

Deno.test("the time of a task is that of its turn", async () => {
  const [turn, now] = (await left(
    "log",
    `
- shell: sleep 0.1; date +%s.%N >DIR/log
- shell: echo {{ now().timestamp() }} {{ '%s' | strftime }} >>DIR/log
`,
  )).trim().split(/\s+/).map(Number);
  assert(now! >= turn!, `${now} is before ${turn}`);
});

Deno.test("what waits does not begin to count before its turn", async () => {
  const run = await runText(play(`
- command: sleep 1.1
- wait_for_connection:
`));
  const [, waited] = eventsOf(run, "task-finished");
  assert.equal(waited!.result.values.get("elapsed"), 0);
});

Deno.test("a condition is warned of when its task has its turn", async () => {
  const run = await runText(play(`
- command: "true"
- command: "true"
  when: "'text'"
`));
  const types = run.events.map(({ type }) => type);
  const started = types.lastIndexOf("task-started");
  assert(types.indexOf("warning") > started, types.join());
});

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
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
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
  const [first, ...rest] = Array.from({ length: MOST_AHEAD + 9 }, (_, n) => task(`${n}`));
  await stand.turn(first!, rest, true, LINK);
  const counts = [stand.begun.size];
  for (let turn = 0; turn < MOST_AHEAD; turn++) {
    for (const attempt of stand.begun.values()) attempt.course!.away(LINK);
    await stand.turn(rest[turn]!, rest.slice(turn + 1));
    counts.push(stand.begun.size);
  }
  assert.deepEqual(counts, [8, 8, 8, 8, 12, 12, 12, 12, 16]);
});
