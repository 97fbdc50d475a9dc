import assert from "node:assert/strict";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { ping } from "./ping.ts";
import { setup } from "./setup.ts";

Deno.test("ping answers pong, by way of the target", async () => {
  const task = new LocalTask();
  const { status, values } = await runAction(ping, {}, task);
  assert.deepEqual([status, values["ping"], task.calls.length], ["ok", "pong", 1]);
});

Deno.test("ping answers what it is given, whatever the shell would make of it", async () => {
  const data = "it's $HOME `date` \\n %s é\n";
  assert.equal((await runAction(ping, { data }, new LocalTask())).values["ping"], data);
});

Deno.test("ping crashes when it is told to", async () => {
  const { status, values } = await runAction(ping, { data: "crash" }, new LocalTask());
  assert.deepEqual([status, values["msg"]], ["failed", "boom"]);
});

Deno.test("setup needs one round trip", async () => {
  const task = new LocalTask();
  const { status, facts } = await runAction(setup, {}, task);
  assert.equal(status, "ok");
  assert.equal(task.calls.length, 1);
  assert.equal(facts["ansible_system"], "Linux");
  assert.deepEqual(facts["gather_subset"], ["all"]);
  assert.equal(facts["module_setup"], true);
});

Deno.test("setup gathers everything where no subset is named", async () => {
  const { facts } = await runAction(setup, { gather_subset: [] }, new LocalTask());
  assert.deepEqual(facts["gather_subset"], ["all"]);
  assert.ok("ansible_memtotal_mb" in facts);
  await assert.rejects(runAction(setup, { gather_subset: "" }, new LocalTask()), /'' is no subset/);
});

Deno.test("setup gathers no more than it is asked for", async () => {
  const args = { gather_subset: ["!all", "!min", "env"] };
  const { facts } = await runAction(setup, args, new LocalTask());
  assert.deepEqual(Object.keys(facts), ["ansible_env", "gather_subset", "module_setup"]);
});

Deno.test("a subset and a filter may be one text with commas", async () => {
  const args = { gather_subset: "!all,!min,platform", filter: "kernel,ansible_host*" };
  const { facts } = await runAction(setup, args, new LocalTask());
  assert.deepEqual(Object.keys(facts).sort(), ["ansible_hostname", "ansible_kernel"]);
});

Deno.test("a subset that there is none fails the task", async () => {
  await assert.rejects(
    runAction(setup, { gather_subset: ["netwrok"] }, new LocalTask()),
    /'netwrok' is no subset/,
  );
});

/** Local facts: a file's name, its mode and text, and the fact. */
const LOCAL_FACTS: readonly (readonly [string, number, string, unknown])[] = [
  ["json", 0o644, '{"a": {"b": [1, "two", null]}}', { a: { b: [1, "two", null] } }],
  ["ini", 0o644, "[general]\nName = web", { general: { name: "web" } }],
  ["program", 0o755, '#!/bin/sh\necho noise >&2\necho \'{"from": "program"}\'', {
    from: "program",
  }],
  ["it's", 0o644, "[1, 2]", [1, 2]],
];

async function withFacts(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** A value as plain JSON. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
}

async function localFacts(directory: string): Promise<Record<string, unknown>> {
  const args = { gather_subset: ["!all", "!min", "local"], fact_path: directory };
  const { facts } = await runAction(setup, args, new LocalTask());
  return plain(facts["ansible_local"]) as Record<string, unknown>;
}

Deno.test("local facts come from JSON, INI and programs", () =>
  withFacts(async (directory) => {
    for (const [name, mode, text] of LOCAL_FACTS) {
      await writeProgram(`${directory}/${name}.fact`, text, mode);
    }
    await Deno.writeTextFile(`${directory}/other.txt`, "not a fact");
    const expected = Object.fromEntries(LOCAL_FACTS.map(([name, , , fact]) => [name, fact]));
    assert.deepEqual(await localFacts(directory), expected);
  }));

Deno.test("a local fact that cannot be read says so in its place, and warns", () =>
  withFacts(async (directory) => {
    const failing = "#!/bin/sh\necho half\necho broken >&2\nexit 3";
    await writeProgram(`${directory}/bad.fact`, failing);
    await Deno.symlink("nowhere", `${directory}/gone.fact`);
    await Deno.writeTextFile(`${directory}/odd.fact`, "neither");
    const args = { gather_subset: ["!all", "!min", "local"], fact_path: directory };
    const { facts, warnings } = await runAction(setup, args, new LocalTask());
    const expected = [
      `Failure executing fact script (${directory}/bad.fact), rc: 3, err: broken`,
      `Could not stat fact (${directory}/gone.fact): it is a link to nothing`,
      `error loading facts as JSON or ini - please check content: ${directory}/odd.fact`,
    ];
    assert.deepEqual(Object.values(plain(facts["ansible_local"]) as object), expected);
    assert.deepEqual(warnings, expected);
  }));

Deno.test("programs that know facts of their own are asked, where they are installed", () =>
  withFacts(async (directory) => {
    const program = '#!/bin/sh\n[ "$1" = --puppet ] && exit 1\necho \'{"os": {"name": "x"}}\'\n';
    await writeProgram(`${directory}/facter`, program);
    const args = { gather_subset: ["!all", "!min", "facter", "ohai"] };
    const path = `${directory}:${Deno.env.get("PATH")}`;
    const { facts } = await runAction(setup, args, new LocalTask({ environment: { PATH: path } }));
    assert.deepEqual(Object.keys(facts), ["facter_os", "gather_subset", "module_setup"]);
  }));

Deno.test("without local facts there is an empty dict", async () => {
  assert.deepEqual(await localFacts("/no/such/directory"), {});
});

for (const shell of [["bash", "--posix"], ["busybox", "sh"]]) {
  const isInstalled = new Deno.Command("sh", {
    args: ["-c", `command -v ${shell[0]}`],
    stdout: "null",
  }).outputSync().success;
  Deno.test({
    name: `${shell.join(" ")} gathers the same facts`,
    ignore: !isInstalled,
    fn: async () => {
      const gather = async (task: LocalTask): Promise<string[]> =>
        Object.keys((await runAction(setup, {}, task)).facts).sort();
      assert.deepEqual(await gather(new LocalTask({ shell })), await gather(new LocalTask()));
    },
  });
}
