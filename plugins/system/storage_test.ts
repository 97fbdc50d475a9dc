/** File systems in files, by the real programs, and limits. */
import assert from "node:assert/strict";
import { filesystem } from "./filesystem.ts";
import { pamLimits, setLimit } from "./pam_limits.ts";
import { act, isInstalled, once, testOnTargets } from "./test_support.ts";

const canFormat = ["mkfs.ext4", "blkid", "wipefs", "resize2fs", "dumpe2fs", "mkswap"].every((
  name,
) => isInstalled(name) || isInstalled(`/usr/sbin/${name}`));

testOnTargets("a file system is made, grows and goes", async (root, target) => {
  const dev = `${root}/disk image`;
  await Deno.writeFile(dev, new Uint8Array(4 << 20));
  const uuid = "01234567-89ab-cdef-0123-456789abcdef";
  await once(filesystem, { dev, fstype: "ext4", opts: "-q -L 'a b'", uuid }, target);
  const { stdout } = await new Deno.Command("blkid", {
    args: ["-c", "/dev/null", "-o", "value", "-s", "UUID", dev],
  }).output();
  assert.equal(new TextDecoder().decode(stdout).trim(), uuid);
  assert.equal(
    (await act(filesystem, { dev, fstype: "ext4", resizefs: true }, target)).status,
    "ok",
  );
  await Deno.truncate(dev, 8 << 20);
  await once(filesystem, { dev, fstype: "ext4", resizefs: true }, target);
  const other = await act(filesystem, { dev, fstype: "swap" }, target);
  assert.equal(
    other.values["msg"],
    `'${dev}' is already used as ext4, use force=true to overwrite`,
  );
  assert.equal(
    (await act(filesystem, { dev, fstype: "swap", force: true }, target)).status,
    "changed",
  );
  await once(filesystem, { dev, state: "absent" }, target);
  const missing = await act(filesystem, { dev: `${root}/no`, fstype: "ext4" }, target);
  assert.equal(missing.values["msg"], `Device ${root}/no not found.`);
  const gone = await act(filesystem, { dev: `${root}/no`, state: "absent" }, target);
  assert.equal(gone.status, "ok");
}, { only: "dash", ignore: !canFormat });

Deno.test("a file system needs a type that Linux has", async () => {
  await assert.rejects(act(filesystem, { dev: "/x" }), /'fstype'/);
  const { values } = await act(filesystem, { dev: "/x", fstype: "ufs" });
  assert.match(String(values["msg"]), /Linux makes no file system 'ufs'/);
});

testOnTargets("limits are set once", async (root, target) => {
  const dest = `${root}/limits`;
  await Deno.writeTextFile(dest, "# all\njoe\tsoft  nofile 1000\n");
  const limit = { domain: "joe", limit_type: "soft", limit_item: "nofile", dest };
  await once(pamLimits, { ...limit, value: "2000", backup: true }, target);
  assert.equal(await Deno.readTextFile(dest), "# all\njoe\tsoft\tnofile\t2000\n");
  await once(pamLimits, { ...limit, domain: "@crew", value: "unlimited", comment: "é" }, target);
  assert.match(await Deno.readTextFile(dest), /^@crew\tsoft\tnofile\tunlimited\t#é$/m);
  const told = await act(pamLimits, { ...limit, value: "1", comment: "é" }, target);
  assert.equal(told.values["msg"], "joe\tsoft\tnofile\t1\t#é\n");
  const nice = await act(pamLimits, { ...limit, limit_item: "nice", value: "20" }, target);
  assert.match(String(nice.values["msg"]), /a number in the range -20 to 19/);
  const bad = await act(pamLimits, { ...limit, value: "many" }, target);
  assert.match(String(bad.values["msg"]), /Value of 'many' for item 'nofile' is invalid/);
}, { only: "busybox" });

Deno.test("all lines about the same have the limit, and keep their comment", () => {
  const about = { domain: "joe", limit_type: "-", limit_item: "core" } as const;
  const limit = { ...about, comment: "", use_max: false, use_min: false };
  const text = "joe - core 1 # é\njoe - core\njoe - core 2\n";
  assert.deepEqual(setLimit(text, { ...limit, value: "2" }), {
    text: "joe\t-\tcore\t2\t# é\njoe - core\njoe - core 2\n",
    line: "joe - core 2",
  });
  const set = setLimit(text, { ...limit, value: "3", comment: "new" });
  assert.equal(set.text, "joe\t-\tcore\t3\t#new\njoe - core\njoe\t-\tcore\t3\t#new\n");
});

Deno.test("of two limits the greater or the lesser holds", () => {
  const base = { domain: "*", limit_type: "hard", limit_item: "nproc", comment: "" } as const;
  const after = (old: string, value: string, which: "use_max" | "use_min"): string =>
    setLimit(`* hard nproc ${old}\n`, {
      ...base,
      value,
      use_max: false,
      use_min: false,
      [which]: true,
    })
      .text;
  assert.equal(after("5", "7", "use_max"), "*\thard\tnproc\t7\n");
  assert.equal(after("unlimited", "7", "use_max"), "* hard nproc unlimited\n");
  assert.equal(after("5", "7", "use_min"), "* hard nproc 5\n");
  assert.equal(after("-1", "7", "use_min"), "*\thard\tnproc\t7\n");
});
