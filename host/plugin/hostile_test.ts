import assert from "node:assert/strict";
import type { Fault } from "@shep/sdk";
import {
  executeTask,
  type ExecuteTaskReply,
  type ExecuteTaskRequest,
  Handlers,
} from "@shep/sdk/wire";
import { isRunning } from "../../sdk/test_support.ts";
import { describeUngranted } from "./grants.ts";
import { launchCommand, type LaunchContext } from "./launch.ts";
import { PluginProcess } from "./process.ts";
import { PluginRegistry } from "./registry.ts";
import { findProgram } from "./sandbox.ts";
import { faultOf, found, grantAll, TestHome, testPlugin, told } from "./test_support.ts";
import { verified } from "./verify.ts";

const HOSTILE = testPlugin("hostile");
const PRLIMIT = findProgram("prlimit", Deno.env.get("PATH"));
const BUBBLEWRAP = findProgram("bwrap", Deno.env.get("PATH"));

/** The hostile plugin, granted all that it declares: nothing. */
async function hostile(
  home: TestHome,
  more: Partial<LaunchContext> = {},
  path = HOSTILE,
): Promise<PluginRegistry & AsyncDisposable> {
  const context = home.context(more);
  const registry = new PluginRegistry({
    plugins: [await grantAll(await found(path), context)],
    launch: context,
    handlers: new Handlers(),
    version: "0.0.0",
  });
  return Object.assign(registry, { [Symbol.asyncDispose]: () => registry.close() });
}

function request(what: string, target = ""): ExecuteTaskRequest {
  return {
    action: "attempt",
    arguments: new Map([["what", what], ["target", target]]),
    host: "localhost",
    check: false,
    diff: false,
    verbosity: 0,
  };
}

function attempt(
  registry: PluginRegistry,
  what: string,
  target?: string,
): Promise<ExecuteTaskReply> {
  const timeoutMs = 60_000;
  return registry.call("actions", "attempt", executeTask, request(what, target), { timeoutMs });
}

/** Every attempt with what it is after, and what the user is told. */
const REFUSED: readonly (readonly [what: string, target: string, told: RegExp])[] = [
  ["read-file", "/etc/passwd", /refused read access to '\/etc\/passwd'/],
  ["read-directory", "/", /refused read access to '\/'/],
  ["stat", "/etc/shadow", /refused read access to '\/etc\/shadow'/],
  ["read-itself", "", /refused read access to '.*main\.ts'/],
  ["read-proc", "", /refused read access to '\/proc\/self\/environ'/],
  ["read-sqlite", "/etc/passwd", /refused read access to '\/etc\/passwd'/],
  ["environment", "HOME", /refused env access to 'HOME'/],
  ["whole-environment", "", /refused env access/],
  ["write-file", "/tmp/loot", /refused write access to '\/tmp\/loot'/],
  ["temporary-file", "", /refused write access/],
  ["link", "/tmp/loot", /refused something that the sandbox does not allow: .*symlink/],
  ["remove", "/etc/passwd", /refused write access to '\/etc\/passwd'/],
  ["connect", "", /refused net access to '127\.0\.0\.1:22'/],
  ["unix-socket", "/run/docker.sock", /refused read access to '\/run\/docker\.sock'/],
  ["listen", "", /refused net access/],
  ["resolve", "", /refused net access/],
  ["fetch", "", /refused net access to 'example\.com:443'/],
  ["fetch-file", "/etc/passwd", /refused read access to '\/etc\/passwd'/],
  ["node-net", "", /refused net access to '127\.0\.0\.1:22'/],
  ["start", "sh", /refused run access to 'sh'/],
  ["spawn-node", "sh", /refused (run|env) access/],
  ["kill-host", "", /refused run access/],
  ["native-code", "", /refused ffi access to 'libc\.so\.6'/],
  ["host-name", "", /refused sys access to 'hostname'/],
  ["import-file", "/etc/passwd", /refused read access to '\/etc\/passwd'/],
  ["import-npm", "", /refused the import of a package of npm/],
  ["import-jsr", "", /refused the import of https:\/\/jsr\.io/],
  ["import-https", "", /refused the import of https:\/\/deno\.land/],
  ["require", "/etc/passwd", /refused read access to '\/etc\/passwd'/],
  ["request-permission", "", /refused read access to '\/etc\/passwd'/],
];

/** Holds a fault to naming the plugin, the attempt, and what to do. */
function assertRefused(fault: Fault, pattern: RegExp): void {
  assert.equal(fault.kind, "permission-denied", told(fault));
  assert.match(fault.message, /The plugin 'hostile' was refused/);
  assert.match(fault.message, pattern);
  assert(fault.diagnostic.hint, "it does not say what to do");
}

Deno.test("a plugin without permissions is refused", async (t) => {
  await using home = await TestHome.make();
  await using registry = await hostile(home);
  for (const [what, target, pattern] of REFUSED) {
    await t.step(`${what} ${target}`.trim(), async () => {
      assertRefused(await faultOf(attempt(registry, what, target)), pattern);
    });
  }
});

Deno.test("a worker with more permissions than its plugin ends the plugin", async () => {
  await using home = await TestHome.make();
  await using registry = await hostile(home);
  const fault = await faultOf(attempt(registry, "worker"));
  assert.match(told(fault), /The plugin 'hostile' .*\n.*\n.*Worker\.deno\.permissions/);
});

Deno.test("a plugin that eats the heap dies of it, and the host says so", async () => {
  await using home = await TestHome.make();
  await using registry = await hostile(home, { heapMegabytes: 64 });
  const fault = await faultOf(attempt(registry, "heap"));
  assert.match(told(fault), /The plugin 'hostile' .*[^]*more memory than a plugin is given/);
});

Deno.test({
  name: "a plugin that eats memory outside of the heap is refused more",
  ignore: PRLIMIT === undefined,
  async fn(): Promise<void> {
    await using home = await TestHome.make();
    await using registry = await hostile(home, { prlimit: PRLIMIT! });
    assert.match(told(await faultOf(attempt(registry, "buffers"))), /allocation failed/);
  },
});

Deno.test("a plugin that spins does not outlive its host's patience", async () => {
  await using home = await TestHome.make();
  const context = home.context();
  const manifest = await verified(await grantAll(await found(HOSTILE), context), context);
  const process = await PluginProcess.start("hostile", launchCommand(manifest, context), {
    shutdownMs: 200,
  });
  const spinning = faultOf(process.call(executeTask, request("spin")));
  await process.close();
  assert.equal((await spinning).kind, "cancelled");
  assert(!isRunning(process.pid));
});

Deno.test("what a plugin keeps in localStorage is no other plugin's to find", async () => {
  await using home = await TestHome.make();
  const source = await Deno.readTextFile(`${HOSTILE}/main.ts`);
  await home.write("other/hostile/main.ts", `${source}\n// Another plugin.\n`);
  await using one = await hostile(home);
  await using other = await hostile(home, {}, `${home.path}/other/hostile`);
  assert.equal((await attempt(one, "keep")).result.get("loot"), "kept");
  assert.equal((await attempt(other, "find")).result.get("loot"), "null");
});

Deno.test({
  name: "inside bubblewrap there is nothing to read, and nothing is kept",
  ignore: BUBBLEWRAP === undefined,
  async fn(): Promise<void> {
    await using home = await TestHome.make();
    await using registry = await hostile(home, { bubblewrap: BUBBLEWRAP! });
    assertRefused(await faultOf(attempt(registry, "read-file", "/etc/passwd")), /read access/);
    assert.match(
      told(await faultOf(attempt(registry, "keep"))),
      /read-?only|unable to open|denied/i,
    );
  },
});

/** What a plugin imports although it is not its own, by the line that does. */
const IMPORTS: readonly (readonly [line: string, told: RegExp])[] = [
  [`import text from "/etc/passwd" with { type: "text" };`, /import of \/etc\/passwd/],
  [`import "/etc/passwd" with { type: "text" };`, /import of \/etc\/passwd/],
  [`import data from "../secret.json" with { type: "json" };`, /import of .*\/secret\.json/],
  [`import text from "./link.txt" with { type: "text" };`, /import of \/etc\/passwd/],
  [`import("/etc/passwd", { with: { type: "text" } });`, /import of \/etc\/passwd/],
  [`export * from "../neighbour/main.ts";`, /import of .*\/neighbour\/main\.ts/],
  [`import "https://deno.land/std@0.224.0/path/mod.ts";`, /https:\/\/deno\.land/],
  [`import "jsr:@std/path@1.0.0";`, /jsr/],
  [`import "npm:left-pad@1.3.0";`, /npm/],
  [
    `import { createRequire } from "node:module";
     createRequire(import.meta.url)("../secret.json");`,
    /secret\.json/,
  ],
];

const SERVES = `import { serve } from "@shep/sdk";
Deno.stderr.writeSync(new TextEncoder().encode("it ran"));
await serve({ name: "thief", version: "1.0.0", summary: "Steals." });
`;

for (const [line, pattern] of IMPORTS) {
  Deno.test(`a module that imports what is not its own is refused: ${line}`, async () => {
    await using home = await TestHome.make();
    await home.write("plugins/secret.json", "{}");
    await home.write("plugins/neighbour/main.ts", "export {};");
    await home.write("plugins/thief/main.ts", `${line}\n${SERVES}`);
    await Deno.symlink("/etc/passwd", `${home.path}/plugins/thief/link.txt`);
    const plugin = await found(`${home.path}/plugins/thief`);
    const fault = await faultOf(describeUngranted(plugin, home.context()));
    assert.equal(fault.kind, "permission-denied", told(fault));
    assert.match(told(fault), /The plugin 'thief'/);
    assert.match(told(fault), pattern);
  });
}

Deno.test("a module of one file owns no other", async () => {
  await using home = await TestHome.make();
  await home.write("plugins/beside.ts", "export {};");
  const path = await home.write("plugins/thief.ts", `import "./beside.ts";\n${SERVES}`);
  const fault = await faultOf(describeUngranted(await found(path), home.context()));
  assert.match(told(fault), /'thief' imports what is not its own\nimport of .*\/beside\.ts/);
});

Deno.test("a bundle that imports a file is refused before any of it runs", async () => {
  await using home = await TestHome.make();
  const path = await home.write(
    "shep-plugin-thief",
    `#!/usr/bin/env -S deno run -A\nimport text from "/etc/passwd" with { type: "text" };\n` +
      `console.error(text);\n`,
    0o755,
  );
  const fault = await faultOf(describeUngranted(await found(path), home.context()));
  assert.match(told(fault), /'thief' imports what is not its own\nimport of \/etc\/passwd/);
  assert.doesNotMatch(told(fault), /it ran|root:/);
});

Deno.test("a program that no sandbox holds is not even asked what it is", async () => {
  await using home = await TestHome.make();
  const script = `#!/bin/sh\ntouch ${home.path}/it-ran\n`;
  const path = await home.write("shep-plugin-thief", script, 0o755);
  const fault = await faultOf(describeUngranted(await found(path), home.context()));
  assert.match(told(fault), /'thief' is a program of its own/);
  assert.match(told(fault), /SHEP_SANDBOX=bwrap.*--trust/s);
  await assert.rejects(Deno.stat(`${home.path}/it-ran`), Deno.errors.NotFound);
});
