import assert from "node:assert/strict";
import type { Console } from "../../console.ts";
import { eventsOf, runText } from "../test_support.ts";
import type { ShepRun } from "../../../testdata/parity/shep.ts";

interface Asked {
  readonly run: ShepRun;
  /** The questions, those whose answers cannot be seen with a star. */
  readonly questions: readonly string[];
  /** What the variable `x` comes to. */
  readonly value: unknown;
}

/** What comes of a play that asks for `x`, and is given these answers in turn. */
async function asked(
  prompt: string,
  answers: readonly string[] | undefined,
  extraVars: readonly string[] = [],
): Promise<Asked> {
  const questions: string[] = [];
  const left = [...answers ?? []];
  const console: Console = {
    ask: (question, isShown) => {
      questions.push(isShown ? question : `*${question}`);
      return Promise.resolve(left.shift());
    },
  };
  const text = `- hosts: h1\n  gather_facts: false\n  vars_prompt:\n  - {name: x${prompt}}\n` +
    "  tasks:\n  - debug: {msg: '{{ x }}'}\n";
  const run = await runText(text, { extraVars, ...(answers && { console }) });
  const value = eventsOf(run, "task-finished").at(-1)?.result.values.get("msg");
  return { run, questions, value };
}

const CASES:
  readonly (readonly [prompt: string, answers: string[], questions: string[], unknown])[] = [
    ["", ["typed"], ["*input for x: "], "typed"],
    [", prompt: Which one", ["typed"], ["*Which one: "], "typed"],
    [", prompt: Which, private: no, default: that", [""], ["Which [that]: "], "that"],
    [", prompt: Which, default: 5", ["6"], ["*Which [5]: "], "6"],
    [", prompt: P, confirm: yes", ["a", "a"], ["*P: ", "*confirm P: "], "a"],
    [
      ", prompt: P, confirm: yes",
      ["a", "b", "c", "c"],
      ["*P: ", "*confirm P: ", "*P: ", "*confirm P: "],
      "c",
    ],
    [", prompt: P, unsafe: yes", ["{{ 1 + 1 }}"], ["*P: "], "{{ 1 + 1 }}"],
    [", prompt: P", ["{{ 1 + 1 }}"], ["*P: "], 2],
    [", prompt: '{{ 6 * 7 }}'", ["a"], ["*42: "], "a"],
    [", prompt: P, encrypt: md5_crypt, salt: abcdefgh", ["pw"], ["*P: "], "$1$abcdefgh$"],
  ];

for (const [prompt, answers, expected, value] of CASES) {
  Deno.test(`vars_prompt: {name: x${prompt}} answered by ${answers}`, async () => {
    const { questions, value: got } = await asked(prompt, answers);
    assert.deepEqual(questions, expected);
    const isHash = prompt.includes("encrypt");
    assert.deepEqual(isHash ? String(got).slice(0, 12) : got, value);
  });
}

Deno.test("what -e sets is not asked for", async () => {
  const { questions, value } = await asked(", prompt: P", [], ["x=given"]);
  assert.deepEqual([questions, value], [[], "given"]);
});

Deno.test("without a terminal and a default the run ends before the play, with the place", async () => {
  const { run } = await asked(", prompt: P", undefined);
  assert.match(String(run.error), /'x' was to be asked for, but there is no terminal/);
  assert.deepEqual(eventsOf(run, "play-started"), []);
});

const REFUSED: readonly (readonly [prompt: string, message: RegExp])[] = [
  [", promt: P", /'promt' is no part of 'vars_prompt'/],
  [", when: yes", /'when' is no part of 'vars_prompt'/],
  ["-y", /'x-y' cannot be the name of a variable/],
  [", private: perhaps", /'private' takes true or false/],
  [", prompt: [a]", /'prompt' takes a text/],
];

for (const [prompt, message] of REFUSED) {
  Deno.test(`vars_prompt: {name: x${prompt}} is refused`, async () => {
    assert.match(String((await asked(prompt, [])).run.error), message);
  });
}

Deno.test("a hash that there is not is told", async () => {
  const { run } = await asked(", encrypt: rot13", ["a"]);
  assert.match(String(run.error), /'x' cannot be encrypted: .*rot13/);
});
