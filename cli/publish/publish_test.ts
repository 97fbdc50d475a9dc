import assert from "node:assert/strict";
import { copyPackages, forgetVersions } from "./deno_cache.ts";
import { MockRegistry } from "./mock_registry.ts";

/** The members of the workspace, each after those that it imports. */
const MEMBERS = ["sdk", "host", "plugins", "cli"];

const WORKSPACE = new URL("../../", import.meta.url).pathname;

const PLAYBOOK = `
- hosts: localhost
  gather_facts: false
  tasks:
    - command: echo published
      register: said
    - assert:
        that:
          - said.stdout == "published"
          - "'hosts: localhost' in lookup('file', 'play.yml')"
`;

/** A plugin of the user's. */
const HELLO = `
import { definePlugin, serve } from "@shep/sdk";
await serve(definePlugin({ name: "hello", version: "1.2.3", summary: "Says nothing." }));
`;

/** Looks at it with the published host. */
const LOOK = `
import { describeUngranted, launchContext, pluginAt } from "jsr:@shep/host@0.1.0/plugin";
try {
  const context = launchContext({ environment: Deno.env.toObject() });
  const { version } = await describeUngranted(await pluginAt("hello.ts"), context);
  console.log("it is " + version);
} catch (error) {
  console.log("refused: " + error.kind + " " + Deno.inspect(error));
}
`;

/** A directory that is removed at the end. */
async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-jsr-" }));
  const remove = (): Promise<void> => Deno.remove(path, { recursive: true });
  return { path, [Symbol.asyncDispose]: remove };
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

async function deno(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, output: text.decode(stdout) + text.decode(stderr) };
}

Deno.test("Shep runs from a registry as it was published, core plugins included", async (t) => {
  await using directory = await temporary();
  const { path } = directory;
  const cache = `${path}/cache`;
  await copyPackages(cache);
  const registry = new MockRegistry();
  const environment = { JSR_URL: registry.url, DENO_DIR: cache };

  for (const member of MEMBERS) {
    await t.step(`@shep/${member} is published`, async () => {
      const args = ["publish", "--allow-dirty", "--no-check", "--token", "mock"];
      const { code, output } = await deno(args, `${WORKSPACE}${member}`, {
        JSR_URL: registry.url,
      });
      assert.equal(code, 0, output);
    });
  }

  await t.step("nothing is published that only its tests read", () => {
    assert.deepEqual(registry.paths.filter((each) => /_test\.ts$|\/testdata\//.test(each)), []);
  });

  const run = async (name: string, files: Readonly<Record<string, string>>): Promise<Outcome> => {
    const project = `${path}/${name}`;
    await Deno.mkdir(project, { recursive: true });
    for (const [file, text] of Object.entries({ "play.yml": PLAYBOOK, ...files })) {
      await Deno.writeTextFile(`${project}/${file}`, text);
    }
    const words = ["run", "-i", "localhost,", "-c", "local", "play.yml"];
    return await deno(["run", "-A", "jsr:@shep/cli", ...words], project, environment);
  };

  const projects: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    ["an empty directory", {}],
    ["a directory with a package.json", {
      "package.json": '{ "name": "site", "type": "module", "dependencies": {} }',
    }],
    ["a directory with a deno.json of its own", { "deno.json": '{ "imports": {} }' }],
  ];
  for (const [name, files] of projects) {
    await t.step(`it runs a playbook in ${name}`, async () => {
      const { code, output } = await run(name, files);
      assert.equal(code, 0, output);
      assert.match(output, /localhost +: ok=2 +changed=1 +unreachable=0 +failed=0/);
    });
  }

  await t.step("it runs where a lock file knows the packages, and the cache does not", async () => {
    // With such a lock file Deno fetches packages, but not the lists of their versions.
    await forgetVersions(cache);
    const { code, output } = await run("a directory with a deno.json of its own", {});
    assert.equal(code, 0, output);
  });

  await t.step(
    "a plugin of the user's runs with the published SDK, and only with that",
    async () => {
      const project = `${path}/an empty directory`;
      await Deno.writeTextFile(`${project}/look.ts`, LOOK);
      await Deno.writeTextFile(`${project}/hello.ts`, HELLO);
      const look = (): Promise<Outcome> =>
        deno(["run", "-A", "--no-config", "--no-lock", "look.ts"], project, {
          ...environment,
          HOME: path,
        });
      const first = await look();
      assert.equal(first.code, 0, first.output);
      assert.match(first.output, /it is 1\.2\.3/);
      for (const foreign of ["npm:js-yaml@5.5.0", "jsr:@shep/host@0.1.0", "jsr:@std/path@1"]) {
        await Deno.writeTextFile(`${project}/hello.ts`, `import "${foreign}";\n${HELLO}`);
        const { output } = await look();
        assert.match(output, /refused: permission-denied/, `${foreign}: ${output}`);
      }
    },
  );

  await registry[Symbol.asyncDispose]();
  await t.step("once fetched, it needs the registry no more", async () => {
    const { code, output } = await run("offline", {});
    assert.equal(code, 0, output);
  });
});
