/** Groups of volumes, by the real LVM on devices that are files. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { lvg } from "./lvg.ts";
import { act, isInstalled, once, testOnTargets, testWithStandIns } from "./test_support.ts";

async function output(program: string, ...args: string[]): Promise<string> {
  const env = { LVM_SUPPRESS_FD_WARNINGS: "1" };
  const { stdout } = await new Deno.Command(program, { args, env, stderr: "null" }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** Attaches a file, and lets it go again. */
const TRY = `file=$(mktemp) && truncate -s 1M "$file" &&
device=$(losetup --find --show "$file") && losetup --detach "$device"
code=$?
rm -f "$file"
exit "$code"`;

const canLoop = Deno.uid() === 0 &&
  isInstalled("vgs") && isInstalled("losetup") &&
  new Deno.Command("sh", { args: ["-c", TRY], stderr: "null" }).outputSync().success;

/** A test with devices that are files, and an LVM that sees no others. */
function testWithDevices(
  name: string,
  body: (target: LocalTaskOptions, devices: readonly string[], root: string) => Promise<void>,
): void {
  testOnTargets(name, async (root, target) => {
    const devices: string[] = [];
    try {
      for (let number = 0; number < 3; number++) {
        await Deno.writeFile(`${root}/${number}`, new Uint8Array());
        await Deno.truncate(`${root}/${number}`, 32 << 20);
        devices.push(await output("losetup", "--find", "--show", `${root}/${number}`));
      }
      const filter = [...devices.map((each) => `"a|^${each}$|"`), '"r|.*|"'].join(", ");
      await Deno.mkdir(`${root}/lvm`);
      await Deno.writeTextFile(
        `${root}/lvm/lvm.conf`,
        `devices { global_filter = [ ${filter} ]\n use_devicesfile = 0 }\n`,
      );
      const environment = { ...target.environment, LVM_SYSTEM_DIR: `${root}/lvm` };
      await body({ ...target, environment }, devices, root);
    } finally {
      for (const device of devices) {
        await output("wipefs", "--all", device);
        await output("losetup", "--detach", device);
      }
    }
  }, { only: "dash", ignore: !canLoop });
}

testWithDevices("a group is made of devices, gets others, and goes", async (
  target,
  [first, second, third],
  root,
) => {
  const vg = `shep-test-${Deno.pid}`;
  const made = async (): Promise<string> =>
    (await output("vgs", "--noheadings", "-o", "vg_extent_size,pv_name", "-S", `vg_name=${vg}`))
      .replaceAll(/\s+/g, " ");
  await once(lvg, { vg, pvs: first!, pesize: "2" }, target);
  assert.equal(await made(), `2.00m ${first}`);
  await once(lvg, { vg, pvs: [first!, second!] }, target);
  await Deno.symlink(second!, `${root}/link`);
  assert.equal((await act(lvg, { vg, pvs: `${first},${root}/link` }, target)).status, "ok");
  assert.equal(await made(), `2.00m ${first} 2.00m ${second}`);
  await once(lvg, { vg, pvs: third! }, target);
  assert.equal(await made(), `2.00m ${third}`);
  await Deno.truncate(`${root}/2`, 64 << 20);
  await output("losetup", "--set-capacity", third!);
  assert.equal((await act(lvg, { vg, pvs: third! }, target)).status, "ok");
  await once(lvg, { vg, pvs: third!, pvresize: true }, target);
  const message = async (args: Readonly<Record<string, Plain>>): Promise<string> =>
    String((await act(lvg, args, target)).values["msg"]);
  assert.equal(
    await message({ vg: "other", pvs: third! }),
    `Device ${third} is already in ${vg} volume group.`,
  );
  assert.equal(await message({ vg, pvs: `${root}/no` }), `Device ${root}/no not found.`);
  const bad = await act(lvg, { vg: "other", pvs: first!, pv_options: "--bad" }, target);
  assert.match(
    String(bad.values["msg"]),
    new RegExp(`^Creating physical volume '${first}' failed: .*--bad`),
  );
  assert.equal(bad.values["rc"], 3);
  assert.match(String(bad.values["err"]), /--bad/);
  await once(lvg, { vg, state: "absent" }, target);
});

/** What a machine with two groups answered; a program that changes something is only noted. */
const GROUP_PROGRAMS = {
  vgs: `echo "  data;2"; echo "  old;0"`,
  pvs: `
echo "  $STATE/a;data;10737418240;10733223936;1048576;4194304"
echo "  $STATE/b;data;21474836480;10733223936;1048576;4194304"
echo "  $STATE/c;;1073741824;1073741824;0;0"
echo "  [unknown];old;0;10733223936;1048576;4194304"`,
  ...Object.fromEntries(
    ["pvcreate", "pvresize", "vgcreate", "vgextend", "vgreduce", "vgremove"].map((each) => [
      each,
      "",
    ]),
  ),
};

testWithStandIns("LVM is told what differs in a group", GROUP_PROGRAMS, async (
  target,
  { state, calls },
) => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => `${state}/${name}`);
  for (const path of [a, b, c, d]) await Deno.writeTextFile(path!, "");
  const told = async (args: Readonly<Record<string, Plain>>): Promise<string[]> => {
    const checked = await act(lvg, args, { ...target, check: true });
    assert.ok((await calls()).every((call) => /^(vgs|pvs) /.test(call)));
    const done = await act(lvg, args, target);
    assert.equal(done.status, checked.status);
    const made = (await calls()).filter((call) => !/^(vgs|pvs) /.test(call));
    assert.equal(done.status === "changed", made.length > 0);
    return made;
  };
  assert.deepEqual(await told({ vg: "data", pvs: [a!, b!] }), []);
  assert.deepEqual(await told({ vg: "data", pvs: [a!, b!], pvresize: true }), [`pvresize ${b}`]);
  assert.deepEqual(await told({ vg: "data", pvs: `${a},${c}`, pv_options: "--zero y" }), [
    `pvcreate --zero y -f ${c}`,
    `vgextend data ${c}`,
    `vgreduce --force data ${b}`,
  ]);
  assert.deepEqual(
    await told({ vg: "new", pvs: [c!, d!], pesize: 128, vg_options: "--addtag 'a b'" }),
    [`pvcreate -f ${c}`, `pvcreate -f ${d}`, `vgcreate --addtag a b -s 128 new ${c} ${d}`],
  );
  assert.deepEqual(await told({ vg: "none", state: "absent" }), []);
  assert.deepEqual(await told({ vg: "old", state: "absent" }), ["vgremove --force old"]);
  const full = { vg: "data", state: "absent" };
  assert.equal(
    (await act(lvg, full, target)).values["msg"],
    "Refuse to remove non-empty volume group data without force=true",
  );
  assert.deepEqual(await told({ ...full, force: true }), ["vgremove --force data"]);
  await assert.rejects(act(lvg, { vg: "data" }, target), /'pvs'/);
});
