import assert from "node:assert/strict";
import type { Permissions } from "@shep/sdk";
import { executeTask, Handlers } from "@shep/sdk/wire";
import {
  describeUngranted,
  grantChanges,
  granted,
  grantedManifests,
  revoked,
  ungrantedHint,
} from "./grants.ts";
import { launchCommand, type LaunchContext } from "./launch.ts";
import type { PluginManifest } from "./manifest.ts";
import { PluginRegistry } from "./registry.ts";
import { findProgram } from "./sandbox.ts";
import { faultOf, found, grantAll, TestHome, told } from "./test_support.ts";

const BUBBLEWRAP = findProgram("bwrap", Deno.env.get("PATH"));

/** A plugin's source: it says hello, and declares permissions. */
function source(permissions: Permissions = {}, name = "hello", more = ""): string {
  return `
import { defineAction, definePlugin, serve } from "@shep/sdk";
${more}
const hello = defineAction({
  name: "hello",
  summary: "Says hello.",
  arguments: {},
  run: () => ({ values: { greeting: "hello" } }),
});
await serve(definePlugin({
  name: ${JSON.stringify(name)},
  version: "1.2.3",
  summary: "Says hello.",
  permissions: ${JSON.stringify(permissions)},
  actions: [hello],
}));
`;
}

function registryOf(plugins: PluginManifest[], launch: LaunchContext): PluginRegistry {
  return new PluginRegistry({ plugins, launch, handlers: new Handlers(), version: "0.0.0" });
}

const TASK = {
  action: "hello",
  arguments: new Map(),
  host: "localhost",
  check: false,
  diff: false,
  verbosity: 0,
};

/** What the plugin answers to its one task. */
async function greetingOf(manifest: PluginManifest, context: LaunchContext): Promise<unknown> {
  const registry = registryOf([manifest], context);
  try {
    const { result } = await registry.call("actions", "hello", executeTask, TASK);
    return result.get("greeting");
  } finally {
    await registry.close();
  }
}

Deno.test("a module is looked at, granted, and runs", async () => {
  await using home = await TestHome.make();
  await home.write("plugins/hello/words.ts", `export const WORD = "hello";`);
  await home.write("plugins/hello/main.ts", source({}, "hello", 'import "./words.ts";'));
  const plugin = await found(`${home.path}/plugins/hello`);
  const described = await describeUngranted(plugin, home.context());
  assert.equal(described.version, "1.2.3");
  assert.deepEqual(described.offers, { actions: ["hello"] });
  assert.deepEqual(Object.keys(described.pinned.sha256), ["main.ts", "words.ts"]);
  const { manifests, ungranted } = grantedManifests(
    granted(new Map(), plugin.path, described),
    [plugin],
  );
  assert.deepEqual(ungranted, []);
  assert.equal(await greetingOf(manifests[0]!, home.context()), "hello");
});

Deno.test("a plugin that nobody granted is no manifest, and does not start as one", async () => {
  await using home = await TestHome.make();
  const plugin = await found(await home.write("hello.ts", source()));
  const { manifests, ungranted } = grantedManifests(new Map(), [plugin]);
  assert.deepEqual([manifests.length, ungranted.length], [0, 1]);
  assert.match(ungrantedHint(ungranted)!, /Not granted yet: hello .*shep plugin grant NAME/);
  assert.equal(ungrantedHint([]), undefined);
  const forged: PluginManifest = {
    ...plugin,
    location: plugin.path,
    permissions: {},
    offers: { actions: ["hello"] },
    isCore: false,
  };
  const fault = await faultOf(greetingOf(forged, home.context()));
  assert.match(told(fault), /'hello' has not been granted: .*shep plugin grant hello/s);
});

Deno.test("revoking takes a grant back", async () => {
  await using home = await TestHome.make();
  const plugin = await found(await home.write("hello.ts", source()));
  const lock = granted(new Map(), plugin.path, await describeUngranted(plugin, home.context()));
  assert.equal(grantedManifests(lock, [plugin]).manifests.length, 1);
  assert.equal(grantedManifests(revoked(lock, plugin.path), [plugin]).manifests.length, 0);
});

Deno.test("one changed byte of any file is refused until it is granted again", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  await home.write("hello/words.ts", `export const WORD = "hello";`);
  await home.write("hello/main.ts", source({}, "hello", 'import "./words.ts";'));
  const plugin = await found(`${home.path}/hello`);
  const before = await grantAll(plugin, context);
  await home.write("hello/words.ts", `export const WORD = "hallo";`);
  const fault = await faultOf(greetingOf(before, context));
  assert.equal(fault.kind, "permission-denied");
  assert.match(told(fault), /changed: words\.ts \(sha256 \w+… is now \w+…\)/);
  assert.equal(await greetingOf(await grantAll(plugin, context), context), "hello");
});

Deno.test("a new grant shows what changes, and what is more", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  const plugin = await found(await home.write("hello.ts", source()));
  const before = await describeUngranted(plugin, context);
  await home.write("hello.ts", source({ net: ["example.com"] }));
  const after = await describeUngranted(plugin, context);
  const changes = grantChanges(before, after);
  assert.match(changes[0]!, /^changed: hello\.ts/);
  assert.deepEqual(changes.slice(1), ["more: may open connections: example.com"]);
  assert.deepEqual(grantChanges(after, after), []);
});

Deno.test("a declaration that grew without the files is refused too", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  const plugin = await found(await home.write("hello.ts", source({ run: ["sh"] })));
  const manifest = await grantAll(plugin, context, { permissions: {} });
  const fault = await faultOf(greetingOf(manifest, context));
  assert.match(
    told(fault),
    /'hello' declares more than it was granted\nmore: may start programs.*sh/,
  );
});

Deno.test("a plugin under another's name is refused", async () => {
  await using home = await TestHome.make();
  const plugin = await found(await home.write("hello.ts", source({}, "local")));
  const fault = await faultOf(describeUngranted(plugin, home.context()));
  assert.match(told(fault), /'hello' calls itself 'local'/);
});

/** A program that is no plugin, but tells that it ran. */
const program = (home: TestHome): string => `#!/bin/sh\ntouch ${home.path}/it-ran\nexit 9\n`;

Deno.test("a program is looked at only by who trusts it", async () => {
  await using home = await TestHome.make();
  const plugin = await found(await home.write("shep-plugin-odd", program(home), 0o755));
  const fault = await faultOf(describeUngranted(plugin, home.context(), { trustProgram: true }));
  assert.match(told(fault), /'odd' exited with code 9 before it greeted/);
  assert((await Deno.stat(`${home.path}/it-ran`)).isFile);
});

Deno.test("a program that is trusted is granted by its bytes, and runs where it lies", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  const module = await found(await home.write("hello.ts", source()));
  const { program, args } = launchCommand(await grantAll(module, context), context);
  const words = [program, ...args].map((word) => `'${word}'`).join(" ");
  const path = await home.write("bin/shep-plugin-hello", `#!/bin/sh\nexec ${words}\n`, 0o755);
  const plugin = await found(path);
  const described = await describeUngranted(plugin, context, { trustProgram: true });
  assert.equal(described.form, "executable");
  const lock = granted(new Map(), plugin.path, described);
  const [manifest] = grantedManifests(lock, [plugin]).manifests;
  assert.equal(await greetingOf(manifest!, context), "hello");
  await home.write("bin/shep-plugin-hello", `#!/bin/sh\n# Changed.\nexec ${words}\n`, 0o755);
  const fault = await faultOf(greetingOf(manifest!, context));
  assert.match(told(fault), /changed: shep-plugin-hello/);
});

Deno.test({
  name: "bubblewrap holds a program that is only looked at",
  ignore: BUBBLEWRAP === undefined,
  async fn(): Promise<void> {
    await using home = await TestHome.make();
    const plugin = await found(await home.write("shep-plugin-odd", program(home), 0o755));
    const context = home.context({ bubblewrap: BUBBLEWRAP! });
    const fault = await faultOf(describeUngranted(plugin, context));
    assert.match(told(fault), /'odd' exited with code 9 before it greeted/);
    await assert.rejects(Deno.stat(`${home.path}/it-ran`), Deno.errors.NotFound);
  },
});

Deno.test({
  name: "inside bubblewrap a program sees none of the user's files, processes and peers",
  ignore: BUBBLEWRAP === undefined,
  async fn(): Promise<void> {
    await using home = await TestHome.make();
    const secret = await home.write("secret", "treasure");
    const script = `#!/bin/sh
exec >&2
cat ${secret} && echo "read it"
kill -0 ${Deno.pid} && echo "sees the host"
echo x > /usr/shep-was-here && echo "wrote it"
grep -q '^ *eth\\|^ *en' /proc/net/dev && echo "sees the network"
echo "that was all"
exit 9
`;
    const plugin = await found(await home.write("shep-plugin-odd", script, 0o755));
    const context = home.context({ bubblewrap: BUBBLEWRAP! });
    const said = told(await faultOf(describeUngranted(plugin, context)));
    assert.match(said, /that was all/);
    assert.doesNotMatch(said, /treasure|read it|sees the|wrote it/);
  },
});

/** Programs that cannot be started, and what is said. */
const UNSTARTABLE: readonly (readonly [name: string, text: string, mode: number, told: RegExp])[] =
  [
    ["that is not executable", "#!/bin/sh\n", 0o644, /cannot be started.*chmod \+x/s],
    [
      "whose interpreter is missing",
      "#!/no/such/sh\n",
      0o755,
      /cannot be started.*its interpreter/s,
    ],
  ];

for (const [name, text, mode, pattern] of UNSTARTABLE) {
  Deno.test(`a program ${name} is explained`, async () => {
    await using home = await TestHome.make();
    const plugin = await found(await home.write("shep-plugin-odd", text, mode));
    const fault = await faultOf(describeUngranted(plugin, home.context(), { trustProgram: true }));
    assert.match(told(fault), pattern);
  });
}

Deno.test("a program that was replaced by what this machine cannot run is not started", async () => {
  await using home = await TestHome.make();
  const path = await home.write("shep-plugin-odd", "no program\n", 0o755);
  const manifest: PluginManifest = {
    name: "odd",
    form: "executable",
    location: path,
    permissions: {},
    offers: { actions: ["hello"] },
    isCore: false,
    pinned: {
      root: home.path,
      entry: "shep-plugin-odd",
      sha256: {
        "shep-plugin-odd": new Uint8Array(
          await crypto.subtle.digest("SHA-256", await Deno.readFile(path)),
        ).toHex(),
      },
    },
  };
  const fault = await faultOf(greetingOf(manifest, home.context()));
  assert.match(told(fault), /neither a program nor a script/);
});

Deno.test("a registry starts a plugin once, and the user's before ours", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  const ours = await grantAll(await found(await home.write("a/hello.ts", source())), context);
  const theirs = await grantAll(
    await found(await home.write("b/greeter.ts", source({}, "greeter"))),
    context,
  );
  const registry = registryOf([theirs, { ...ours, isCore: true, form: "bundle" }], context);
  try {
    registry.prestart("actions", "hello");
    const [one, other] = await Promise.all([
      registry.plugin("actions", "hello"),
      registry.plugin("actions", "hello"),
    ]);
    assert.equal(one.process, other.process);
    assert.equal(one.process.name, "greeter");
    assert.equal((await registry.action("hello")).summary, "Says hello.");
    const fault = await faultOf(registry.plugin("actions", "hallo"));
    assert.match(told(fault), /No plugin offers the action 'hallo'\nDid you mean 'hello'\?/);
  } finally {
    await registry.close();
  }
});
