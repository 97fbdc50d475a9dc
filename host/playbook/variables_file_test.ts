import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { TemplateText } from "../template/mod.ts";
import { loadVariables } from "./mod.ts";
import { testContext } from "./test_support.ts";

function load(text: string): ReturnType<typeof loadVariables> {
  return loadVariables("vars.yml", testContext({ "vars.yml": text }));
}

Deno.test("a file of variables is a dictionary, with templates where there is markup", async () => {
  const { values, position } = await load('---\na: 1\nb: ["{{ a }}", !unsafe "{{ a }}"]\n');
  assert.deepEqual(position, { file: "vars.yml", line: 2, column: 1 });
  assert.equal(values.get("a"), 1);
  assert.deepEqual(values.get("b"), [
    new TemplateText("{{ a }}", { file: "vars.yml", line: 3, column: 6 }),
    "{{ a }}",
  ]);
});

Deno.test("a name that no variable can have is left alone in a file", async () => {
  assert.deepEqual([...(await load("a-b: 1\n1: 2\n")).values], [["a-b", 1], [1, 2]]);
});

Deno.test("an empty file sets no variables", async () => {
  for (const text of ["", "---\n", "# nothing\n", "{}"]) {
    assert.equal((await load(text)).values.size, 0);
  }
});

const REFUSED: readonly [text: string, message: string][] = [
  ["- a: 1\n", "1:1: a file of variables is a dictionary, not a list"],
  ["text\n", "1:1: a file of variables is a dictionary, not 'text'"],
  [
    "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
    "1:1: a file that ansible-vault encrypted is not supported yet",
  ],
  ["a: !vault x\n", "1:11: '!vault' is not supported yet"],
];
for (const [text, message] of REFUSED) {
  Deno.test(`refuses ${JSON.stringify(text)} as a file of variables`, async () => {
    await assert.rejects(load(text), (error) => {
      assert(error instanceof Fault);
      const { line, column, summary } = error.diagnostic;
      assert.equal(`${line}:${column}: ${summary}`, message);
      return true;
    });
  });
}

Deno.test("a file that is not there is named", async () => {
  await assert.rejects(loadVariables("gone.yml", testContext({})), {
    kind: "not-found",
    message: "there is no file 'gone.yml'",
  });
});

Deno.test("a file that cannot be read says why", async () => {
  const context = {
    ...testContext({}),
    readText: () => Promise.reject(new Error("Permission denied")),
  };
  await assert.rejects(loadVariables("secret.yml", context), {
    kind: "failed",
    message: "'secret.yml' cannot be read: Permission denied",
  });
});
