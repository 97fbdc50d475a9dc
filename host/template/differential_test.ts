/** Random expressions, evaluated here and by the real Jinja2 where it is installed. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { Environment, scopeOf, TemplateText } from "./mod.ts";

const ORACLE = `
import json, sys
import jinja2
environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
results = []
for source in json.load(sys.stdin):
    try:
        results.append(environment.from_string(source).render())
    except Exception:
        results.append(None)
json.dump(results, sys.stdout)
`;

const PYTHON = ["/usr/bin/python3", "python3"].find((command) =>
  spawnSync(command, ["-c", "import jinja2"], { stdio: "ignore" }).status === 0
);

const ATOMS = [
  "0",
  "1",
  "-3",
  "2.5",
  "10",
  "true",
  "none",
  "''",
  "'a'",
  "'b c'",
  "'12'",
  "[]",
  "[1, 2]",
  "(1,)",
  "{}",
  "{'a': 1}",
  "'%s'",
];
const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "==",
  "!=",
  "<",
  ">=",
  "in",
  "not in",
  "and",
  "or",
  "~",
];
const FILTERS = [
  "upper",
  "length",
  "list",
  "int",
  "float",
  "string",
  "default('d')",
  "join('-')",
  "sort",
  "unique | list",
  "reverse | list",
  "abs",
  "round(1)",
  "title",
  "trim",
  "sum",
  "batch(2) | list",
  "replace('a', 'b')",
];
const TESTS = [
  "defined",
  "string",
  "number",
  "mapping",
  "iterable",
  "sequence",
  "odd",
  "none",
  "sameas 1",
  "in [1, 'a']",
];

const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...ATOMS),
    fc.tuple(tie("any"), fc.constantFrom(...OPERATORS), tie("any")).map(([a, o, b]) =>
      `(${a} ${o} ${b})`
    ),
    fc.tuple(tie("any"), fc.constantFrom(...FILTERS)).map(([a, f]) => `(${a} | ${f})`),
    fc.tuple(tie("any"), fc.constantFrom(...TESTS)).map(([a, t]) => `(${a} is ${t})`),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
    fc.tuple(
      fc.constantFrom("'b c'", "[1, 2]", "(1,)", "'12'"),
      fc.constantFrom("[::-1]", "[1:]", "[:2]"),
    ).map((
      [a, i],
    ) => a + i),
    fc.tuple(tie("any"), tie("any")).map(([a, b]) => `[${a}, ${b}]`),
  ),
})).any;

/**
 * Not comparable: printed memory addresses and views. What is undefined is left out altogether,
 * because Ansible's undefined values let attributes of theirs be asked for and Jinja2's do not.
 */
function isComparable(source: string, theirs: string | null): boolean {
  return !(theirs ?? "").includes(" object at 0x") && !/dict_|range\(/.test(theirs ?? "") &&
    !/<|&/.test(source.replace(/ (<|>=) /g, ""));
}

Deno.test({
  name: "random expressions print what Jinja2 prints",
  ignore: PYTHON === undefined,
  fn: () => {
    const sources = fc.sample(expression, { numRuns: 3000, seed: 20_240 })
      .map((code) => `{{ ${code} }}`);
    const { stdout } = spawnSync(PYTHON ?? "", ["-c", ORACLE], {
      input: JSON.stringify(sources),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    const expected = JSON.parse(stdout) as (string | null)[];
    const failures = sources.flatMap((source, index) => {
      const theirs = expected[index] ?? null;
      const ours = render(source);
      return ours === theirs || !isComparable(source, theirs)
        ? []
        : [`${source}\n  here    ${ours}\n  Jinja2  ${theirs}`];
    });
    assert.equal(failures.length, 0, failures.slice(0, 20).join("\n"));
  },
});

const environment = new Environment();

/** The text, or `null` for an error. Plain Jinja2 prints None as text, Ansible as nothing. */
function render(source: string): string | null {
  try {
    const code = source.slice(2, -2);
    const value = environment.evaluate(new TemplateText(`{{ [${code}] }}`), scopeOf({}));
    if (Array.isArray(value) && value[0] === null) return "None";
    return environment.render(source, scopeOf({}));
  } catch {
    return null;
  }
}
