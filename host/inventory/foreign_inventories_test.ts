/** Inventories that programs print, and that plugins make. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Fault } from "@shep/sdk";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { eventsOf, TestPlaybook } from "../engine/test_support.ts";
import type { PluginManifest } from "../plugin/manifest.ts";
import type { ShepRun } from "../../testdata/parity/shep.ts";

const PLAY = "- hosts: all\n  gather_facts: false\n  tasks:\n  - debug: {msg: '{{ shown }}'}\n";

/** What comes of the play on the hosts of `source`, which is one of `files`. */
async function run(
  source: string,
  files: Readonly<Record<string, string>>,
  plugins: readonly PluginManifest[] = [],
): Promise<ShepRun> {
  await using playbook = await TestPlaybook.write(PLAY, files);
  for (const [name, text] of Object.entries(files)) {
    if (name.endsWith(".sh")) await writeProgram(playbook.path(name), text);
  }
  const environment = { ...Deno.env.toObject(), FOUND: "by environment" };
  return await playbook.run({ inventory: [playbook.path(source)], plugins, environment });
}

/** What each host shows. */
function shown(run: ShepRun): unknown[] {
  assert.equal(run.error, undefined);
  return eventsOf(run, "task-finished")
    .map(({ host, result }): [string, unknown] => [host, result.values.get("msg")])
    .sort(([a], [b]) => a < b ? -1 : 1);
}

/** The error with which a run does not begin. */
function faultOf({ error }: ShepRun): Fault {
  assert(error instanceof Fault, String(error));
  return error;
}

const LOCAL = '"ansible_connection": "local"';

Deno.test("a program prints the inventory; what it says of itself is shown", async () => {
  const script = "#!/bin/sh\necho told >&2\n" +
    `printf '{"web": ["w1", "w2"], "_meta": {"hostvars": {"w1": {${LOCAL}, "shown": "%s"}, ` +
    `"w2": {${LOCAL}, "shown": {"__ansible_unsafe": "{{ no }}"}}}}}' "$FOUND"\n`;
  const result = await run("hosts.sh", { "hosts.sh": script });
  assert.deepEqual(shown(result), [["w1", "by environment"], ["w2", "{{ no }}"]]);
  const warnings = eventsOf(result, "warning").map(({ warning }) => warning.summary);
  assert.match(warnings.join("\n"), /hosts\.sh says: told/);
});

Deno.test("a program that prints no _meta is asked for each host", async () => {
  const script = '#!/bin/sh\nif [ "$1" = --host ]; then\n' +
    `  printf '{${LOCAL}, "shown": "%s"}' "$2"\nelse\n  echo '{"web": ["w1", "w2"]}'\nfi\n`;
  assert.deepEqual(shown(await run("hosts.sh", { "hosts.sh": script })), [
    ["w1", "w1"],
    ["w2", "w2"],
  ]);
});

const BROKEN:
  readonly (readonly [name: string, script: string, summary: RegExp, detail: RegExp])[] = [
    ["fails", "#!/bin/sh\necho 'no such cloud' >&2\nexit 7\n", /exit code 7/, /no such cloud/],
    ["prints no JSON", "#!/bin/sh\necho 'Hello, world'\n", /is no JSON/, /Hello, world/],
    ["cannot be started", "#!/nowhere/python\n", /cannot be started/, /^$/],
    ["prints nonsense", "#!/bin/sh\necho '{\"web\": 5}'\n", /must be a list/, /^$/],
  ];

for (const [name, script, summary, detail] of BROKEN) {
  Deno.test(`a program that ${name} ends the run before anything runs`, async () => {
    const result = await run("hosts.sh", { "hosts.sh": script });
    const { message, diagnostic } = faultOf(result);
    assert.match(message, summary);
    assert.match(diagnostic.detail ?? "", detail);
    assert.match(diagnostic.file ?? "", /hosts\.sh$/);
    assert(diagnostic.hint !== undefined);
    assert.deepEqual(eventsOf(result, "play-started"), []);
  });
}

const NUMBERED: PluginManifest = {
  name: "numbered",
  form: "module",
  location: new URL("../../testdata/plugins/numbered/plugin.ts", import.meta.url).href,
  permissions: {},
  offers: { inventories: ["example.net.numbered"] },
  isCore: true,
};

Deno.test("a plugin that a file names makes hosts; it is told what was known before", async () => {
  assert(await Deno.stat(fileURLToPath(NUMBERED.location)));
  const files = {
    "inv/1-hosts": "first ansible_connection=local shown=first\n",
    "inv/2-more.yml": "plugin: example.net.numbered\ncount: 2\n",
    "inv/group_vars/numbered.yml": 'ansible_connection: local\nshown: "of {{ known }}"\n',
  };
  assert.deepEqual(shown(await run("inv", files, [NUMBERED])), [
    ["first", "first"],
    ["n1", 1],
    ["n2", 2],
  ]);
});

Deno.test("what a plugin refuses comes with its place", async () => {
  const { message, diagnostic } = faultOf(
    await run("2.yml", { "2.yml": "\nplugin: example.net.numbered\n" }, [NUMBERED]),
  );
  assert.equal(message, "'count' is a number");
  assert.equal(diagnostic.line, 2);
});

Deno.test("a plugin that is not there is told, with what was probably meant", async () => {
  const { message, diagnostic } = faultOf(
    await run("2.yml", { "2.yml": "plugin: example.net.numbred\n" }, [NUMBERED]),
  );
  assert.match(message, /there is no inventory plugin 'example\.net\.numbred'/);
  assert.match(diagnostic.hint ?? "", /example\.net\.numbered/);
});

Deno.test("constructed makes groups and variables of those before it, and no templates", async () => {
  const files = {
    "inv/1-hosts":
      "a os=deb tier=x text='{{ os }}!'\nb os=rpm\n[all:vars]\nansible_connection=local\n",
    "inv/2-more.yml": "plugin: constructed\n" +
      "compose: {shown: text | default('none'), raw: \"'{{ 1 + 1 }}'\"}\n" +
      "groups: {debian: os == 'deb'}\nkeyed_groups: [{key: tier, prefix: tier}]\n",
    "inv/group_vars/debian.yml": "found: yes\n",
  };
  const play = PLAY.replace(
    "{{ shown }}",
    "{{ [shown, raw, found | default(false), group_names] }}",
  );
  await using playbook = await TestPlaybook.write(play, files);
  assert.deepEqual(shown(await playbook.run({ inventory: [playbook.path("inv")] })), [
    ["a", ["deb!", "{{ 1 + 1 }}", true, ["debian", "tier_x"]]],
    ["b", ["none", "{{ 1 + 1 }}", false, ["ungrouped"]]],
  ]);
});

const REFUSED: readonly (readonly [text: string, message: RegExp, line: number])[] = [
  ["strict: yes\ncompose: {a: nope + 1}\n", /Could not set a for host h1: 'nope' is undefined/, 3],
  ["strict: yes\ngroups: {a: nope > 1}\n", /Could not add host h1 to group a/, 3],
  ["strict: yes\nkeyed_groups:\n- key: nope\n", /Could not generate group for host h1/, 4],
  ["strict: yes\nkeyed_groups:\n- key: \"''\"\n", /resulted empty/, 4],
  ["keyed_groups:\n- key: 3\n", /cannot name a group: 3/, 3],
  ["keyed_group: []\n", /'keyed_group' is no option of 'constructed'/, 2],
  ["keyed_groups:\n- prefix: a\n", /needs a 'key'/, 3],
  ["groups: [a]\n", /'groups' is a dictionary, not a list/, 2],
  ["use_vars_plugins: yes\n", /'use_vars_plugins' is not supported yet/, 2],
];

for (const [text, message, line] of REFUSED) {
  Deno.test(`constructed: ${JSON.stringify(text)} is refused with its place`, async () => {
    await using playbook = await TestPlaybook.write(PLAY, {
      "c.yml": `plugin: constructed\n${text}`,
    });
    const inventory = [playbook.path("hosts"), playbook.path("c.yml")];
    const { message: said, diagnostic } = faultOf(await playbook.run({ inventory }));
    assert.match(said, message);
    assert.deepEqual([diagnostic.file, diagnostic.line], [playbook.path("c.yml"), line]);
  });
}

Deno.test("a kind of inventory that is not enabled is refused", async () => {
  await using playbook = await TestPlaybook.write(PLAY, { "hosts.sh": "#!/bin/sh\ntouch ran\n" });
  await Deno.chmod(playbook.path("hosts.sh"), 0o755);
  const environment = { ...Deno.env.toObject(), ANSIBLE_INVENTORY_ENABLED: "ini, yaml" };
  const inventory = [playbook.path("hosts.sh")];
  const { message } = faultOf(await playbook.run({ inventory, environment }));
  assert.match(message, /inventories of the kind "script" are not enabled/);
});
