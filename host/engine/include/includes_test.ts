/** Which hosts run what is included together. @module */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import { groupIncludes } from "./includes.ts";
import type { IncludeRequest } from "../task/result.ts";

function request(file: string, item?: Value): IncludeRequest {
  return {
    arguments: new Map([["file", file]]),
    variables: item === undefined ? new Map() : new Map([["item", item]]),
  };
}

/** Who asks for what, and what is included for whom: files, with the item behind them. */
type Asked = Readonly<Record<string, readonly (readonly [file: string, item?: Value])[]>>;

function groups(asked: Asked): string[] {
  const requests = new Map(
    Object.entries(asked).map(([host, files]) => [host, files.map((each) => request(...each))]),
  );
  return groupIncludes(requests).map(({ request: { arguments: args, variables }, hosts }) =>
    [args.get("file"), ...variables.values(), ...hosts].join(" ")
  );
}

Deno.test("hosts that ask for the same file are together", () => {
  assert.deepEqual(groups({ h1: [["a"]], h2: [["b"]], h3: [["a"]] }), ["a h1 h3", "b h2"]);
});

Deno.test("other variables make it another include", () => {
  assert.deepEqual(groups({ h1: [["a", 1]], h2: [["a", 2], ["a", 1]] }), ["a 1 h1 h2", "a 2 h2"]);
});

Deno.test("variables are compared by what is in them", () => {
  const item = (): Value => new Map<string, Value>([["x", [1n, "2"]]]);
  assert.equal(groups({ h1: [["a", item()]], h2: [["a", item()]] }).length, 1);
  assert.equal(groups({ h1: [["a", "1"]], h2: [["a", 1]] }).length, 2);
});

Deno.test("a host that asks twice is asked for twice", () => {
  assert.deepEqual(groups({ h1: [["a"], ["a"]], h2: [["a"]], h3: [["a"], ["a"]] }), [
    "a h1 h2 h3",
    "a h1 h3",
  ]);
});
