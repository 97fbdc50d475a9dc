import assert from "node:assert/strict";
import type { ActionDescription } from "@shep/sdk";
import { parseArguments } from "../../arguments/parse.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { findCommand } from "../../command_table.ts";
import { plain } from "../../terminal/style.ts";
import { runDocCommand } from "./mod.ts";
import { actionText } from "./text.ts";

const ACTION: ActionDescription = {
  name: "greet",
  summary: "Says hello to somebody who may well have a rather long name.",
  arguments: {
    name: { type: "str", description: "Whom to greet.", required: true, aliases: ["who"] },
    how: {
      type: "list",
      elements: "str",
      description: "How.",
      choices: ["\n", "loud"],
      default: ["loud"],
    },
  },
  constraints: [{ mutuallyExclusive: ["name", "how"] }],
  freeForm: "name",
  supportsCheck: true,
  examples: ["- greet:\n    name: you"],
  returns: { greeting: "What was said." },
};

const TEXT = `GREET

  Says hello to somebody who may well
  have a rather long name.

Arguments (= is required):

  - how
      How.
      type: list of str
      default: ["loud"]
      choices: "\\n", loud

  = name
      Whom to greet.
      type: str
      aliases: who

  Text behind 'greet:' is 'name'.
  Only one of name, how.

Check mode: yes; diff: no

Returns:

  - greeting
      What was said.

Examples:

  - greet:
      name: you
`;

Deno.test("doc shows all that an action declares", () => {
  assert.equal(actionText(ACTION, 40), TEXT);
});

/** What the command prints and returns; the plugins that come with Shep are asked. */
async function doc(...words: string[]): Promise<{ out: string; err: string; code: number }> {
  let [out, err] = ["", ""];
  const args = parseArguments(findCommand("doc")!, words);
  const code = await runDocCommand(args, {
    width: 80,
    paint: plain,
    paintErrors: plain,
    write: (stream, text) => stream === "stdout" ? out += text : err += text,
  }, Deno.env.toObject());
  return { out, err, code };
}

Deno.test("doc lists actions of the host and of plugins", async () => {
  const { out, code } = await doc("--list");
  assert.equal(code, 0);
  for (const name of ["copy", "debug", "fetch"]) {
    assert.match(out, new RegExp(`^${name} +\\w`, "m"));
  }
});

Deno.test("doc answers to full names, in JSON too", async () => {
  const { out } = await doc("--json", "ansible.builtin.copy", "debug");
  const { copy, debug } = JSON.parse(out);
  assert.deepEqual(copy.arguments.dest.required, true);
  assert.equal(debug.summary, "Shows a text or the value of an expression.");
});

Deno.test("doc suggests the nearest name, and takes no other collection's for ours", async () => {
  const { err, code } = await doc("tempalte");
  assert.match(err, /there is no action 'tempalte'\nHint: Did you mean 'template'\?/);
  assert.notEqual(code, 0);
  assert.match((await doc("community.docker.copy")).err, /no action 'community.docker.copy'/);
});

Deno.test("doc needs to know what is to be shown", async () => {
  await assert.rejects(doc(), UsageError);
});
