/** The items of loops, and the variables of each. @module */
import assert from "node:assert/strict";
import { Fault, toValue, type Value } from "@shep/sdk";
import type { Loop } from "../../playbook/model.ts";
import { DICT_LOOKUPS } from "../../lookup/dicts.ts";
import { LIST_LOOKUPS } from "../../lookup/lists.ts";
import { Environment, scopeOf } from "../../template/mod.ts";
import { type FindItems, type LoopControl, loopItems, loopVariables } from "./loops.ts";

const POSITION = { file: "play.yml", line: 7, column: 9 };

function loop(kind: string): Pick<Loop, "kind" | "position"> {
  return { kind, position: POSITION };
}

const CONTROL: LoopControl = {
  variable: "item",
  extended: true,
  extendedAllItems: true,
  pause: 0,
};

/** The lookups that need nothing but their terms. */
const find: FindItems = (name, terms) => {
  const lookup = LIST_LOOKUPS.get(name) ?? DICT_LOOKUPS.get(name)!;
  return new Environment().call(
    scopeOf({}),
    (call) => lookup(terms, new Map(), call) as readonly Value[],
  );
};

const ITEMS: readonly [kind: string, value: unknown, items: unknown[]][] = [
  ["loop", [1, [2]], [1, [2]]],
  ["loop", [], []],
  ["list", [[1], 2], [[1], 2]],
  ["items", [1, [2, [3]]], [1, 2, [3]]],
  ["items", "one", ["one"]],
  ["flattened", [1, [2, [3]]], [1, 2, 3]],
  ["dict", { a: 1, b: 2 }, [{ key: "a", value: 1 }, { key: "b", value: 2 }]],
  ["indexed_items", ["a", ["b"]], [[0, "a"], [1, "b"]]],
  ["nested", [["a", "b"], [1, 2]], [["a", 1], ["a", 2], ["b", 1], ["b", 2]]],
  ["nested", [["a"], []], []],
  ["cartesian", ["a", [1]], [["a", 1]]],
  ["together", [["a", "b"], [1]], [["a", 1], ["b", null]]],
];

for (const [kind, value, items] of ITEMS) {
  Deno.test(`'${kind}' over ${JSON.stringify(value)}`, () => {
    assert.deepEqual(
      loopItems(loop(kind), toValue(value as Value), find),
      toValue(items as Value[]),
    );
  });
}

for (
  const [kind, value] of [["loop", "text"], ["loop", {}], ["dict", [1]], ["nested", []]] as const
) {
  Deno.test(`'${kind}' refuses ${JSON.stringify(value)}, at its place`, () => {
    assert.throws(() => loopItems(loop(kind), toValue(value as Value), find), (error) => {
      assert(error instanceof Fault);
      assert.equal(error.diagnostic.line, POSITION.line);
      return true;
    });
  });
}

Deno.test("an item has its variable, its index, and what extended tells", () => {
  const items = ["a", "b", "c"];
  const variables = loopVariables(
    { ...CONTROL, variable: "letter", indexVariable: "i" },
    items,
    1,
  );
  assert.deepEqual(
    variables,
    toValue({
      letter: "b",
      i: 1,
      ansible_loop: {
        allitems: items,
        index: 2,
        index0: 1,
        revindex: 2,
        revindex0: 1,
        first: false,
        last: false,
        length: 3,
        previtem: "a",
        nextitem: "c",
      },
    }),
  );
});

Deno.test("the first item has none before it, the last none behind it", () => {
  const extended = (index: number): Map<string, Value> =>
    loopVariables(CONTROL, ["a", "b"], index)
      .get("ansible_loop") as Map<string, Value>;
  assert.equal(extended(0).has("previtem"), false);
  assert.equal(extended(1).has("nextitem"), false);
});

Deno.test("all items are told only where that is asked for", () => {
  const variables = loopVariables({ ...CONTROL, extendedAllItems: false }, ["a"], 0);
  assert.equal((variables.get("ansible_loop") as Map<string, Value>).has("allitems"), false);
});
