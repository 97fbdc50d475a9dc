import assert from "node:assert/strict";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { setup } from "./setup.ts";

/** Facts whose values are others a moment later, or depend on who asks. */
const VOLATILE = /^ansible_(?:date_time|env|loadavg|mem.*|mounts|swap.*|uptime_seconds)$/;

/** Lists whose order is a directory's or a Python set's. */
const UNORDERED = /^ansible_(?:interfaces|virtualization_tech_.*)$/;

/** Facts that Shep does not gather yet. */
const MISSING = ["ansible_device_links", "ansible_devices", "ansible_lvm"];

async function ansibleFacts(): Promise<Record<string, unknown> | undefined> {
  try {
    const { stdout, success } = await new Deno.Command("ansible", {
      args: ["localhost", "-m", "setup"],
      env: { ANSIBLE_NOCOLOR: "1" },
      stderr: "null",
    }).output();
    if (!success) return undefined;
    const text = new TextDecoder().decode(stdout);
    return JSON.parse(text.slice(text.indexOf("{"))).ansible_facts;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A value as JSON has it. */
function plain(value: unknown): unknown {
  if (value instanceof Number) return value.valueOf();
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
}

/** What a value looks like: the keys and types of all that is in it. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (value === null || typeof value !== "object") return typeof value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map((
      [key, item],
    ) => [key, shape(item)]),
  );
}

const expected = await ansibleFacts();

Deno.test({
  name: "facts are Ansible's: the same names, shapes and values",
  ignore: expected === undefined,
  fn: async () => {
    const outcome = await runAction(setup, {}, new LocalTask());
    const facts = Object.fromEntries(
      Object.entries(outcome.facts).map(([name, value]) => [name, plain(value)]),
    );
    const names = Object.keys(expected!).filter((name) => !MISSING.includes(name));
    assert.deepEqual(Object.keys(facts).sort(), names.sort());
    for (const name of names) {
      if (name === "ansible_env") continue;
      const [own, ansibles] = [facts[name], expected![name]];
      if (VOLATILE.test(name)) assert.deepEqual(shape(own), shape(ansibles), name);
      else if (UNORDERED.test(name)) assert.deepEqual(sorted(own), sorted(ansibles), name);
      else assert.deepEqual(own, ansibles, name);
    }
  },
});

function sorted(list: unknown): unknown[] {
  return [...list as unknown[]].sort();
}
