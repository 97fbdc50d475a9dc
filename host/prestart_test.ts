import assert from "node:assert/strict";
import { endUnclaimed, startPlugins } from "./prestart.ts";
import type { PluginManifest } from "./plugin/manifest.ts";

const SLEEPER: PluginManifest = {
  name: "sleeper",
  form: "executable",
  location: "/bin/cat",
  permissions: {},
  offers: {},
  isCore: true,
};

function isAlive(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}

Deno.test("startPlugins() starts processes, and endUnclaimed() leaves none", async () => {
  const started = startPlugins([SLEEPER], { environment: {} });
  const pid = started.get("sleeper")!.pid;
  assert.equal(isAlive(pid), true);
  await endUnclaimed(started);
  assert.equal(started.size, 0);
  assert.equal(isAlive(pid), false);
});

Deno.test("startPlugins() leaves it to the run to say why a plugin cannot be started", () => {
  const missing = { ...SLEEPER, location: "/nonexistent/shep-plugin-missing" };
  assert.equal(startPlugins([missing], { environment: {} }).size, 0);
});
