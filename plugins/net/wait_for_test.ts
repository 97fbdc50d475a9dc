/** Waiting: for ports of this machine, with each program that can probe one, and for files. */
import assert from "node:assert/strict";
import { Fault, type ShellText } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import {
  act,
  inDirectory,
  isInstalled,
  onlyPrograms,
  testOnTargets,
} from "../system/test_support.ts";
import { waitFor } from "./wait_for.ts";
import { waitForConnection } from "./wait_for_connection.ts";

/** Says something to whoever connects, and nothing more. */
async function withListener(body: (port: number) => Promise<void>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.write(new TextEncoder().encode("SSH-2.0-Test\r\n")).catch(() => {});
      connection.close();
    }
  })();
  await body(listener.addr.port);
  listener.close();
  await serving;
}

/** A port that nobody listens on, and that the system gives to nobody who asks for any. */
const FREE_PORT = 1;

const COMMON = "cat date grep sleep stat timeout readlink".split(" ");

/** What a target probes with, and the programs that it has. */
const PROBES: Readonly<Record<string, readonly string[]>> = {
  bash: ["bash"],
  nc: ["nc"],
  curl: ["curl"],
  "/proc/net/tcp": [],
};

for (const [name, programs] of Object.entries(PROBES)) {
  Deno.test({
    name: `a port is probed with ${name}`,
    ignore: !isInstalled("dash") ||
      !programs.every((each) => isInstalled(each) || (each === "nc" && isInstalled("busybox"))),
    fn: () =>
      inDirectory(async (root) => {
        const environment = await onlyPrograms(root, [...COMMON, "dash", ...programs]);
        if (name === "nc" && !isInstalled("nc")) {
          await Deno.symlink("/bin/busybox", `${root}/only/nc`);
        }
        const target = { shell: ["dash"], environment };
        await withListener(async (port) => {
          const there = await act(waitFor, { port, timeout: 0 }, target);
          assert.equal(there.status, "ok", JSON.stringify(there.values));
          const stays = await act(waitFor, { port, state: "stopped", timeout: 0 }, target);
          assert.equal(stays.values["msg"], `Timeout when waiting for 127.0.0.1:${port} to stop.`);
          if (name === "/proc/net/tcp") return;
          const args = { port, search_regex: "^SSH-(?P<v>[\\d.]+)-(\\w+)", timeout: 0 };
          const { values } = await act(waitFor, args, target);
          assert.deepEqual(values["match_groups"], ["2.0", "Test"], JSON.stringify(values));
          assert.deepEqual(values["match_groupdict"], new Map([["v", "2.0"]]));
        });
        const port = FREE_PORT;
        const gone = await act(waitFor, { port, state: "stopped", timeout: 0 }, target);
        assert.equal(gone.status, "ok");
        const missing = await act(waitFor, { port, timeout: 0 }, target);
        assert.equal(missing.values["msg"], `Timeout when waiting for 127.0.0.1:${port}`);
        const own = await act(waitFor, { port, timeout: 0, msg: "too late" }, target);
        assert.equal(own.values["msg"], "too late");
      }),
  });
}

testOnTargets("a file is waited for, until it is there", async (root, target) => {
  const path = `${root}/flag`;
  const missing = await act(waitFor, { path, timeout: 0 }, target);
  assert.equal(missing.values["msg"], `Timeout when waiting for file ${path}`);
  assert.equal((await act(waitFor, { path, state: "absent" }, target)).status, "ok");
  const waiting = act(waitFor, { path, timeout: 20 }, target);
  await Deno.writeTextFile(path, "first\nstate=ready\n", { mode: 0o600 });
  const { status, values } = await waiting;
  assert.equal(status, "ok");
  assert.deepEqual([values["path"], values["state"], values["mode"]], [path, "file", "0600"]);
  const stays = await act(waitFor, { path, state: "absent", timeout: 0 }, target);
  assert.equal(stays.values["msg"], `Timeout when waiting for ${path} to be absent.`);
  const stopped = await act(waitFor, { path, state: "stopped" }, target);
  assert.match(String(stopped.values["msg"]), /^state=stopped should only be used for .* a port/);
  await Deno.symlink("nowhere", `${root}/dangling`);
  const dangling = { path: `${root}/dangling`, state: "absent", timeout: 0 };
  assert.equal((await act(waitFor, dangling, target)).status, "ok");
}, { only: "dash" });

testOnTargets("a text in a file is waited for", async (root, target) => {
  const path = `${root}/log`;
  await Deno.writeTextFile(path, "first\nstate=ready\n");
  const found = await act(waitFor, { path, search_regex: "^state=(\\w+)$", timeout: 0 }, target);
  assert.deepEqual(found.values["match_groups"], ["ready"], JSON.stringify(found.values));
  const missing = await act(waitFor, { path, search_regex: "nope", timeout: 0 }, target);
  assert.equal(missing.values["msg"], `Timeout when waiting for search string nope in ${path}`);
  const gone = { path, search_regex: "nope", state: "absent", timeout: 0 };
  assert.equal((await act(waitFor, gone, target)).status, "failed", "the file is still there");
}, { only: "dash" });

Deno.test("a port is drained when no connection is left", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const args = { port, state: "drained", timeout: 0, active_connection_states: ["ESTABLISHED"] };
  assert.equal((await act(waitFor, args)).status, "ok");
  const client = await Deno.connect({ hostname: "127.0.0.1", port });
  const served = await listener.accept();
  const { values } = await act(waitFor, args);
  assert.equal(values["msg"], `Timeout when waiting for 127.0.0.1:${port} to drain`);
  const excluded = await act(waitFor, { ...args, exclude_hosts: ["127.0.0.1"] });
  assert.equal(excluded.status, "ok");
  for (const each of [client, served, listener]) each.close();
});

Deno.test("arguments that make no sense together are refused", async () => {
  await assert.rejects(act(waitFor, { port: 1, path: "/x" }), /only one of/);
  await assert.rejects(act(waitFor, { state: "drained" }), /needs 'port'/);
  const bad = await act(waitFor, { port: 1, exclude_hosts: ["x"] });
  assert.equal(bad.values["msg"], "exclude_hosts should only be with state=drained");
  const unknown = await act(waitFor, { port: 1, active_connection_states: ["OPEN"] });
  assert.match(String(unknown.values["msg"]), /unknown active_connection_state \(OPEN\)/);
});

/** A target that is away for a while. */
class AwayTask extends LocalTask {
  #away: number;

  constructor(away: number) {
    super();
    this.#away = away;
  }

  override script(script: ShellText): ReturnType<LocalTask["script"]> {
    if (this.#away-- > 0) return Promise.reject(new Fault("unreachable", "no route to host"));
    return super.script(script);
  }
}

Deno.test("a target that comes back is waited for", async () => {
  const task = new AwayTask(2);
  const { status, values } = await runAction(waitForConnection, { sleep: 0 }, task);
  assert.deepEqual([status, values["elapsed"]], ["ok", 0]);
  assert.equal(task.calls.length, 1);
});

Deno.test("a target that stays away fails the task", async () => {
  const { status, values } = await runAction(waitForConnection, { timeout: 0 }, new AwayTask(9));
  assert.equal(status, "failed");
  assert.equal(values["msg"], "timed out waiting for ping module test: no route to host");
});
