/** Where a variable's value comes from: the strongest layer that has it. @module */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk/value";
import type { PlaybookMap } from "../playbook/model.ts";
import { Environment, TemplateText } from "../template/mod.ts";
import { HostState } from "./host_state.ts";
import { HostScope, TrustedLayers, type Variables } from "./scope.ts";

/** From weak to strong: each layer is added over those before it, and its value then wins. */
const ORDER = [
  "other role's defaults",
  "role's defaults",
  "inventory",
  "higher inventory",
  "host magic",
  "injected facts",
  "play",
  "older file",
  "newer file",
  "other role's vars",
  "role's vars",
  "block",
  "task",
  "include_vars",
  "set_fact",
  "role's params",
  "include's vars",
  "extra",
  "known",
  "magic",
  "overlay",
] as const;

type Place = (typeof ORDER)[number];

function scopeWith(places: readonly Place[]): HostScope {
  const has = (place: Place): Variables => new Map(places.includes(place) ? [["x", place]] : []);
  const layer = (place: Place) => ({
    values: has(place) as Map<string, Value>,
    source: { file: "hosts" },
  });
  const magic = (place: Place) =>
    new Map([...has(place)].map(([name, value]) => [
      String(name),
      () => value,
    ]));
  const state = new HostState("h1");
  if (places.includes("set_fact")) state.set("x", "set_fact");
  if (places.includes("include_vars")) state.include(has("include_vars") as PlaybookMap);
  if (places.includes("injected facts")) state.addFacts(new Map([["ansible_x", "other"]]));
  return new HostScope({
    overlay: has("overlay"),
    magic: magic("magic"),
    known: has("known"),
    hostMagic: magic("host magic"),
    extra: has("extra"),
    params: [has("include's vars"), has("role's params")],
    state,
    task: [has("task"), has("block")],
    roleVars: [has("role's vars"), has("other role's vars")],
    files: [has("newer file"), has("older file")],
    play: [has("play")],
    inventory: [layer("inventory"), layer("higher inventory")] as never,
    defaults: [has("role's defaults"), has("other role's defaults")],
    trust: new TrustedLayers(),
  });
}

for (const [index, place] of ORDER.entries()) {
  if (place === "injected facts") continue;
  Deno.test(`${place} wins over all that is weaker`, () => {
    assert.equal(scopeWith(ORDER.slice(0, index + 1)).lookup("x"), place);
  });
}

Deno.test("a name that nobody sets has no value, and is not among the names", () => {
  const scope = scopeWith(["play"]);
  assert.equal(scope.lookup("y"), undefined);
  assert.deepEqual([...scope.names()], ["x"]);
});

Deno.test("a fact is reached with and without its prefix", () => {
  const state = new HostState("h1");
  const reported: [string, Value][] = [["ansible_system", "Linux"], ["mine", 1]];
  state.addFacts(new Map(reported));
  assert.deepEqual([...state.facts], [["system", "Linux"], ["mine", 1]]);
  assert.deepEqual([...state.injectedFacts], reported);
});

Deno.test("a fact that says how a host is reached is no variable", () => {
  const state = new HostState("h1");
  state.addFacts(new Map([["ansible_host", "elsewhere"]]));
  assert.equal(state.facts.get("host"), "elsewhere");
  assert.equal(state.injectedFacts.get("ansible_host"), undefined);
});

Deno.test("facts that were read stay what they were when others are added", () => {
  const state = new HostState("h1");
  state.addFacts(new Map([["a", 1]]));
  const before = state.facts;
  state.addFacts(new Map([["a", 2]]));
  assert.equal(before.get("a"), 1);
  assert.equal(state.facts.get("a"), 2);
});

Deno.test("inventory variables are templates, facts are not", () => {
  const environment = new Environment();
  const state = new HostState("h1");
  state.addFacts(new Map([["ansible_fact", "{{ 1 + 1 }}"]]));
  const scope = new HostScope({
    overlay: new Map(),
    magic: new Map(),
    known: new Map(),
    hostMagic: new Map(),
    extra: new Map(),
    params: [],
    state,
    task: [],
    roleVars: [],
    files: [],
    play: [],
    inventory: [{ values: new Map([["x", "{{ 1 + 1 }}"]]), source: { file: "hosts" } }] as never,
    defaults: [],
    trust: new TrustedLayers(),
  });
  const text = (source: string): unknown => environment.evaluate(new TemplateText(source), scope);
  assert.equal(text("{{ x }}"), 2);
  assert.equal(text("{{ ansible_fact }}"), "{{ 1 + 1 }}");
});
