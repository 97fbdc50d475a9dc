/** What settings do in a run. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endings, eventsOf, play, runText } from "../engine/test_support.ts";
import { parseIni } from "./ini.ts";
import { Config } from "./mod.ts";
import { SETTINGS } from "./settings.ts";

/** The settings of a file. */
function settings(text: string): Config {
  const file = { path: "/etc/site/ansible.cfg", entries: parseIni(text, "ansible.cfg") };
  return new Config({ environment: Deno.env.toObject(), cwd: "/", file });
}

Deno.test("any_errors_fatal holds where nothing else says so", async () => {
  const text = "- hosts: all\n  gather_facts: false\n  tasks:\n" +
    "  - fail:\n    when: inventory_hostname == 'h1'\n  - debug: {msg: on}\n";
  const files = { hosts: "h1\nh2\n[all:vars]\nansible_connection=local\n" };
  const tolerant = await runText(text, {}, files);
  assert.deepEqual(endings(tolerant), ["fail: skipped", "fail: failed", "debug: ok"]);
  const config = settings("[defaults]\nany_errors_fatal = true\n");
  assert.deepEqual(endings(await runText(text, { config }, files)), [
    "fail: skipped",
    "fail: failed",
  ]);
});

Deno.test("facts are variables too, unless inject_facts_as_vars says no", async () => {
  const text = play(
    "- setup: {gather_subset: ['!all', '!min', platform, local]}\n" +
      "- debug: {msg: '{{ ansible_system is defined }} {{ ansible_local is defined }} " +
      "{{ ansible_facts.system }}'}\n",
  );
  for (const [value, expected] of [["true", "True True Linux"], ["false", "False True Linux"]]) {
    const config = settings(`[defaults]\ninject_facts_as_vars = ${value}\n`);
    const { result } = eventsOf(await runText(text, { config }), "task-finished").at(-1)!;
    assert.equal(result.values.get("msg"), expected);
  }
});

Deno.test("plays gather facts as gathering says", async () => {
  const text = "- hosts: h1\n  tasks: [{debug: {msg: x}}]\n";
  const config = settings("[defaults]\ngathering = explicit\n");
  assert.deepEqual(endings(await runText(text, { config })), ["debug: ok"]);
});

Deno.test("facts are kept as fact_caching says", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const config = settings(
      `[defaults]\nfact_caching = jsonfile\nfact_caching_prefix = site_\n` +
        `fact_caching_connection = ${folder}\n`,
    );
    await runText(play("- setup: {gather_subset: ['!all', '!min', env]}\n"), { config });
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["site_h1"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a task takes no longer than task_timeout", async () => {
  const config = settings("[defaults]\ntask_timeout = 1\n");
  const run = await runText(play("- command: sleep 60\n"), { config });
  const { result } = eventsOf(run, "task-finished").at(-1)!;
  assert.equal(result.status, "failed");
});

Deno.test("the lookup 'config' tells what the settings say", async () => {
  const config = settings("[defaults]\nforks = 3\nroles_path = roles\n");
  const tasks = `- debug: {msg: "{{ lookup('config', 'DEFAULT_ROLES_PATH') }}"}\n`;
  const run = await runText(play(tasks), { config });
  const { result } = eventsOf(run, "task-finished").at(-1)!;
  assert.deepEqual(result.values.get("msg"), ["/etc/site/roles"]);
});

const SOURCES: readonly string[] = ["host", "cli", "plugins"].map((folder) =>
  fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
);

async function* sourceFiles(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory && name !== "testdata") yield* sourceFiles(path);
    else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) yield path;
  }
}

Deno.test("every setting is read by something", async () => {
  const own = fileURLToPath(new URL("./", import.meta.url));
  const unread = new Set<string>(Object.keys(SETTINGS));
  for (const folder of SOURCES) {
    for await (const path of sourceFiles(folder)) {
      if (path.startsWith(own)) continue;
      const text = await Deno.readTextFile(path);
      for (const name of unread) if (text.includes(`"${name}"`)) unread.delete(name);
    }
  }
  assert.deepEqual([...unread], []);
});
