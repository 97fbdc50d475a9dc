/** How arguments are rendered and checked. @module */
import assert from "node:assert/strict";
import { type ActionDescription, Fault } from "@shep/sdk";
import type { PlaybookValue, Task } from "../../playbook/model.ts";
import { Environment, scopeOf, TemplateText } from "../../template/mod.ts";
import { OMIT } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";
import { renderArguments } from "./arguments.ts";

const POSITION = { file: "play.yml", line: 1, column: 1 };

const ACTION: ActionDescription = {
  name: "act",
  summary: "",
  arguments: {
    count: { type: "int", description: "" },
    name: { type: "str", description: "", default: "nobody" },
    that: { type: "raw", description: "" },
  },
  supportsCheck: true,
};

const ENVIRONMENT = new Environment();
const SCOPE = scopeOf({
  n: 3,
  omit: OMIT,
  fact: "{{ n }}",
  args: new Map<string, unknown>([["count", 7], ["name", "templated"]]),
  smuggled: new Map([["that", "n == 3"]]),
}) as HostScope;

function render(
  given: Readonly<Record<string, PlaybookValue>>,
  action: ActionDescription = ACTION,
  template?: TemplateText,
  defaultArguments: Task["defaultArguments"] = [],
): Map<unknown, unknown> {
  const task = {
    arguments: new Map(Object.entries(given)),
    argumentPositions: new Map([["count", { ...POSITION, line: 5 }]]),
    position: POSITION,
    defaultArguments,
    ...(template === undefined ? {} : { argumentsTemplate: template }),
  } as unknown as Task;
  return renderArguments(task, action, SCOPE, ENVIRONMENT, ["that"]);
}

Deno.test("templates are rendered, types are checked, defaults are filled in", () => {
  assert.deepEqual(
    render({ count: new TemplateText("{{ n + 1 }}") }),
    new Map<string, unknown>([["count", 4], ["name", "nobody"]]),
  );
});

Deno.test("what was omitted was not given", () => {
  assert.equal(render({ name: new TemplateText("{{ omit }}") }).get("name"), "nobody");
});

Deno.test("an expression is handed on as it is", () => {
  const expression = new TemplateText("{{ n }}");
  assert.equal(render({ that: expression }).get("that"), expression);
});

Deno.test("what a template brought is not rendered again", () => {
  assert.equal(render({ name: new TemplateText("{{ fact }}") }).get("name"), "{{ n }}");
});

Deno.test("a template of arguments is weaker than what the task says", () => {
  const given = render({ count: 1 }, ACTION, new TemplateText("{{ args }}"));
  assert.deepEqual([given.get("count"), given.get("name")], [1, "templated"]);
});

Deno.test("what module_defaults say is weaker than both", () => {
  const template = new TemplateText("{{ args }}", POSITION);
  const defaults = [new Map([["name", "default"], ["more", "default"]])];
  const given = render({ count: 1 }, { ...ACTION, acceptsAny: true }, template, defaults);
  assert.deepEqual(["count", "name", "more"].map((name) => given.get(name)), [
    1,
    "templated",
    "default",
  ]);
});

Deno.test("a template of arguments brings no expression", () => {
  const template = new TemplateText("{{ smuggled }}");
  assert.throws(() => render({}, ACTION, template), /'that' is an expression/);
});

Deno.test("names are templates where the action takes any", () => {
  const any = { ...ACTION, arguments: {}, acceptsAny: true };
  assert.deepEqual(render({ "x{{ n }}": 1 }, any), new Map([["x3", 1]]));
});

Deno.test("a value that does not fit is told where it was written", () => {
  assert.throws(() => render({ count: new TemplateText("{{ 'many' }}") }), (error) => {
    assert(error instanceof Fault);
    assert.equal(error.diagnostic.line, 5);
    return true;
  });
});
