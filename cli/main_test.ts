import assert from "node:assert/strict";
import config from "./deno.json" with { type: "json" };
import { spellings } from "./command.ts";
import { COMMANDS } from "./command_table.ts";
import { main } from "./main.ts";
import { plain } from "./terminal/style.ts";

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

async function shep(...words: readonly string[]): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  const exitCode = await main(words, {
    width: 80,
    paint: plain,
    paintErrors: plain,
    write: (stream, text) => output[stream] += text,
  });
  return { ...output, exitCode };
}

/** Command lines that make no sense, and what is said. */
const REFUSED: readonly (readonly [words: readonly string[], said: string])[] = [
  [
    ["site.yml"],
    "shep: no command 'site.yml'\nDid you mean 'shep run site.yml'?\nSee 'shep --help'.\n",
  ],
  [
    ["-i", "hosts", "site.yaml"],
    "shep: no flag '-i'\nDid you mean 'shep run -i hosts site.yaml'?\nSee 'shep --help'.\n",
  ],
  [["rnu"], "shep: no command 'rnu'\nDid you mean 'run'?\nSee 'shep --help'.\n"],
  [["frobnicate"], "shep: no command 'frobnicate'\nSee 'shep --help'.\n"],
  [["run"], "shep: shep run needs a PLAYBOOK\nSee 'shep run --help'.\n"],
  [
    ["run", "--chekc", "a.yml"],
    "shep: shep run has no flag '--chekc'\nDid you mean '--check'?\nSee 'shep run --help'.\n",
  ],
  [
    ["run", "--output=jsno", "a.yml"],
    "shep: --output is one of text, json, jsonl, not 'jsno'\n" +
    "Did you mean 'json'?\nSee 'shep run --help'.\n",
  ],
  [
    ["completion", "zhs"],
    "shep: SHELL is one of bash, zsh, fish, not 'zhs'\n" +
    "Did you mean 'zsh'?\nSee 'shep completion --help'.\n",
  ],
  [["version", "1"], "shep: shep version does not take '1'\nSee 'shep version --help'.\n"],
];

for (const [words, said] of REFUSED) {
  Deno.test(`'shep ${words.join(" ")}' is refused with advice`, async () => {
    assert.deepEqual(await shep(...words), { stdout: "", stderr: said, exitCode: 2 });
  });
}

Deno.test("shep alone shows its help, as a mistake", async () => {
  const { stdout, stderr, exitCode } = await shep();
  assert.equal(stdout, "");
  assert.equal(stderr, (await shep("--help")).stdout);
  assert.equal(exitCode, 2);
});

for (const words of [["--version"], ["version"], ["run", "--version"]]) {
  Deno.test(`'shep ${words.join(" ")}' tells the version`, async () => {
    const { stdout, exitCode } = await shep(...words);
    assert(stdout.startsWith(`shep ${config.version} (deno ${Deno.version.deno}`));
    assert.equal(exitCode, 0);
  });
}

Deno.test("general help names every command", async () => {
  const { stdout } = await shep("help");
  for (const { name, summary } of COMMANDS) assert(stdout.includes(`  ${name} `), summary);
});

for (const command of COMMANDS) {
  Deno.test(`the help of ${command.name} names every flag, within 80 columns`, async () => {
    const { stdout, exitCode } = await shep(command.name, "--help");
    assert.equal(exitCode, 0);
    assert.equal(stdout, (await shep("help", command.name)).stdout);
    for (const flag of command.flags) {
      const name = flag.refusal === undefined ? spellings(flag).join(", ") : `--${flag.name}`;
      assert(stdout.includes(name), `${name} is missing`);
    }
    assert.deepEqual(stdout.split("\n").filter((line) => line.length > 80), []);
  });
}
