import assert from "node:assert/strict";
import { toValue, type Value } from "@shep/sdk/value";
import { Environment, scopeOf, TemplateText } from "../mod.ts";
import { jsonQueryFilter } from "./json_query.ts";

const environment = new Environment({ filters: new Map([["json_query", jsonQueryFilter()]]) });
const SCOPE = scopeOf({
  data: toValue({
    servers: [{ name: "a", port: 80 }, { name: "b", port: 443 }],
    "with-dash": { deep: null },
  }),
  wanted: "b",
});

function query(expression: string): Promise<unknown> {
  const text = new TemplateText(`{{ ${expression} }}`, { file: "play.yml", line: 3, column: 5 });
  return environment.settle(() => environment.evaluate(text, SCOPE));
}

const CASES: readonly [expression: string, answer: Value][] = [
  ["data | json_query('servers[*].name')", ["a", "b"]],
  [`data | json_query("servers[?name=='" ~ wanted ~ "'].port | [0]")`, 443],
  ["data | json_query('servers[?port > `100`].{n: name}')", [toValue({ n: "b" })]],
  [`data | json_query('"with-dash".deep')`, null],
  ["data | json_query('nothing.here')", null],
  ["data | json_query('length(servers)')", 2],
  ["data | community.general.json_query('max_by(servers, &port).name')", "b"],
];

for (const [expression, answer] of CASES) {
  Deno.test(`json_query: ${expression}`, async () => {
    assert.deepEqual(await query(expression), answer);
  });
}

Deno.test("a malformed query is an error of the template, at its place", async () => {
  await assert.rejects(query("data | json_query('servers[')"), {
    name: "TemplateError",
    message: /^JMESPathError in json_query/,
    file: "play.yml",
    line: 3,
  });
});
