/** Mounts for real, in a mount namespace of their own; skipped where none can be made. */
import assert from "node:assert/strict";
import { LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";
import { parseEntry, removeEntry, setEntry } from "./fstab.ts";
import { mount } from "./mount.ts";
import { act, inDirectory, isInstalled, once, SHELLS } from "./test_support.ts";

const canMount = Deno.uid() === 0 && isInstalled("nsenter") &&
  new Deno.Command("unshare", { args: ["-m", "mount", "-t", "tmpfs", "none", "/mnt"] })
    .outputSync().success;

/** Runs a test with a target whose mounts are its own, and end with it. */
function testWithMounts(
  name: string,
  body: (target: LocalTaskOptions, root: string) => Promise<void>,
): void {
  for (const shell of SHELLS) {
    Deno.test({
      name: `${name} (${shell[0]})`,
      ignore: !canMount,
      fn: () =>
        inDirectory(async (root) => {
          const holder = new Deno.Command("unshare", {
            args: ["-m", "sh", "-c", "echo ready; exec cat"],
            stdin: "piped",
            stdout: "piped",
          }).spawn();
          const reader = holder.stdout.getReader();
          await reader.read();
          try {
            await body({ shell: ["nsenter", "-t", String(holder.pid), "-m", ...shell] }, root);
          } finally {
            await holder.stdin.close();
            await reader.cancel();
            await holder.status;
          }
        }),
    });
  }
}

testWithMounts("a file system is mounted, and all of it undone", async (target, root) => {
  const common = { path: `${root}/a b`, fstab: `${root}/fstab` };
  const mounted = { ...common, src: "none", fstype: "tmpfs", opts: "size=1m", state: "mounted" };
  const size = async (): Promise<string> => {
    const { stdout } = await new LocalTask(target).command([
      ...target.shell!.slice(0, 4),
      "stat",
      "-f",
      "-c",
      "%T %b",
      common.path,
    ]);
    return stdout.trim();
  };
  await once(mount, mounted, target);
  assert.match(await size(), /^tmpfs 256$/);
  assert.equal(
    await Deno.readTextFile(common.fstab),
    `none ${root}/a\\040b tmpfs size=1m 0 0\n`,
  );
  const task = new LocalTask(target);
  await runAction(mount, mounted, task);
  assert.equal(task.calls.length, 1);
  const resized = { ...mounted, opts: "size=2m" };
  await once(mount, resized, target);
  assert.match(await size(), /^tmpfs 512$/);
  assert.equal((await act(mount, { ...common, state: "remounted" }, target)).status, "changed");
  await once(mount, { ...common, state: "unmounted" }, target);
  const { values } = await act(mount, { ...resized, state: "present", boot: false }, target);
  assert.deepEqual([values["opts"], values["boot"]], ["size=2m,noauto", "no"]);
  await once(mount, { ...resized, state: "mounted" }, target);
  await once(mount, { ...common, state: "absent", backup: true }, target);
  assert.equal(await Deno.readTextFile(common.fstab), "");
  await assert.rejects(Deno.stat(common.path), Deno.errors.NotFound);
});

testWithMounts("for a while a file system is mounted without fstab", async (target, root) => {
  const args = { path: `${root}/x`, src: "one", fstype: "tmpfs", state: "ephemeral" };
  const options = { ...args, fstab: `${root}/fstab` };
  assert.equal((await act(mount, options, target)).status, "changed");
  const smaller = await act(mount, { ...options, opts: "size=1m" }, target);
  assert.equal(smaller.status, "changed", "it is mounted anew");
  await assert.rejects(Deno.stat(`${root}/fstab`), Deno.errors.NotFound);
  const other = await act(mount, { ...options, src: "two" }, target);
  assert.match(String(other.values["msg"]), /already mounted with a different source.* is one$/);
  const bad = { ...options, path: `${root}/y`, fstype: "nosuchfs" };
  assert.match(String((await act(mount, bad, target)).values["msg"]), /^Error mounting .*\/y: /);
});

testWithMounts("what cannot be mounted does not stay in fstab", async (target, root) => {
  const fstab = `${root}/fstab`;
  await Deno.writeTextFile(fstab, "# static\n");
  const args = {
    path: `${root}/x`,
    src: "/dev/none-such",
    fstype: "ext4",
    state: "mounted",
    fstab,
  };
  const { values } = await act(mount, args, target);
  assert.match(String(values["msg"]), /^Error mounting /);
  assert.equal(await Deno.readTextFile(fstab), "# static\n");
  await assert.rejects(Deno.stat(`${root}/x`), Deno.errors.NotFound);
});

Deno.test("no field of fstab is empty", () =>
  inDirectory(async (root) => {
    const fstab = `${root}/fstab`;
    const about = { path: "/x", src: "/dev/x", fstype: "ext4", state: "present", fstab };
    await once(mount, { ...about, opts: "", dump: "", passno: "" }, {});
    assert.equal(await Deno.readTextFile(fstab), "/dev/x /x ext4 defaults 0 0\n");
  }));

Deno.test("a line of fstab takes the place of the old one", () => {
  const entry = { src: "/dev/b", path: "/b", fstype: "ext4", opts: "ro", dump: "0", passno: "2" };
  const text = "# static\n/dev/a / ext4 defaults 0 1\n/dev/old\t/b/  xfs\n\n/dev/s none swap sw\n";
  assert.equal(
    setEntry(text, entry),
    "# static\n/dev/a / ext4 defaults 0 1\n/dev/b /b ext4 ro 0 2\n\n/dev/s none swap sw\n",
  );
  assert.equal(setEntry("/dev/b   /b ext4 ro 0 2\n", entry), "/dev/b   /b ext4 ro 0 2\n");
  assert.equal(removeEntry(text, "none", "/dev/s"), text.replace(/\/dev\/s.*\n/, ""));
  assert.equal(removeEntry(text, "none", "/dev/t"), text);
  assert.equal(parseEntry("a /x\\040y t")?.path, "/x y");
});

Deno.test("what is mounted needs a source and a type", async () => {
  await assert.rejects(act(mount, { path: "/x", state: "mounted", src: "y" }), /'fstype'/);
  await assert.rejects(act(mount, { path: "/x", state: "mount" }), /mounted/);
});
