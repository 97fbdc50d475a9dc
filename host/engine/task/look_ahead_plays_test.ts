/** Looking ahead in whole plays: nobody can tell, but by the time. @module */
import assert from "node:assert/strict";
import { type EventOf, eventsOf, play, runText, TestPlaybook } from "../test_support.ts";

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
