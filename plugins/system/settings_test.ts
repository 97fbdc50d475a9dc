/** Settings of the kernel and its modules; entries of databases. */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { entries, getent } from "./getent.ts";
import { modprobe } from "./modprobe.ts";
import { editSettings, sysctl } from "./sysctl.ts";
import {
  act,
  inDirectory,
  isInstalled,
  standIns,
  testInSandbox,
  testWithStandIns,
} from "./test_support.ts";

/** Keeps what it was told, in a file; it does not know what begins with `no.`. */
const SYSCTL = `
case $1 in -e) shift ;; esac
case $1 in
  -n) cat "$STATE/$2" 2>/dev/null ;;
  -w) case $2 in no.*) echo "cannot stat /proc/sys/no" >&2; exit 255 ;; esac; printf '%s\\n' "\${2#*=}" >"$STATE/\${2%%=*}" ;;
  -p) grep -q bad "$2" && { echo "bad line" >&2; exit 1; }; exit 0 ;;
esac`;

testWithStandIns("a setting is in its file and in the kernel, once", { sysctl: SYSCTL }, async (
  target,
  programs,
  root,
) => {
  const file = `${root}/90.conf`;
  const args = { name: "net.x", value: "1\t2", sysctl_file: file, sysctl_set: true };
  const checked = await act(sysctl, args, { ...target, check: true, diff: true });
  assert.equal(checked.status, "changed");
  assert.equal(checked.diffs[0]?.after, "net.x=1\t2\n");
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  await programs.calls();
  assert.equal((await act(sysctl, args, target)).status, "changed");
  assert.deepEqual(await programs.calls(), [
    "sysctl -n net.x",
    "sysctl -w net.x=1\t2",
    `sysctl -p ${file}`,
  ]);
  const task = new LocalTask(target);
  assert.equal((await runAction(sysctl, args, task)).status, "ok");
  assert.equal(task.calls.length, 1);
  await Deno.writeTextFile(`${programs.state}/net.x`, "3\n");
  assert.equal((await act(sysctl, args, target)).status, "changed");
  await programs.calls();
  const gone = { name: "net.x", state: "absent", sysctl_file: file, reload: false };
  assert.equal((await act(sysctl, gone, target)).status, "changed");
  assert.deepEqual(await programs.calls(), []);
  assert.equal((await act(sysctl, gone, target)).status, "ok");
});

testWithStandIns(
  "a kernel that has another value is given the file again",
  { sysctl: SYSCTL },
  async (
    target,
    programs,
    root,
  ) => {
    const file = `${root}/90.conf`;
    const args = { name: "net.x", value: "1", sysctl_file: file };
    await Deno.writeTextFile(file, "net.x=1\n");
    await Deno.writeTextFile(`${programs.state}/net.x`, "0\n");
    assert.equal((await act(sysctl, args, { ...target, check: true })).status, "changed");
    assert.equal((await act(sysctl, { ...args, reload: false }, target)).status, "ok");
    await programs.calls();
    assert.equal((await act(sysctl, args, target)).status, "changed");
    assert.deepEqual(await programs.calls(), ["sysctl -n net.x", `sysctl -p ${file}`]);
    await Deno.writeTextFile(`${programs.state}/net.x`, "1\n");
    assert.equal((await act(sysctl, args, target)).status, "ok");
  },
);

testWithStandIns("a setting that the kernel lacks may be passed over", { sysctl: SYSCTL }, async (
  target,
  _programs,
  root,
) => {
  const args = { name: "no.such", value: "1", sysctl_file: `${root}/c`, ignoreerrors: true };
  assert.equal((await act(sysctl, args, target)).status, "changed");
  assert.equal((await act(sysctl, args, target)).status, "ok");
});

testWithStandIns("what sysctl says of a failure is told", { sysctl: SYSCTL }, async (
  target,
  _programs,
  root,
) => {
  const args = { name: "no.such", value: "yes", sysctl_file: `${root}/c`, sysctl_set: true };
  const { values } = await act(sysctl, args, target);
  assert.equal(values["msg"], "setting no.such failed: cannot stat /proc/sys/no");
  const bad = await act(sysctl, { name: "bad", value: "1", sysctl_file: `${root}/d` }, target);
  assert.equal(bad.values["msg"], "Failed to reload sysctl: bad line");
  await assert.rejects(act(sysctl, { name: "x" }, target), /'value'/);
});

/** A text, a name, its value, and what becomes of it. */
const SETTINGS: readonly (readonly [string | undefined, string | undefined, string | undefined])[] =
  [
    [undefined, "1", "a=1\n"],
    ["# a=0\nb=1\n", "1", "# a=0\nb=1\na=1\n"],
    [" a = 0\nb=1\na=2\n", "1", "a=1\nb=1\n"],
    ["a = 1\nb=1", "1", "a = 1\nb=1"],
    ["a=2\na=1\n", "1", "a=2\na=1\n"],
    ["a=1\na=2\n", "1", "a=1\n"],
    ["b=1\n a=1\n;a=1\n", undefined, "b=1\n;a=1\n"],
    ["b=1\n", undefined, "b=1\n"],
  ];

Deno.test("the file of settings keeps all else as it is", () => {
  for (const [before, value, after] of SETTINGS) {
    assert.equal(editSettings(before, "a", value), after);
  }
});

/** Keeps which modules are loaded in a file; `/proc/modules` cannot be had. */
const MODPROBE = `
case $1 in -n | -r) option=$1; shift ;; esac
case $1 in no-*) echo "modprobe: FATAL: Module $1 not found." >&2; exit 1 ;; esac`;

testInSandbox("a module is loaded now and at boot", async ({ etc, root, target }) => {
  const { environment, calls } = await standIns(root, { modprobe: MODPROBE });
  const options = { ...target, environment };
  const args = { name: "shep-test", params: "a=1 b=2", persistent: "present" };
  const checked = await act(modprobe, args, { ...options, check: true });
  assert.equal(checked.status, "changed");
  assert.deepEqual(await calls(), ["modprobe -n shep-test a=1 b=2"]);
  await act(modprobe, args, options);
  assert.deepEqual(await calls(), ["modprobe shep-test a=1 b=2"]);
  assert.equal(await Deno.readTextFile(`${etc}/modules-load.d/shep-test.conf`), "shep-test\n");
  const file = `${etc}/modprobe.d/shep-test.conf`;
  assert.equal(await Deno.readTextFile(file), "options shep-test a=1 b=2\n");
  const gone = { name: "shep-test", state: "absent", persistent: "absent" };
  assert.equal((await act(modprobe, gone, { ...options, check: true })).status, "changed");
  assert.equal((await act(modprobe, gone, options)).status, "changed");
  assert.equal(await Deno.readTextFile(file), "#options shep-test a=1 b=2\n");
  assert.equal((await act(modprobe, gone, options)).status, "ok");
  const missing = await act(modprobe, { name: "no-such" }, options);
  assert.equal(missing.values["msg"], "modprobe: FATAL: Module no-such not found.");
});

Deno.test({
  name: "a loaded module is not loaded again",
  ignore: !hasModules(),
  fn: () =>
    inDirectory(async (root) => {
      const { environment } = await standIns(root, { modprobe: MODPROBE });
      const [first] = (await Deno.readTextFile("/proc/modules")).split(" ");
      assert.equal((await act(modprobe, { name: first! }, { environment })).status, "ok");
    }),
});

function hasModules(): boolean {
  try {
    return Deno.readTextFileSync("/proc/modules") !== "";
  } catch {
    return false;
  }
}

Deno.test({
  name: "entries of databases become facts",
  ignore: !isInstalled("getent"),
  fn: async () => {
    const { facts } = await act(getent, { database: "passwd", key: "root" });
    const root = (facts["getent_passwd"] as Map<string, Value[]>).get("root");
    assert.deepEqual(root?.slice(0, 3), ["x", "0", "0"]);
    const all = await act(getent, { database: "group" });
    assert.ok((all.facts["getent_group"] as Map<string, Value>).size > 5);
    const missing = await act(getent, { database: "passwd", key: "nope" });
    assert.match(String(missing.values["msg"]), /One or more supplied key could not be found/);
    const kept = await act(getent, { database: "passwd", key: "nope", fail_key: false });
    assert.deepEqual(kept.facts["getent_passwd"], new Map([["nope", null]]));
    const empty = await act(getent, { database: "passwd", key: "" });
    assert.match(String(empty.values["msg"]), /could not be found in the database/);
    const unknown = await act(getent, { database: "nope" });
    assert.equal(unknown.values["msg"], "Missing arguments, or database unknown.");
  },
});

Deno.test("entries of one name become a list", () => {
  assert.deepEqual(
    entries("domain 53/tcp\ndomain 53/udp\ndomain 53/x\nssh   22/tcp\n", undefined),
    new Map<string, Value>([
      ["domain", [["53/tcp"], ["53/udp"], ["53/x"]]],
      ["ssh", ["22/tcp"]],
    ]),
  );
});
