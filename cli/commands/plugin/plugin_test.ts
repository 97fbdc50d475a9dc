import assert from "node:assert/strict";
import { Fault } from "@shep/sdk";
import { runPlaybooks } from "@shep/host";
import { availablePlugins, coreManifests, launchContext, readLock } from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import { scaffoldPlugin } from "@shep/sdk/scaffold";
import { USUAL } from "../../../testdata/parity/shep.ts";
import { bundleScript } from "../../build/bundle.ts";
import type { PluginContext } from "./context.ts";
import { testPlugin } from "./contract.ts";
import { grantPlugin, revokePlugin } from "./grant.ts";
import { initPlugin } from "./init.ts";
import { listPlugins } from "./list.ts";

/** A home with plugins in it, and what is printed. */
class Home implements AsyncDisposable {
  readonly path: string;
  readonly context: PluginContext;
  printed = "";
  answer = false;
  readonly asked: string[] = [];

  private constructor(path: string, core: PluginContext["core"]) {
    this.path = path;
    const home = Deno.env.get("HOME") ?? "/";
    const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${home}/.cache`;
    const environment = {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: path,
      DENO_DIR: Deno.env.get("DENO_DIR") ?? `${cache}/deno`,
    };
    this.context = {
      search: { environment, named: [`${path}/plugins`], playbooks: [] },
      launch: launchContext({ environment }),
      lockFile: `${path}/shep-plugins.lock`,
      core,
      write: (text) => void (this.printed += text),
      confirm: (question) => {
        this.asked.push(question);
        return this.answer;
      },
    };
  }

  static async make(): Promise<Home> {
    const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "shep-plugin-" }));
    await Deno.mkdir(`${path}/plugins`);
    return new Home(path, await coreManifests(corePlugins()));
  }

  async plugin(permissions: object = {}, action = "hello", version = "1.0.0"): Promise<void> {
    await Deno.writeTextFile(
      `${this.path}/plugins/hello.ts`,
      `import { defineAction, definePlugin, serve } from "@shep/sdk";
const action = defineAction({
  name: ${JSON.stringify(action)},
  summary: "Says hello.",
  arguments: {},
  run: () => ({}),
});
await serve(definePlugin({
  name: "hello",
  version: ${JSON.stringify(version)},
  summary: "Says hello.",
  permissions: ${JSON.stringify(permissions)},
  actions: [action],
}));
`,
    );
  }

  /** What has been printed since it was last asked. */
  take(): string {
    const { printed } = this;
    this.printed = "";
    return printed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

Deno.test("a plugin is listed, granted, changed, granted again and revoked", async () => {
  await using home = await Home.make();
  const { context } = home;
  await home.plugin();
  assert.equal(await listPlugins(context), 0);
  const before = home.take();
  assert.match(before, /^builtin: comes with Shep \(module\)\n {2}.*\n/);
  assert.match(before, /hello: not granted \(module\)\n {2}.*\/plugins\/hello\.ts\n/);

  assert.equal(await grantPlugin("hello", { yes: true }, context), 0);
  const granted = home.take();
  assert.match(
    granted,
    /^hello 1\.0\.0 \(module\): .*hello\.ts\n {2}sha256 [0-9a-f]{64} hello\.ts/,
  );
  assert.match(granted, /actions: hello\n {2}asks for no permission\nGranted, in .*\.lock\n$/);
  await listPlugins(context);
  assert.match(home.take(), /hello 1\.0\.0: granted \(module\)/);

  await home.plugin({ net: ["example.com"] }, "hello", "1.1.0");
  await listPlugins(context);
  assert.match(home.take(), /hello 1\.0\.0: CHANGED since it was granted/);
  assert.equal(await grantPlugin("hello", { yes: true }, context), 0);
  const again = home.take();
  assert.match(again, /asks to open connections: example\.com\n/);
  assert.match(
    again,
    /Since it was granted:\n {2}version: 1\.0\.0 is now 1\.1\.0\n {2}changed: hello/,
  );
  assert.match(again, /more: may open connections: example\.com/);

  assert.equal(await revokePlugin("hello", context), 0);
  assert.match(home.take(), /^Revoked: .*hello\.ts\n$/);
  assert.equal((await readLock(context.lockFile)).size, 0);
});

Deno.test("nothing is granted to who is not answered", async () => {
  await using home = await Home.make();
  await home.plugin();
  assert.equal(await grantPlugin("hello", {}, home.context), 1);
  assert.deepEqual(home.asked, ["Grant this?"]);
  assert.match(home.take(), /Nothing was granted/);
  assert.equal((await readLock(home.context.lockFile)).size, 0);
  home.answer = true;
  assert.equal(await grantPlugin("hello", {}, home.context), 0);
  assert.equal((await readLock(home.context.lockFile)).size, 1);
});

Deno.test("whoever takes the place of Shep's own is shown to", async () => {
  await using home = await Home.make();
  await home.plugin({}, "copy");
  await grantPlugin("hello", { yes: true }, home.context);
  assert.match(home.take(), /REPLACES Shep's own actions: copy\n/);
});

Deno.test("what a plugin declares cannot paint over the question", async () => {
  await using home = await Home.make();
  await home.plugin({}, "hello", "1.0.0\u001b[2J\nasks for no permission");
  await grantPlugin("hello", { yes: true }, home.context);
  const printed = home.take();
  // deno-lint-ignore no-control-regex -- the character is what must not be there
  assert.doesNotMatch(printed, /\x1b/);
  assert.match(printed, /^hello 1\.0\.0\\x1b\[2J\\nasks for no permission \(module\)/);
});

Deno.test("a plugin that is not found is missed with the nearest name", async () => {
  await using home = await Home.make();
  await home.plugin();
  const missing = (act: Promise<unknown>, hint: RegExp): Promise<void> =>
    assert.rejects(act, (error) => error instanceof Fault && hint.test(error.diagnostic.hint!));
  await missing(grantPlugin("helo", {}, home.context), /Did you mean 'hello'\?/);
  await missing(grantPlugin("xyzzyx", {}, home.context), /--plugins DIR/);
  await missing(grantPlugin("./no/such", {}, home.context), /shep-plugin-NAME or NAME\.ts/);
  await missing(revokePlugin("hello", home.context), /shep plugin list/);
});

Deno.test("a bundle whose first line asks for more than it declares is shown to", async () => {
  await using home = await Home.make();
  await home.plugin();
  const source = `${home.path}/plugins/hello.ts`;
  const output = `${home.path}/plugins/shep-plugin-hello`;
  await Deno.writeTextFile(`${home.path}/deno.json`, JSON.stringify(home.context.launch.sdk));
  await bundleScript({ entry: source, output, flags: ["--allow-all"] });
  await grantPlugin(output, { yes: true }, home.context);
  const printed = home.take();
  assert.match(printed, /^hello 1\.0\.0 \(bundle\)/);
  assert.match(printed, /its first line says '--allow-all', its declaration something else/);
});

Deno.test("the action of a granted plugin runs in a playbook, and of another it does not", async () => {
  await using home = await Home.make();
  await home.plugin();
  const { search, lockFile } = home.context;
  const environment = { ...search.environment, SHEP_PLUGINS_LOCK: lockFile };
  const playbook = `${home.path}/site.yml`;
  await Deno.writeTextFile(
    playbook,
    "- hosts: localhost\n  gather_facts: false\n  tasks: [hello: ]\n",
  );
  const run = async (): Promise<number> => {
    const { manifests } = await availablePlugins(corePlugins(), {
      environment,
      named: [],
      playbooks: [playbook],
    });
    return await runPlaybooks({
      ...USUAL,
      playbooks: [playbook],
      inventory: ["localhost,"],
      connection: "local",
      plugins: manifests,
      environment,
    }, () => {});
  };
  await assert.rejects(run(), /hello/);
  await grantPlugin("hello", { yes: true }, home.context);
  assert.equal(await run(), 0);
});

Deno.test("a plugin is held to the contract", async () => {
  await using home = await Home.make();
  await home.plugin();
  const code = await testPlugin("hello", {}, home.context);
  const printed = home.take();
  assert.equal(code, 0, printed);
  assert.match(printed, /^ok {6}it .*\n[^]*\n(\d+) of \1 clauses are kept\n$/);
});

Deno.test("a new plugin is granted and keeps the contract as it stands", async () => {
  await using home = await Home.make();
  const plugins = `${home.path}/plugins`;
  await initPlugin("fresh-one", scaffoldPlugin, { directory: plugins, write: home.context.write });
  assert.equal(await grantPlugin("fresh-one", { yes: true }, home.context), 0);
  assert.match(home.take(), /fresh-one \d.*\(module\)[^]*asks for no permission/);
  const code = await testPlugin("fresh-one", {}, home.context);
  assert.equal(code, 0, home.take());
});

Deno.test("a plugin that breaks the contract is told which clause", async () => {
  await using home = await Home.make();
  await Deno.writeTextFile(`${home.path}/plugins/mute.ts`, "console.log('not a frame');\n");
  assert.equal(await testPlugin("mute", {}, home.context), 1);
  assert.match(home.take(), /^FAILED {2}it [^]*\n\d+ of \d+ clauses are kept\n$/);
});

Deno.test("a new plugin's files are written, and none is overwritten", async () => {
  await using home = await Home.make();
  const scaffold = (name: string): Map<string, string> =>
    new Map([["main.ts", `// ${name}`], ["testdata/a.txt", "a"]]);
  const to = { directory: home.path, write: home.context.write };
  assert.equal(await initPlugin("fresh", scaffold, to), 0);
  assert.equal(home.take(), "fresh/main.ts\nfresh/testdata/a.txt\n");
  assert.equal(await Deno.readTextFile(`${home.path}/fresh/main.ts`), "// fresh");
  await assert.rejects(initPlugin("fresh", scaffold, to), /something called 'fresh' here already/);
});
