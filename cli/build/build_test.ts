import assert from "node:assert/strict";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { type RunEvent, runPlaybooks } from "@shep/host";
import {
  type CoreDeclaration,
  coreManifests,
  describeUngranted,
  launchContext,
  pluginAt,
  type PluginManifest,
  scriptFlags,
  SDK_FILE,
} from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import { USUAL } from "../../testdata/parity/shep.ts";
import { build } from "./build.ts";
import { bundleScript, shebang } from "./bundle.ts";
import { compiledMetadata, compileProgram, COMPILES_ALL, NoBaseBinary } from "./compile.ts";

/** A directory that is removed at the end. */
async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-build-" }));
  const remove = (): Promise<void> => Deno.remove(path, { recursive: true });
  return { path, [Symbol.asyncDispose]: remove };
}

const PLAYBOOK = `
- hosts: localhost
  gather_facts: false
  tasks:
    - ping:
    - command: echo hello
      register: said
    - assert:
        that: said.stdout == "hello"
`;

/** Runs a small playbook through these plugins; returns what became of its tasks. */
async function smoke(directory: string, plugins: readonly PluginManifest[]): Promise<string> {
  const playbook = `${directory}/smoke.yml`;
  await Deno.writeTextFile(playbook, PLAYBOOK);
  const events: RunEvent[] = [];
  const code = await runPlaybooks({
    ...USUAL,
    playbooks: [playbook],
    inventory: ["localhost,"],
    connection: "local",
    plugins,
    environment: Deno.env.toObject(),
  }, (event) => events.push(event));
  const recap = events.find((event) => event.type === "recap");
  return `exit ${code}, ${JSON.stringify([...recap?.hosts ?? []])}`;
}

/** A program that nothing but its own word holds, as a compiled one is. */
async function asProgram(core: CoreDeclaration, bundles: string, directory: string): Promise<void> {
  const name = `shep-plugin-${core.name}`;
  const location = `${bundles}/${name}`;
  const flags = scriptFlags({ ...core, form: "bundle", location, isCore: true });
  const words = [Deno.execPath(), "run", ...flags, location].map((word) => `'${word}'`);
  const script = `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`;
  await writeProgram(`${directory}/${name}`, script);
}

Deno.test("the core plugins do the same work in each of their forms", async (t) => {
  await using directory = await temporary();
  const bundles = `${directory.path}/dist`;
  const lines: string[] = [];
  await build({ directory: bundles, bundleOnly: true, log: (line) => lines.push(line) });
  const programs = `${directory.path}/programs`;
  await Deno.mkdir(programs);
  for (const core of corePlugins()) await asProgram(core, bundles, programs);

  const forms = [
    ["module", await coreManifests(corePlugins())],
    ["bundle", await coreManifests(corePlugins(), bundles)],
    ["executable", await coreManifests(corePlugins(), programs)],
  ] as const;
  for (const [form, manifests] of forms) {
    await t.step(form, async () => {
      assert.deepEqual(new Set(manifests.map((plugin) => plugin.form)), new Set([form]));
      assert.match(await smoke(directory.path, manifests), /^exit 0, .*"ok":3.*"failed":0/);
    });
  }

  await t.step("the first line of a bundle says the flags of its declaration", async () => {
    for (const core of corePlugins()) {
      const script = await Deno.readTextFile(`${bundles}/shep-plugin-${core.name}`);
      const flags = scriptFlags({ ...core, form: "bundle", location: "", isCore: true });
      assert.equal(script.split("\n", 1)[0], `#!/usr/bin/env -S deno run ${flags.join(" ")}`);
    }
  });

  await t.step("a module of the user's runs with the SDK that lies beside shep", async () => {
    await Deno.writeTextFile(
      `${directory.path}/hello.ts`,
      `import { definePlugin, serve } from "@shep/sdk";
await serve(definePlugin({ name: "hello", version: "1.2.3", summary: "Says nothing." }));
`,
    );
    const file = `file://${bundles}/${SDK_FILE}`;
    const context = launchContext({
      environment: { ...Deno.env.toObject(), XDG_CACHE_HOME: "", HOME: directory.path },
      sdk: { imports: { "@shep/sdk": file }, root: file, packages: [] },
    });
    const found = await pluginAt(`${directory.path}/hello.ts`);
    assert.equal((await describeUngranted(found!, context)).version, "1.2.3");
  });

  await t.step("shep itself runs a playbook from its bundle", async () => {
    const playbook = `${directory.path}/smoke.yml`;
    const args = ["run", "-i", "localhost,", "-c", "local", playbook];
    const { code, stdout, stderr } = await new Deno.Command(`${bundles}/shep`, { args }).output();
    const text = new TextDecoder();
    assert.equal(code, 0, text.decode(stderr));
    assert.match(text.decode(stdout), /localhost +: ok=3 +changed=1 /);
  });
});

Deno.test("a core plugin that is not beside the program is missed by name", async () => {
  await using directory = await temporary();
  await assert.rejects(
    coreManifests(corePlugins(), directory.path),
    /A plugin that comes with shep is missing: .*shep-plugin-/,
  );
});

Deno.test("a first line holds what Linux reads of one", () => {
  assert.equal(shebang(["--no-prompt"]), "#!/usr/bin/env -S deno run --no-prompt");
  assert.throws(() => shebang([`--allow-read=/${"x".repeat(255)}`]), RangeError);
  assert.throws(() => shebang(["--allow-read=/a\n/b"]), RangeError);
});

/** A script to be compiled. */
async function script(directory: string): Promise<string> {
  await Deno.writeTextFile(`${directory}/main.ts`, "console.log('hello');\n");
  const output = `${directory}/script`;
  await bundleScript({ entry: `${directory}/main.ts`, output, flags: [] });
  return output;
}

Deno.test("a compiled program carries the flags of its declaration, not those of scripts alone", async () => {
  await using directory = await temporary();
  const output = `${directory.path}/program`;
  const flags = scriptFlags({
    form: "bundle",
    location: "",
    permissions: { read: ["/etc"], run: "*" },
    isCore: true,
  });
  // Not a runtime that would run it, but one that takes what is embedded.
  const environment = { DENORT_BIN: Deno.execPath() };
  await compileProgram({
    script: await script(directory.path),
    output,
    flags: [COMPILES_ALL, ...flags],
    environment,
  });
  const metadata = compiledMetadata(await Deno.readFile(output));
  assert(metadata);
  assert.deepEqual(metadata.permissions.allow_read, ["/etc"]);
  assert.deepEqual(metadata.permissions.allow_run, []);
  assert.equal(metadata.permissions.allow_net ?? null, null);
  assert(metadata.v8_flags.includes("--max-old-space-size=512"));
  assert(!metadata.v8_flags.some((flag) => flag.includes("lazy")));
  const names = await Array.fromAsync(Deno.readDir(directory.path), ({ name }) => name);
  assert.deepEqual(names.sort(), ["main.ts", "program", "script"]);
});

Deno.test("a base binary that cannot be had is told in one line", async () => {
  await using directory = await temporary();
  const compiling = compileProgram({
    script: await script(directory.path),
    output: `${directory.path}/program`,
    flags: [],
    environment: { DENORT_BIN: `${directory.path}/missing` },
  });
  await assert.rejects(compiling, (error) => {
    assert(error instanceof NoBaseBinary, String(error));
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
});

Deno.test("a file that was not compiled has no metadata", () => {
  assert.equal(compiledMetadata(new Uint8Array(100)), undefined);
  assert.equal(compiledMetadata(new TextEncoder().encode("d3n0l4nd12345678nothing")), undefined);
});
