import assert from "node:assert/strict";
import { ANSIBLE_GLOBALS } from "./ansible/mod.ts";
import {
  Environment,
  type EnvironmentOptions,
  type Invoke,
  LazyMapping,
  type Scope,
  scopeOf,
  TemplateError,
  TemplateText,
  truthy,
} from "./mod.ts";

function text(source: string): TemplateText {
  return new TemplateText(source);
}

function evaluate(
  source: string,
  variables: Record<string, unknown> = {},
  options: EnvironmentOptions = {},
): unknown {
  return new Environment(options).evaluate(text(source), scopeOf(variables));
}

/** The error of evaluating `source`. */
function failure(source: TemplateText, scope: Scope = scopeOf({})): TemplateError {
  try {
    new Environment().evaluate(source, scope);
  } catch (error) {
    assert.ok(error instanceof TemplateError);
    return error;
  }
  assert.fail(`no error from ${source.source}`);
}

Deno.test("native mode: a single expression keeps its type, anything else is text", () => {
  assert.deepEqual(evaluate("{{ [1, 2] }}"), [1, 2]);
  assert.equal(evaluate("{{ 1 }}{{ 2 }}"), "12");
  assert.equal(evaluate("{{ '1' }}"), "1");
  assert.equal(evaluate("{{ none }}"), null);
  assert.equal(evaluate("a{{ none }}b"), "ab");
  assert.equal(evaluate("plain"), "plain");
});

Deno.test("convert mode: text that looks like a container is read as one", () => {
  assert.deepEqual(evaluate("[{{ 1 }}]", {}, { mode: "convert" }), [1]);
  assert.equal(evaluate("{{ 1 }}", {}, { mode: "convert" }), "1");
});

Deno.test("either mode: an expression keeps its type, and text is read as what it looks like", () => {
  const either = (source: string, variables: Record<string, unknown> = {}): unknown =>
    evaluate(source, variables, { mode: "either" });
  assert.equal(either("{{ 1 }}"), 1);
  assert.equal(either("{{ '1' }}"), "1");
  assert.deepEqual(either("[{{ 1 }}]"), [1]);
  assert.deepEqual(either("{{ s }}", { s: "{'a': null}" }), new Map([["a", null]]));
  assert.equal(either("{% if true %}True{% endif %}"), true);
  assert.equal(either("{{ 'true' }}"), "true");
  assert.equal(either("[{{ 'not a list' }}"), "[not a list");
  assert.equal(either("{% if false %}x{% endif %}"), "");
  assert.deepEqual(either("{% set l = [] %}{{ l.append(1) }}{{ l }}"), [1]);
});

Deno.test("what a filter makes text stays text, through a variable too", () => {
  const variables = { json: text("{{ [1] | to_json }}"), other: text("{{ json }}") };
  const filters = new Map([["to_json", () => "[1]"]]);
  for (const mode of ["convert", "either"] as const) {
    assert.equal(evaluate("{{ [1] | to_json }}", {}, { mode, filters }), "[1]");
    assert.equal(evaluate("{{ other }}", variables, { mode, filters }), "[1]");
    assert.deepEqual(evaluate("{{ other }} ", variables, { mode, filters }), [1]);
  }
});

Deno.test("the mode of a call does not change its variables", () => {
  const scope = scopeOf({ list: text("{{ [1, 2] }}") });
  const result = new Environment().evaluate(text("{{ list[0] }}"), scope, { mode: "text" });
  assert.equal(result, "1");
});

Deno.test("opaque objects pass through by identity", () => {
  const omit = Object.freeze({ omit: true });
  assert.equal(evaluate("{{ x | default(omit) }}", { omit }), omit);
  assert.equal(evaluate("{{ omit if true else 1 }}", { omit }), omit);
});

Deno.test("a path into a variable renders only what it reaches", () => {
  const variables = { a: new Map([["good", text("{{ 1 + 1 }}")], ["bad", text("{{ nope }}")]]) };
  assert.equal(evaluate("{{ a.good }}", variables), 2);
  assert.equal(evaluate("{{ a['good'] }}", variables), 2);
  assert.throws(() => evaluate("{{ a }}", variables), /'nope' is undefined/);
  assert.equal(evaluate("{{ a.bad | default('x') }}", variables), "x");
});

Deno.test("a method sees the rendered container", () => {
  const variables = { a: new Map([["k", text("{{ 1 + 1 }}")]]), l: [text("{{ 'x' }}")] };
  assert.deepEqual(evaluate("{{ a.values() | list }}", variables), [2]);
  assert.deepEqual(evaluate("{% set f = a.values %}{{ f() | list }}", variables), [2]);
  assert.equal(evaluate("{{ l.index('x') }}", variables), 0);
});

Deno.test("a variable is rendered once per scope", () => {
  let calls = 0;
  const count: Invoke = () => ++calls;
  const environment = new Environment({ globals: new Map([["count", count]]) });
  const scope = scopeOf({ n: text("{{ count() }}") });
  assert.equal(environment.evaluate(text("{{ n + n }}"), scope), 2);
  assert.equal(environment.evaluate(text("{{ n }}"), scope), 1);
  assert.equal(environment.evaluate(text("{{ n }}"), scopeOf({ n: text("{{ count() }}") })), 2);
});

Deno.test("a variable that needs itself is an error that shows the cycle", () => {
  const scope = scopeOf({
    a: text("{{ b }}"),
    b: text("{{ c.d }}"),
    c: new Map([["d", text("{{ a }}")]]),
  });
  assert.match(failure(text("{{ a }}"), scope).message, /a -> b -> c\.d -> a/);
});

Deno.test("resolve renders a tree, and returns the same object when there is nothing to render", () => {
  const environment = new Environment();
  const scope = scopeOf({ x: 1 });
  const plain = new Map([["a", [1, "{{ x }}"]]]);
  assert.equal(environment.resolve(plain, scope), plain);
  const tree = new Map<string, unknown>([["a", [text("{{ x }}"), "{{ x }}"]]]);
  assert.deepEqual(environment.resolve(tree, scope), new Map([["a", [1, "{{ x }}"]]]));
  const broken = new TemplateText("{{ nope }}", { file: "a.yml", line: 7 });
  assert.throws(() => environment.resolve([broken], scope), {
    name: "TemplateError",
    message: "'nope' is undefined",
    file: "a.yml",
    line: 7,
  });
});

Deno.test("conditions are bare expressions, with or without braces around them", () => {
  const environment = new Environment();
  const scope = scopeOf({ a: [1], s: "no" });
  assert.deepEqual(environment.condition(text("a"), scope), [1]);
  assert.equal(environment.condition(text("{{ a | length == 1 }}"), scope), true);
  assert.equal(truthy(environment.condition(text("a and not s"), scope)), false);
  assert.throws(() => environment.condition(text("nope"), scope), /'nope' is undefined/);
});

/** Conditions with braces around parts of them, and what each gives where `SEEN` is seen. */
const EMBEDDED: Readonly<Record<string, unknown>> = {
  "{{ n }} == 7": true,
  "{{ n }} > {{ one }}": true,
  "{{ seven }} >= 7": true,
  "{{ 'False' }}": false,
  "{{ '' }}": "",
  "'{{ seven }}' == '7'": true,
  "'{{ a }}' | length": 3,
  "'web{{ one }}.{{ n }}' == 'web1.7'": true,
  "1 in {{ a }}": true,
  "1 in {{ a }} and not {{ off }}": true,
  "d.{{ key }} == 2": true,
  "d['{{ key }}'] == 2": true,
  "{% if one == 1 %}true{% else %}false{% endif %}": true,
  "{# why #}{{ n }} == 7": true,
  "'{{' in braces": true,
};

const SEEN = {
  n: 7,
  one: 1,
  seven: "7",
  a: [1],
  off: false,
  d: new Map([["k", 2]]),
  key: "k",
  braces: "a {{ b",
  code: "n == 7",
};

for (const [source, value] of Object.entries(EMBEDDED)) {
  Deno.test(`a condition may have braces around parts of it: ${source}`, () => {
    assert.deepEqual(new Environment().condition(text(source), scopeOf(SEEN)), value);
  });
}

Deno.test("what braces in a condition give is no code", () => {
  const environment = new Environment();
  const refused = (source: string): unknown => environment.condition(text(source), scopeOf(SEEN));
  assert.throws(() => refused("{{ code }}"), /the text 'n == 7' .* is not evaluated/);
  assert.throws(() => refused("{{ code }} and true"), /is not evaluated/);
  assert.throws(() => refused("{{ key }} is defined"), /the text 'k' .* is not evaluated/);
  assert.throws(() => refused("{{ key }}_on is defined"), /joined to a name/);
  assert.throws(() => refused("1 is {{ key }}"), /joined to a name/);
  assert.throws(() => refused("{{ nope }} == 1"), /'nope' is undefined/);
  assert.throws(() => refused("n == 7 and\n{{ nope }} == 1"), { line: 2, column: 4 });
});

Deno.test("render: template files are text, with their trailing newline", () => {
  const environment = new Environment();
  const scope = scopeOf({ a: [1, 2] });
  assert.equal(environment.render("{{ a }}\n", scope), "[1, 2]\n");
  assert.equal(
    environment.render("{% for x in a %}\n{{ x }}\n{% endfor %}\n", scope),
    "1\n2\n\n".slice(0, 4),
  );
  assert.equal(environment.render("a\n", scope, { newlineSequence: "\r\n" }), "a\r\n");
  assert.equal(
    environment.render("<< a >>", scope, { variableStart: "<<", variableEnd: ">>" }),
    "[1, 2]",
  );
});

/** Templates, and what Ansible makes of them with some newline sequence. */
const NEWLINES: readonly (readonly [source: string, newline: string, result: string])[] = [
  ["a\nb\n", "\r\n", "a\r\nb\r\n"],
  ["a\r\nb\rc\n", "\n", "a\nb\nc\n"],
  ["{{ lines }}x\ny", "\r\n", "1\n2\nx\r\ny"],
  ["{{ 'a\nb\\nc' }}", "\r\n", "a\r\nb\nc"],
  ["{% raw %}\n{% endraw %}.", "\r", "\r."],
  ["a\n\n", "\n", "a\n\n"],
  ["a\n\n", "\r\n", "a\r\n\r\n"],
  ["a\n\n\n", "\r\n", "a\r\n\r\n\r\n\r\n"],
  ["a\r\n\r\n", "\n", "a\n"],
  ["a\r\n\r\n", "\r", "a\r\r"],
  ["a\n", "\r", "a\r"],
  ["#jinja2: newline_sequence: '\\r'\n\n \n", "\n", "\r \r"],
  ["#jinja2: trim_blocks: False\n", "\n", "\n"],
  ["\ufeff{{- 'a' -}}\ufeff\x85{{- 'b' }}", "\n", "\ufeffa\ufeffb"],
  ["#jinja2: keep_trailing_newline: True\na\n\n", "\n", "a\n\n"],
];

for (const [source, newlineSequence, expected] of NEWLINES) {
  Deno.test(`render: the newlines of ${JSON.stringify([source, newlineSequence])}`, () => {
    const scope = scopeOf({ lines: "1\n2\n" });
    assert.equal(new Environment().render(source, scope, { newlineSequence }), expected);
  });
}

Deno.test("render: a #jinja2 header changes the syntax, and lines still count from the file's top", () => {
  const environment = new Environment();
  const scope = scopeOf({});
  const template = "#jinja2: trim_blocks: False\n{% if true %}\nx\n{% endif %}\n";
  assert.equal(environment.render(template, scope), "\nx\n");
  assert.throws(() => environment.render("#jinja2: trim_block: False\n", scope), /trim_blocks/);
  assert.throws(() => environment.render("#jinja2: trim_blocks: 1\n", scope), /True or False/);
  assert.throws(() => environment.render("#jinja2:\nx", scope), /unknown option.*''/);
  const broken = new TemplateText("#jinja2: lstrip_blocks: True\n\n{{ nope }}", { file: "t.j2" });
  assert.throws(() => environment.render(broken, scope), { line: 3, file: "t.j2" });
});

Deno.test("errors say what, where and what was meant", () => {
  const scope = scopeOf({ address: 1 });
  const origin = { file: "site.yml", line: 10, column: 9 };
  const error = failure(new TemplateText("see {{ adress }}", origin), scope);
  assert.equal(error.message, "'adress' is undefined");
  assert.equal(error.kind, "undefined");
  assert.equal(error.undefinedName, "adress");
  assert.equal(error.suggestion, "address");
  assert.deepEqual([error.file, error.line, error.column], ["site.yml", 10, 16]);
  assert.equal(
    error.explain(),
    "'adress' is undefined\n  at site.yml:10:16\n    see {{ adress }}\n           ^\n" +
      "  Did you mean 'address'?",
  );
});

Deno.test("errors in later lines count from the origin", () => {
  const error = failure(new TemplateText("a\nb {{ 1 + 'x' }}", { line: 5, column: 3 }));
  assert.deepEqual([error.kind, error.line, error.column], ["runtime", 6, 8]);
});

Deno.test("errors in a variable's own template name its place as the cause", () => {
  const inner = new TemplateText("{{ nope }}", { file: "vars.yml", line: 2, column: 1 });
  const error = failure(
    new TemplateText("{{ x }}", { file: "a.yml", line: 1, column: 1 }),
    scopeOf({ x: inner }),
  );
  assert.equal(error.message, "{{ nope }}: 'nope' is undefined");
  assert.equal(error.file, "a.yml");
  assert.ok(error.cause instanceof TemplateError);
  assert.equal(error.cause.file, "vars.yml");
  assert.match(error.explain(), /caused by: 'nope' is undefined\n {2}at vars\.yml:2:4/);
});

Deno.test("unknown filters and tests are named with the nearest known one", () => {
  const error = failure(text("{{ 1 | defualt(2) }}"));
  assert.deepEqual([error.undefinedName, error.suggestion], ["defualt", "default"]);
  assert.equal(failure(text("{{ 1 is defned }}")).suggestion, "defined");
  assert.equal(evaluate("{{ 1 if true else (2 | nope) }}"), 1);
});

Deno.test("filters, tests and globals of the host are used", () => {
  const options: EnvironmentOptions = {
    filters: new Map([["twice", (value) => Number(value) * 2]]),
    tests: new Map([["big", (value) => Number(value) > 9]]),
    globals: new Map([["answer", () => 42]]),
  };
  assert.equal(evaluate("{{ answer() | twice }}", {}, options), 84);
  assert.deepEqual(evaluate("{{ [1, 10] | select('big') | map('twice') | list }}", {}, options), [
    20,
  ]);
  assert.equal(evaluate("{{ answer }}", { answer: 1 }, options), 1);
});

Deno.test("an error thrown by a filter of the host has its place and cause", () => {
  const options = {
    filters: new Map([["boom", () => {
      throw new Error("no luck");
    }]]),
  };
  assert.throws(() => evaluate("ab {{ 1 | boom }}", {}, options), {
    name: "TemplateError",
    message: "no luck",
    column: 11,
  });
});

/** A mapping that notes what was asked for. */
class Spy extends LazyMapping {
  readonly asked: unknown[] = [];
  override get(key: unknown): unknown {
    this.asked.push(key);
    return key === "web" ? new Map([["port", 80]]) : undefined;
  }
  override has(key: unknown): boolean {
    return key === "web";
  }
  override keys(): Iterable<unknown> {
    return ["web"];
  }
}

Deno.test("a lazy mapping is asked only for what is used", () => {
  const hostvars = new Spy();
  assert.equal(evaluate("{{ hostvars['web'].port }}", { hostvars }), 80);
  assert.deepEqual(hostvars.asked, ["web"]);
  assert.equal(evaluate("{{ 'web' in hostvars and hostvars is mapping }}", { hostvars }), true);
  assert.equal(evaluate("{{ hostvars.keys() | join }}", { hostvars }), "web");
  assert.equal(evaluate("{{ hostvars.db.port | default(1) }}", { hostvars }), 1);
});

Deno.test("asynchronous functions are waited for, in order, each once", async () => {
  let started = 0;
  const fetch: Invoke = ({ positional: [name] }, call) =>
    call.wait(name, () => {
      started++;
      return Promise.resolve(`<${name}>`);
    });
  const environment = new Environment({ globals: new Map([["fetch", fetch]]) });
  const scope = scopeOf({ a: text("{{ fetch('a') }}"), b: text("{{ a ~ fetch('b') }}") });
  const result = await environment.settle(() =>
    environment.evaluate(text("{{ b }}{{ fetch('c') }}{{ a }}"), scope)
  );
  assert.equal(result, "<a><b><c><a>");
  assert.equal(started, 3);
  assert.throws(() => environment.evaluate(text("{{ fetch(1) }}"), scope), /has to be settled/);
});

Deno.test("ahead of its time nothing is asked, and what depends on the moment is not known", () => {
  let started = 0;
  const fetch: Invoke = (_, call) => call.wait("it", () => Promise.resolve(started++));
  const environment = new Environment({ globals: new Map([...ANSIBLE_GLOBALS, ["fetch", fetch]]) });
  const scope = scopeOf({ x: 1, later: text("{{ fetch() }}") });
  const foreseen = (source: string): unknown =>
    environment.foresee(() => environment.evaluate(text(source), scope));
  assert.equal(foreseen("{{ x + 1 }}"), 2);
  assert.equal(foreseen("{{ x + later }}"), undefined);
  assert.equal(foreseen("{{ now() }}"), undefined);
  assert.equal(foreseen("{{ later is defined | default(fetch()) }}"), undefined);
  assert.throws(() => foreseen("{{ missing }}"), /'missing' is undefined/);
  assert.equal(started, 0);
});

Deno.test("a text that two scopes share gets an answer in each", async () => {
  const fetch: Invoke = ({ positional: [name] }, call) =>
    call.wait(name, () => Promise.resolve(name));
  const environment = new Environment({ globals: new Map([["fetch", fetch]]) });
  const shared = text("{{ fetch(name) }}");
  const [a, b] = ["a", "b"].map((name) => scopeOf({ name, shared }));
  const both = await environment.settle(() =>
    [a!, b!].map((scope) => environment.resolve(shared, scope))
  );
  assert.deepEqual(both, ["a", "b"]);
});

Deno.test("scopes that are made anew in each attempt are waited for too", async () => {
  const fetch: Invoke = ({ positional: [name] }, call) =>
    call.wait(name, () => Promise.resolve(name));
  const environment = new Environment({ globals: new Map([["fetch", fetch]]) });
  const found = await environment.settle(() =>
    ["a", "b"].map((name) => {
      const scope = scopeOf({ name, shared: text("{{ fetch(name) }}{{ fetch('c') }}") });
      return environment.evaluate(text("{{ shared }}"), scope);
    })
  );
  assert.deepEqual(found, ["ac", "bc"]);
});

Deno.test("what is asked twice is answered twice", async () => {
  let count = 0;
  const next: Invoke = (_, call) => call.wait("next", () => Promise.resolve(++count));
  const environment = new Environment({ globals: new Map([["next", next]]) });
  const source = text("{{ next() }}{{ next() }}");
  assert.equal(await environment.settle(() => environment.evaluate(source, scopeOf({}))), "12");
});

Deno.test("a template that asks something new each time is given up", async () => {
  let count = 0;
  const ask: Invoke = (_, call) => call.wait(++count, () => Promise.resolve(null));
  const environment = new Environment({ globals: new Map([["ask", ask]]) });
  await assert.rejects(
    environment.settle(() => environment.evaluate(text("{{ ask() }}"), scopeOf({}))),
    /something else each time/,
  );
});

Deno.test("a function renders with its caller's variables, and with more over them", () => {
  const show: Invoke = (_, call) =>
    call.render(text("{{ a }}{{ b }}\n"), { variables: new Map([["b", 3]]) });
  const globals = new Map([["show", show]]);
  assert.equal(evaluate("{{ show() }}", { a: 1, b: 2 }, { globals }), "13\n");
});

Deno.test("an asynchronous failure is an error of the template", async () => {
  const fail: Invoke = (_args, call) => call.wait(0, () => Promise.reject(new Error("offline")));
  const environment = new Environment({ globals: new Map([["fail", fail]]) });
  await assert.rejects(
    environment.settle(() => environment.evaluate(text("x {{ fail() }}"), scopeOf({}))),
    { name: "TemplateError", message: "offline" },
  );
});

Deno.test("templates can be included, imported and extended; missing ones are an error", () => {
  const files: Record<string, string> = {
    base: "<{% block a %}A{% endblock %}>",
    child: "{% extends 'base' %}{% block a %}[{{ super() }}]{% endblock %}",
    macros: "{% macro m(x) %}({{ x }}){% endmacro %}",
    broken: "{{ nope }}",
  };
  const options = { loader: (name: string) => files[name] };
  assert.equal(evaluate("{% include 'child' %}", {}, options), "<[A]>");
  assert.equal(evaluate("{% from 'macros' import m %}{{ m(1) }}", {}, options), "(1)");
  assert.equal(evaluate("{% import 'macros' as l %}{{ l.m(2) }}", {}, options), "(2)");
  assert.equal(evaluate("{% include 'none' ignore missing %}x", {}, options), "x");
  assert.throws(() => evaluate("{% include 'none' %}", {}, options), /template not found: 'none'/);
});

Deno.test("break and continue end a loop or a round", () => {
  const source = "{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% endif %}" +
    "{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}";
  assert.equal(evaluate(source), "13");
  assert.throws(() => evaluate("{% break %}"), /unknown tag 'break'/);
});

Deno.test("backslashes in playbook strings stand for themselves, in files they escape", () => {
  assert.equal(evaluate("{{ 'a\\nb' }}"), "a\\nb");
  assert.equal(new Environment().render("{{ 'a\\nb' }}", scopeOf({})), "a\nb");
});
