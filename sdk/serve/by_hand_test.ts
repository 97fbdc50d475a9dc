import assert from "node:assert/strict";
import { defineAction, TaskFailure, type TaskResult } from "../define/action.ts";
import { definePlugin } from "../plugin.ts";
import { sh } from "../shell.ts";
import { runByHand } from "./by_hand.ts";

const greet = defineAction({
  name: "greet",
  summary: "Says hello.",
  arguments: {
    name: { type: "str", description: "Whom to greet.", required: true },
    loud: { type: "bool", description: "Whether to shout.", default: false },
  },
  async run({ name, loud }, task): Promise<TaskResult> {
    task.log("info", `greeting ${name}`);
    if (name === "nobody") throw new TaskFailure("Nobody is here", { rc: 3 });
    const { stdout } = await task.script(sh`printf 'hello %s' ${name}`);
    return { changed: !task.check, values: { greeting: loud ? stdout.toUpperCase() : stdout } };
  },
});

const PLUGIN = definePlugin({
  name: "greeter",
  version: "1.2.3",
  summary: "Says hello.",
  actions: [greet],
  filters: [{ name: "shout", summary: "Shouts.", apply: String }],
});

/** What a command line does: its exit code, what it prints and what it tells. */
async function run(
  args: readonly string[],
  { files = {}, may = true }: { files?: Record<string, string>; may?: boolean } = {},
): Promise<{ code: number; printed: string; told: string }> {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await runByHand(PLUGIN, args, {
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    read: (path) =>
      path in files
        ? Promise.resolve(files[path]!)
        : Promise.reject(new Deno.errors.NotFound(`no such file: ${path}`)),
    may: () => may,
  });
  return { code, printed: printed.join("\n"), told: told.join("\n") };
}

const EXPLANATION = `greeter 1.2.3: Says hello.
A plugin of Shep (protocol 1); \`shep\` starts it when a playbook needs it.

It offers:
  action greet: Says hello.
  filters: shout

By hand:
  shep-plugin-greeter describe    what it offers and needs, as JSON
  shep-plugin-greeter call ACTION [--args FILE|-] [--check] [--diff]

For example:
  echo '{"name":"text"}' | shep-plugin-greeter call greet --args - --check`;

for (const args of [["--help"], ["-h"], ["help"]]) {
  Deno.test(`${args[0]} explains the plugin`, async () => {
    assert.deepEqual(await run(args), { code: 0, printed: EXPLANATION, told: "" });
  });
}

Deno.test("without a command the plugin explains itself, and nothing was done", async () => {
  assert.deepEqual(await run([]), { code: 2, printed: EXPLANATION, told: "" });
});

Deno.test("--version names the plugin and its version", async () => {
  assert.equal((await run(["--version"])).printed, "greeter 1.2.3");
});

Deno.test("describe prints JSON", async () => {
  const { code, printed } = await run(["describe"]);
  const description = JSON.parse(printed);
  assert.equal(code, 0);
  assert.deepEqual([description.name, description.version], ["greeter", "1.2.3"]);
  assert.equal(description.actions[0].arguments.name.required, true);
});

Deno.test("call runs an action on this machine and shows what it asks for", async () => {
  const files = { "args.json": '{"name": "a b", "loud": "yes"}' };
  const { code, printed, told } = await run(["call", "greet", "--args", "args.json"], { files });
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(printed), { status: "changed", greeting: "HELLO A B" });
  assert.equal(told, "greeting a b\n> script\n  | printf 'hello %s' 'a b'");
});

Deno.test("call --check tells the action so", async () => {
  const { printed } = await run(["call", "greet", "--args=-", "--check"], {
    files: { "-": '{"name": "x"}' },
  });
  assert.equal(JSON.parse(printed).status, "ok");
});

Deno.test("without permission a request is shown, and the flag that it needs", async () => {
  const files = { "-": '{"name": "x"}' };
  const { code, told } = await run(["call", "greet", "--args", "-"], { files, may: false });
  assert.equal(code, 1);
  assert.match(told, /> script\n {2}\| printf 'hello %s' 'x'\nThis process may not run programs\n/);
  assert.match(told, /--allow-run/);
});

Deno.test("a task that failed is a result and an exit code of 1", async () => {
  const files = { "-": '{"name": "nobody"}' };
  const { code, printed } = await run(["call", "greet", "--args", "-"], { files });
  assert.equal(code, 1);
  assert.deepEqual(JSON.parse(printed), { status: "failed", msg: "Nobody is here", rc: 3 });
});

/** Command lines that are wrong: the exit code, and what is told. */
const WRONG: Record<string, [args: string[], code: number, told: RegExp]> = {
  "an unknown command": [["cal"], 2, /no command 'cal'\nDid you mean 'call'\?/],
  "an unknown option": [
    ["call", "greet", "--chek"],
    2,
    /no option '--chek'\nDid you mean '--check'/,
  ],
  "no action": [["call"], 2, /Which action is to be called\?\nKnown are greet/],
  "an unknown action": [["call", "gret"], 1, /no action 'gret'\nDid you mean 'greet'\?/],
  "a missing argument": [["call", "greet"], 1, /needs the argument 'name'/],
  "a missing file": [["call", "greet", "--args", "no"], 1, /'no' cannot be read\nno such file/],
  "no JSON": [["call", "greet", "--args", "bad"], 1, /'bad' are no JSON\nSyntaxError/],
  "no object": [["call", "greet", "--args", "list"], 1, /'list' are no JSON object/],
  "an argument without its value": [["call", "greet", "--args"], 2, /--args needs a FILE/],
};

for (const [what, [args, code, told]] of Object.entries(WRONG)) {
  Deno.test(`${what} is told, with what to do`, async () => {
    const result = await run(args, { files: { bad: "{", list: "[]" } });
    assert.match(result.told, told);
    assert.equal(result.code, code);
  });
}
