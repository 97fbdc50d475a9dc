import assert from "node:assert/strict";
import { parseJson, type Value } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { setup } from "./setup.ts";

/** How a fact is compared where it is not simply the same, and why. */
interface Exception {
  readonly facts: RegExp;
  readonly compare: (own: unknown, ansibles: unknown, name: string) => void;
  readonly why: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    facts: /^ansible_(?:date_time|loadavg|mem.*|mounts|swap.*|uptime_seconds)$/,
    compare: (own, ansibles, name) => assert.deepEqual(shape(own), shape(ansibles), name),
    why: "a moment later it is another",
  },
  {
    facts: /^ansible_(?:interfaces|virtualization_tech_.*)$/,
    compare: (own, ansibles, name) => assert.deepEqual(sorted(own), sorted(ansibles), name),
    why: "its order is a directory's or a Python set's",
  },
  {
    facts: /^ansible_env$/,
    compare: (own) => assert.ok((own as Map<unknown, unknown>).has("PATH")),
    why: "Ansible's own environment is set by how it is started",
  },
];

/** Local facts by their file's name: its mode and what is in it. */
const LOCAL_FACTS: Readonly<Record<string, readonly [mode: number, content: string]>> = {
  json: [0o644, '{"a": [1, 1.0, 1234567890123456789, null, "é"]}'],
  number: [0o644, "3"],
  empty: [0o644, ""],
  ini: [
    0o644,
    "[DEFAULT]\nz = 1\n[s]\nName = two words\n  more\nrate = 5%%\n[t]\nz=%(root)s\nroot=/",
  ],
  junk: [0o644, "junk"],
  twice: [0o644, "[s]\na = 1\na = 2\n"],
  program: [0o755, "#!/bin/sh\necho '[from]'; echo 'kind = program'"],
  silent: [0o755, "#!/bin/sh\nexit 3"],
};

async function ansibleFacts(factPath: string): Promise<ReadonlyMap<string, Value> | undefined> {
  try {
    const { stdout, success } = await new Deno.Command("ansible", {
      args: ["localhost", "-m", "setup", "-a", `fact_path=${factPath}`],
      env: { ANSIBLE_NOCOLOR: "1", LC_ALL: "C.UTF-8" },
      stderr: "null",
    }).output();
    if (!success) return undefined;
    const text = new TextDecoder().decode(stdout);
    const result = parseJson(text.slice(text.indexOf("{"))) as Map<string, Map<string, Value>>;
    return result.get("ansible_facts");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What a value looks like: the keys and types of all that is in it. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (!(value instanceof Map)) return typeof value;
  return new Map(sorted([...value.keys()]).map((key) => [key, shape(value.get(key))]));
}

function sorted(list: unknown): unknown[] {
  return [...list as unknown[]].sort();
}

/** Dicts without an order: Ansible sorts what it shows. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered);
  if (!(value instanceof Map)) return value;
  return new Map(sorted([...value.keys()]).map((key) => [key, unordered(value.get(key))]));
}

const isInstalled = new Deno.Command("sh", {
  args: ["-c", "command -v ansible"],
  stdout: "null",
}).outputSync().success;

Deno.test({
  name: "facts are Ansible's: the same names, shapes and values, local ones among them",
  ignore: !isInstalled,
  fn: async () => {
    const directory = await Deno.makeTempDir();
    try {
      for (const [name, [mode, content]] of Object.entries(LOCAL_FACTS)) {
        await Deno.writeTextFile(`${directory}/${name}.fact`, content, { mode });
      }
      const expected = await ansibleFacts(directory);
      assert.ok(expected, "Ansible gathers facts here");
      const { facts } = await runAction(setup, { fact_path: directory }, new LocalTask());
      assert.deepEqual(sorted(Object.keys(facts)), sorted([...expected.keys()]));
      for (const [name, ansibles] of expected) {
        const own = facts[name];
        const exception = EXCEPTIONS.find((each) => each.facts.test(name));
        if (exception) exception.compare(own, ansibles, name);
        else assert.deepEqual(unordered(own), unordered(ansibles), name);
      }
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  },
});
