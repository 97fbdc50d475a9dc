/** `shep inventory` prints what `ansible-inventory` prints. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Config } from "@shep/host/config";
import { askAnsible } from "../../../testdata/parity/commands.ts";
import { parseArguments } from "../../arguments/parse.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { findCommand } from "../../command_table.ts";
import { plain } from "../../terminal/style.ts";
import { runVarsCommand } from "../vars/mod.ts";
import { runInventoryCommand } from "./mod.ts";

const FOLDER = fileURLToPath(new URL("./testdata/", import.meta.url));

/** For both: the same password, and no word of there being no hosts. */
const ENVIRONMENT = {
  ...Deno.env.toObject(),
  ANSIBLE_VAULT_PASSWORD_FILE: `${FOLDER}password`,
  ANSIBLE_LOCALHOST_WARNING: "0",
};

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `shep inventory`, or `shep vars`, prints; a word that begins with `@` is a file of testdata. */
async function shep(line: string): Promise<Outcome> {
  const [name = "", ...words] = argumentsOf(line);
  const output = { stdout: "", stderr: "" };
  const streams = {
    width: 80,
    paint: plain,
    paintErrors: plain,
    write: (stream: "stdout" | "stderr", text: string): void => {
      output[stream] += text;
    },
  };
  const config = new Config({ environment: ENVIRONMENT, cwd: FOLDER });
  const run = name === "vars" ? runVarsCommand : runInventoryCommand;
  const args = parseArguments(findCommand(name)!, [...words, "--playbook-dir", FOLDER]);
  return { exitCode: await run(args, streams, config), ...output };
}

function argumentsOf(line: string): string[] {
  return line.split(" ").map((word) => word.replace(/^@/, FOLDER));
}

/** What `ansible-inventory` prints for each line; nothing where it is not installed. */
function ansible(lines: readonly string[]): string[] | undefined {
  const commands = lines.map((line) => {
    return ["ansible-inventory", ...argumentsOf(line).slice(1), "--playbook-dir", FOLDER];
  });
  return askAnsible(commands, { folder: FOLDER, environment: ENVIRONMENT })
    ?.map(({ stdout }) => stdout);
}

/** Compared as JSON. */
const LISTS: readonly string[] = [
  "inventory -i @site.yml --list",
  "inventory -i @site.yml --list --export",
  "inventory -i @tree --list",
  "inventory -i @tree --list --export",
  "inventory -i @constructed/1-hosts -i @constructed/2-groups.yml --list",
  "inventory -i @program -i @site.yml --list -e more=1",
  "inventory -i @site.yml --host w1",
];

/** Compared line by line. */
const TREES: readonly string[] = [
  "inventory -i @tree --graph",
  "inventory -i @tree --graph --vars",
  "inventory -i @site.yml --graph prod",
];

/** Written by one, read by the other. */
const FILES: readonly string[] = ["--yaml", "--yaml --export"].flatMap((form) =>
  ["@site.yml", "@tree"].map((source) => `inventory -i ${source} --list ${form}`)
);

const LINES = [...LISTS, ...TREES, ...FILES];
const answers = ansible(LINES);
const ignore = answers === undefined;

function answerTo(line: string): string {
  return answers![LINES.indexOf(line)]!;
}

for (const line of LISTS) {
  Deno.test(`${line} is Ansible's`, { ignore }, async () => {
    const { stdout, exitCode } = await shep(line);
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(stdout), JSON.parse(answerTo(line)));
  });
}

for (const line of TREES) {
  Deno.test(`${line} is Ansible's, line by line`, { ignore }, async () => {
    assert.equal((await shep(line)).stdout, answerTo(line));
  });
}

/** What a list says, whatever the order; a text that YAML has tagged is as good as one it has not. */
function inAnyOrder(json: string): unknown {
  return JSON.parse(json, (name, value) => {
    if (name === "hosts" || name === "children") return value.toSorted();
    return value?.__ansible_unsafe ?? value;
  });
}

Deno.test("what --list --yaml writes is read as the same inventory", { ignore }, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const lists: string[] = [];
    for (const [index, line] of FILES.entries()) {
      const [ours, theirs] = [`${folder}/ours-${index}.yml`, `${folder}/theirs-${index}.yml`];
      await shep(`${line} --output ${ours}`);
      await Deno.writeTextFile(theirs, answerTo(line));
      lists.push(...[ours, theirs].map((file) => `inventory -i ${file} --list --export`));
    }
    const read = ansible(lists)!.map(inAnyOrder);
    for (const [index, line] of FILES.entries()) {
      assert.deepEqual(read[2 * index], read[2 * index + 1], line);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("TOML holds the groups side by side", async () => {
  const { stdout } = await shep("inventory -i @tree --list --toml --export");
  assert.equal(stdout, Deno.readTextFileSync(`${FOLDER}tree.toml`));
});

Deno.test("a limit leaves hosts out", async () => {
  const { stdout } = await shep("inventory -i @site.yml --list --limit web:!w1");
  const { _meta, web } = JSON.parse(stdout);
  assert.deepEqual([Object.keys(_meta.hostvars), web.hosts], [["w2", "r1", "r2", "r3"], [
    "w2",
    "r1",
    "r2",
    "r3",
  ]]);
});

for (
  const line of ["inventory", "inventory --list --graph", "inventory --list --vars", "vars a b c"]
) {
  Deno.test(`'shep ${line}' is refused`, async () => {
    await assert.rejects(shep(line), UsageError);
  });
}

Deno.test("what there is not is told, with what was probably meant", async () => {
  const { exitCode, stderr } = await shep("inventory -i @site.yml --host w11");
  assert.equal(exitCode, 1);
  assert.equal(stderr, "ERROR! the inventory has no host 'w11'\nHint: Did you mean 'w1'?\n");
  assert.match((await shep("inventory -i @site.yml --graph wbe")).stderr, /no group 'wbe'/);
  assert.match((await shep("vars -i @site.yml w1 gv2")).stderr, /no variable 'gv2' for w1/);
});

Deno.test("vars tells each value of a variable, its place, and what it overrode", async () => {
  const { stdout } = await shep("vars -i @site.yml -e level=5 w1 level");
  assert.equal(
    stdout.replaceAll(FOLDER, ""),
    "level: '5'\n    -e (extra vars)\n" +
      "    over level: 4\n        host_vars/w1/main.yml:2 (playbook host_vars/*)\n" +
      "    over level: 3\n        site.yml:14 (inventory file host vars)\n" +
      "    over level: 2\n        group_vars/web.yml:1 (playbook group_vars/*)\n" +
      "    over level: 1\n        site.yml:2 (inventory file group vars)\n",
  );
});

Deno.test("vars shows all variables of a host, and none of its secrets", async () => {
  const { stdout } = await shep("vars -i @site.yml w1");
  assert.match(stdout, /^level: 4$/m);
  assert.match(stdout, /^secret: !vault \|\n {4}\$ANSIBLE_VAULT;1\.1;AES256$/m);
  assert.match(stdout, /^of_file: '\*{8}'\n.*host_vars\/w1\/vault\.yml:1/m);
  assert.doesNotMatch(stdout, /hidden/);
});
