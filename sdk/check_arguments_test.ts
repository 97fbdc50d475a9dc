import assert from "node:assert/strict";
import type { ArgumentSpecs, Constraint } from "./arguments.ts";
import { type ArgumentProblem, checkArguments, type CheckedArguments } from "./check_arguments.ts";
import type { ActionDescription } from "./description.ts";
import { type Plain, toValue } from "./value.ts";

const SPECS: ArgumentSpecs = {
  name: { type: "str", description: "Name.", aliases: ["pkg"] },
  state: { type: "str", description: "State.", choices: ["present", "absent"], default: "present" },
  count: { type: "int", description: "Count." },
  tags: { type: "list", elements: "str", description: "Tags." },
  modes: { type: "list", elements: "str", choices: ["r", "w"], description: "Modes." },
  owner: {
    type: "dict",
    description: "Owner.",
    fields: {
      user: { type: "str", description: "User.", required: true },
      uid: { type: "int", description: "Id.", default: 0 },
    },
  },
  extra: { type: "raw", description: "Anything." },
};

function check(
  given: { readonly [name: string]: Plain },
  more: { constraints?: readonly Constraint[]; specs?: ArgumentSpecs; acceptsAny?: boolean } = {},
): CheckedArguments {
  const { constraints = [], specs = SPECS, acceptsAny = false } = more;
  const action = { name: "pkg", summary: "", arguments: specs, constraints, acceptsAny };
  return checkArguments(action, toValue(given));
}

Deno.test("values become what they are declared to be, under their declared names", () => {
  const { arguments: checked, problems } = check({
    pkg: 1,
    count: "3",
    tags: "a,b",
    modes: ["r"],
    owner: { user: true, uid: "7" },
    extra: [null],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    checked,
    toValue({
      name: "1",
      count: 3,
      tags: ["a", "b"],
      modes: ["r"],
      owner: { user: "True", uid: 7 },
      extra: [null],
      state: "present",
    }),
  );
});

Deno.test("a null is no value: the default takes its place", () => {
  const specs: ArgumentSpecs = { count: { type: "int", description: "Count.", default: 1 } };
  assert.deepEqual(check({ count: null }, { specs }).arguments, toValue({ count: 1 }));
});

Deno.test("an alias counts more than the name, in any order", () => {
  for (const given of [{ name: "a", pkg: "b" }, { pkg: "b", name: "a" }]) {
    assert.equal(check(given).arguments.get("name"), "b");
  }
});

Deno.test("a null is none of several choices: it is an unfinished line, and no default", () => {
  assert.deepEqual(check({ state: null }).problems.map(({ message }) => message), [
    "The argument 'state' of 'pkg' is null, which is none of 'present', 'absent'",
  ]);
});

Deno.test("the items of a list of dicts are checked, whatever they were made of", () => {
  const { owner } = SPECS;
  const specs = { owners: { ...owner, type: "list", elements: "dict" } } as ArgumentSpecs;
  const { arguments: checked } = check({ owners: ["user=me,uid=7"] }, { specs });
  assert.deepEqual(checked.get("owners"), toValue([{ user: "me", uid: 7 }]));
  assert.equal(check({ owners: ["a=1"] }, { specs }).problems.length, 2);
});

Deno.test("defaults reach into fields", () => {
  const { arguments: checked } = check({ owner: { user: "x" } });
  assert.deepEqual(checked.get("owner"), toValue({ user: "x", uid: 0 }));
});

Deno.test("a boolean is the one choice that is a word for it", () => {
  const choose = (choices: string[], upgrade: Plain): unknown[] => {
    const specs: ArgumentSpecs = { upgrade: { type: "str", description: "", choices } };
    const { arguments: checked, problems } = check({ upgrade }, { specs });
    return [checked.get("upgrade"), problems.length];
  };
  assert.deepEqual(choose(["dist", "no", "yes"], true), ["yes", 0]);
  assert.deepEqual(choose(["dist", "no", "yes"], false), ["no", 0]);
  assert.deepEqual(choose(["on", "yes"], true), ["True", 1]);
  assert.deepEqual(choose(["dist", "full"], true), ["True", 1]);
});

Deno.test("undeclared arguments pass where any are accepted", () => {
  const { arguments: checked, problems } = check({ other: 1 }, { acceptsAny: true });
  assert.deepEqual([checked.get("other"), problems], [1, []]);
});

Deno.test("a value that is not known yet passes as whatever is declared", () => {
  const unknown = Symbol("unknown");
  const action = { name: "pkg", summary: "", arguments: SPECS };
  const given = new Map<string, unknown>([["count", unknown], ["state", unknown]]);
  const { arguments: checked, problems } = checkArguments(action, given, {
    isUnknown: (value) => value === unknown,
  });
  assert.deepEqual(problems, []);
  assert.equal(checked.get("count"), unknown);
});

/** What is wrong, and what is said of it. */
const WRONG: Record<string, [given: { readonly [name: string]: Plain }, problem: ArgumentProblem]> =
  {
    "an unknown argument": [{ nmae: "x" }, {
      argument: "nmae",
      message: "'pkg' has no argument 'nmae'",
      hint: "Did you mean 'name'?",
    }],
    "an argument like no other": [{ zzzzzz: 1 }, {
      argument: "zzzzzz",
      message: "'pkg' has no argument 'zzzzzz'",
      hint: "It takes count, extra, modes, name, owner, pkg, state, tags",
    }],
    "a value of another type": [{ count: "many" }, {
      argument: "count",
      message: "The argument 'count' of 'pkg' is the text 'many', which cannot be read as int",
    }],
    "a value that is no choice": [{ state: "abset" }, {
      argument: "state",
      message: "The argument 'state' of 'pkg' is 'abset', which is none of 'present', 'absent'",
      hint: "Did you mean 'absent'?",
    }],
    "an item that is no choice": [{ modes: ["r", "x"] }, {
      argument: "modes",
      message: "The argument 'modes' of 'pkg' is 'x', which is none of 'r', 'w'",
      hint: "Did you mean 'r'?",
    }],
    "a field that is missing": [{ owner: { uid: 1 } }, {
      argument: "owner",
      message: "'pkg', in 'owner', needs the argument 'user'",
    }],
  };

for (const [what, [given, problem]] of Object.entries(WRONG)) {
  Deno.test(`${what} is a problem`, () => assert.deepEqual(check(given).problems, [problem]));
}

Deno.test("a missing argument is a problem", () => {
  const specs: ArgumentSpecs = { name: { type: "str", description: "", required: true } };
  assert.deepEqual(check({}, { specs }).problems, [
    { argument: "name", message: "'pkg' needs the argument 'name'" },
  ]);
});

Deno.test("everything that is wrong is told at once", () => {
  assert.equal(check({ a: 1, count: "x", state: "y" }).problems.length, 3);
});

/** Rules: what breaks them and what is said, and what keeps them. */
const RULES: readonly [Constraint, { [name: string]: Plain }, string, { [name: string]: Plain }][] =
  [
    [
      { mutuallyExclusive: ["name", "count"] },
      { name: "a", count: 1 },
      "'pkg' takes only one of 'name', 'count'",
      { name: "a" },
    ],
    [
      { requiredTogether: ["name", "count"] },
      { name: "a" },
      "'pkg' takes 'name', 'count' only together; 'count' is missing",
      {},
    ],
    [
      { requiredOneOf: ["name", "count"] },
      {},
      "'pkg' needs one of 'name', 'count'",
      { count: 1 },
    ],
    [
      { requiredIf: ["name"], when: "state", equals: "absent" },
      { state: "absent" },
      "'pkg' needs 'name' when 'state' is 'absent'",
      { state: "present" },
    ],
    [
      { requiredIf: ["name"], when: "state", equals: "present" },
      {},
      "'pkg' needs 'name' when 'state' is 'present'",
      { name: "a" },
    ],
    [
      { requiredBy: ["name"], by: "count" },
      { count: 1 },
      "'pkg' needs 'name' with 'count'",
      { count: 1, name: "a" },
    ],
  ];

for (const [constraint, broken, message, kept] of RULES) {
  Deno.test(`a rule is kept or told: ${message}`, () => {
    const constraints = [constraint];
    assert.deepEqual(check(broken, { constraints }).problems.map((each) => each.message), [
      message,
    ]);
    assert.deepEqual(check(kept, { constraints }).problems, []);
  });
}

Deno.test("arguments that were checked once pass again: a default excludes nothing", () => {
  const action: ActionDescription = {
    name: "edit",
    summary: "Edits.",
    arguments: {
      text: { type: "str", description: "A text." },
      groups: { type: "bool", description: "Whether groups are filled in.", default: false },
    },
    constraints: [{ mutuallyExclusive: ["text", "groups"] }],
  };
  const once = checkArguments(action, toValue({ text: "a" }));
  assert.deepEqual(once.problems, []);
  assert.deepEqual(checkArguments(action, once.arguments), once);
  const both = checkArguments(action, toValue({ text: "a", groups: true }));
  assert.deepEqual(both.problems.length, 1);
});
