/** Filters in Python: skipped where there is no `python3`. */
import assert from "node:assert/strict";
import { eventsOf, play, runText } from "../engine/test_support.ts";

const hasPython = new Deno.Command("sh", {
  args: ["-c", "command -v python3"],
  stdout: "null",
}).outputSync().success;

const PLUGIN = `
import sys

sys.stdout.write("noise\\n")


def fail():
    raise ValueError("on purpose")


class FilterModule(object):
    def filters(self):
        return {
            "shout": lambda text, mark="!", times=1: text.upper() + mark * times,
            "halved": lambda number: number / 2,
            "kinds": lambda values: sorted({type(each).__name__ for each in values}),
            "broken": lambda value: fail(),
        }
`;

/** What a template gives, or why it does not. */
async function message(
  template: string,
  files: Readonly<Record<string, string>>,
): Promise<unknown> {
  const run = await runText(play(`- debug: {msg: "${template}"}\n`), {}, files);
  assert.equal(run.error, undefined);
  const { values, diagnostic } = eventsOf(run, "task-finished").at(-1)!.result;
  return diagnostic ? `${values.get("msg")} ${diagnostic.detail}` : values.get("msg");
}

const OWN = { "filter_plugins/own.py": PLUGIN };

/** Templates, and what they come to with the filters of the playbook. */
const TEMPLATES: readonly (readonly [template: string, result: unknown])[] = [
  ["{{ 'a' | shout }}", "A!"],
  ["{{ 'a' | shout('?', times=2) }}", "A??"],
  ["{{ ['a', 'b'] | map('shout') | join }}", "A!B!"],
  ["{{ 4 | halved }}", new Number(2)],
  ["{{ [1, 1.0, 'x', none, true, {}] | kinds }}", [
    "NoneType",
    "bool",
    "dict",
    "float",
    "int",
    "str",
  ]],
];

for (const [template, result] of TEMPLATES) {
  Deno.test({
    name: `${template} is ${JSON.stringify(result)}`,
    ignore: !hasPython,
    fn: async () => {
      const found = await message(template, OWN);
      if (result instanceof Number) assert.equal(String(found), "2.0");
      else assert.deepEqual(found, result);
    },
  });
}

Deno.test({
  name: "a filter that fails, and one that there is none, are told",
  ignore: !hasPython,
  fn: async () => {
    assert.match(
      String(await message("{{ 1 | broken }}", OWN)),
      /broken[^]*ValueError: on purpose/,
    );
    assert.match(String(await message("{{ 1 | shuot }}", OWN)), /no filter 'shuot'/);
    assert.match(String(await message("{{ 1 | shuot }}", {})), /No filter named 'shuot'/);
  },
});

Deno.test({
  name: "filters of collections have their full names",
  ignore: !hasPython,
  fn: async () => {
    const files = {
      "collections/ansible_collections/my/tools/plugins/filter/own.py": PLUGIN,
    };
    assert.equal(await message("{{ 'a' | my.tools.shout }}", files), "A!");
  },
});
