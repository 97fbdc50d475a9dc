/** Logical volumes: what the plan is, and what LVM is told, with programs that stand in for it. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { lvol } from "./lvol.ts";
import { parseSize, planVolume, type Wanted } from "./lvol_plan.ts";
import { act, testWithStandIns } from "./test_support.ts";

const MIB = 1024 ** 2;
const GROUP = { size: 1020 * MIB, free: 520 * MIB, extent: 4 * MIB };
const VOLUMES = [
  { name: "test", size: 500 * MIB, attributes: "-wi-a-----" },
  { name: "pool", size: 100 * MIB, attributes: "twi-a-tz--" },
  { name: "thin", size: 200 * MIB, attributes: "Vwi-a-tz--" },
  { name: "snap", size: 52 * MIB, attributes: "swi-a-s---" },
  { name: "off", size: 100 * MIB, attributes: "-wi-------" },
];

type Case = Partial<Omit<Wanted, "size">> & { readonly size?: string };

function plan({ size, ...given }: Case, group = GROUP): string[] {
  const wanted: Wanted = {
    ...{ vg: "vg1", state: "present", opts: [], pvs: [] },
    ...{ active: true, force: false, shrink: true, resizefs: false },
    ...given,
    ...(size === undefined ? {} : { size: parseSize(size) }),
  };
  return planVolume(wanted, group, VOLUMES).map(({ command }) => command.join(" "));
}

const PLANS: readonly (readonly [Case, ...string[]])[] = [
  [{ lv: "new", size: "512" }, "lvcreate --yes -n new -L 512m vg1"],
  [{ lv: "new", size: "1.5G" }, "lvcreate --yes -n new -L 1.5G vg1"],
  [{ lv: "new", size: "50%FREE" }, "lvcreate --yes -n new -l 50%FREE vg1"],
  [
    { lv: "new", size: "8", opts: ["-r", "16"], pvs: ["/dev/a", "/dev/b"] },
    "lvcreate --yes -n new -L 8m -r 16 vg1 /dev/a /dev/b",
  ],
  [
    { lv: "new", size: "8g", active: false },
    "lvcreate --yes -n new -L 8g vg1",
    "lvchange -an vg1/new",
  ],
  [{ thinpool: "more", size: "8g" }, "lvcreate --yes -L 8g -T vg1/more"],
  [{ lv: "new", thinpool: "pool", size: "8g" }, "lvcreate --yes -n new -V 8g -T vg1/pool"],
  [{ lv: "test", snapshot: "s", size: "8" }, "lvcreate --yes -L 8m -s -n s vg1/test"],
  [
    { lv: "test", snapshot: "s", size: "10%ORIGIN" },
    "lvcreate --yes -l 10%ORIGIN -s -n s vg1/test",
  ],
  [{ lv: "thin", snapshot: "s" }, "lvcreate --yes -s -n s vg1/thin"],
  [{ lv: "test", snapshot: "snap", size: "100" }, "lvextend -L 100m vg1/snap"],
  [{ lv: "test" }],
  [{ lv: "test", size: "500" }],
  [{ lv: "test", size: "512000k" }],
  [{ lv: "test", size: "1024000s" }],
  [{ lv: "test", size: "499" }],
  [{ lv: "test", size: "501" }, "lvextend -L 501m vg1/test"],
  [
    { lv: "test", size: "600", resizefs: true, pvs: ["/dev/a"] },
    "lvextend --resizefs -L 600m vg1/test /dev/a",
  ],
  [{ lv: "test", size: "+100" }, "lvextend -L +100m vg1/test"],
  [{ lv: "test", size: "+100%FREE" }, "lvextend -l +100%FREE vg1/test"],
  [{ lv: "test", size: "80%VG" }, "lvextend -l 80%VG vg1/test"],
  [{ lv: "test", size: "49%VG" }],
  [{ lv: "test", size: "10%FREE", force: true }],
  [{ lv: "test", size: "400", force: true }, "lvreduce --force -L 400m vg1/test"],
  [{ lv: "test", size: "400", shrink: false }],
  [
    { lv: "test", size: "20%VG", force: true, resizefs: true },
    "lvreduce --force --resizefs -l 20%VG vg1/test",
  ],
  [{ lv: "test", size: "-100", force: true }, "lvreduce --force -L -100m vg1/test"],
  [{ lv: "off" }, "lvchange -ay vg1/off"],
  [{ lv: "off", size: "200" }, "lvextend -L 200m vg1/off", "lvchange -ay vg1/off"],
  [{ lv: "off", active: false }],
  [{ lv: "test", active: false }, "lvchange -an vg1/test"],
  [{ lv: "new", state: "absent" }],
  [{ lv: "test", state: "absent", force: true }, "lvremove --force vg1/test"],
  [{ lv: "test", snapshot: "snap", state: "absent", force: true }, "lvremove --force vg1/snap"],
  [{ thinpool: "pool", state: "absent", force: true }, "lvremove --force vg1/pool"],
];

Deno.test("only what differs is told to LVM", () => {
  for (const [given, ...steps] of PLANS) {
    assert.deepEqual(plan(given), steps, JSON.stringify(given));
  }
  const full = { ...GROUP, free: 0 };
  for (const size of ["100%FREE", "+100%FREE"]) {
    assert.deepEqual(plan({ lv: "test", size }, full), []);
  }
  assert.throws(() => plan({ lv: "test", size: "80%VG" }, full), {
    message: "Logical Volume test could not be extended. Not enough free space left " +
      "(316.0m required / 0.0m available)",
  });
});

const REFUSED: readonly (readonly [Case, RegExp])[] = [
  [{ lv: "new" }, /^No size given\.$/],
  [{ lv: "test", snapshot: "s" }, /^No size given\.$/],
  [{ lv: "new", size: "-5" }, /^Bad size specification of '-5m' for creating LV$/],
  [{ lv: "new", size: "50%ORIGIN" }, /Only a snapshot has an ORIGIN/],
  [{ lv: "new", thinpool: "none", size: "8" }, /^Thin pool LV none does not exist in volume group/],
  [{ lv: "new", thinpool: "pool", size: "8%VG" }, /Thin volume sizing with percentage/],
  [{ lv: "none", snapshot: "s", size: "8" }, /^Snapshot origin LV none does not exist/],
  [{ lv: "test", size: "400" }, /^Sorry, no shrinking of test without force=true\.$/],
  [{ lv: "test", size: "-100" }, /^Sorry, no shrinking of test without force=true\.$/],
  [{ lv: "test", size: "0", force: true }, /^Sorry, no shrinking of test to 0 permitted\.$/],
  [{ lv: "test", size: "-100%VG", force: true }, /to 0 permitted/],
  [{ lv: "test", state: "absent" }, /^Sorry, no removal of logical volume test without force/],
  [{ lv: "test", size: "1x" }, /^Bad size specification of '1x'$/],
  [{ lv: "test", size: ".5g" }, /^Bad size specification of '\.5g'$/],
  [{ lv: "test", size: "150%VG" }, /^Size percentage cannot be larger than 100%$/],
  [{ lv: "test", size: "50%" }, /^Specify extents as a percentage of VG\|PVS\|FREE$/],
];

Deno.test("what takes something away, or cannot be, is refused", () => {
  for (const [given, message] of REFUSED) {
    assert.throws(() => plan(given), { message }, JSON.stringify(given));
  }
});

/** What a machine answered; a size becomes what it is told to be, and 512m is there already. */
const PROGRAMS = {
  vgs: `
case $* in *" none "*) echo '  Volume group "none" not found' >&2; exit 5 ;; *" locked "*) echo "  Locked" >&2; exit 5 ;; esac
echo "  1069547520;545259520;4194304"`,
  lvs: `
echo "  web;\${SIZE:-524288000};-wi-a-----"
echo "  [lvol0_pmspare];4194304;ewi-------"`,
  lvcreate: "",
  lvchange: "",
  lvremove: "",
  lvreduce: "",
  lvextend: `
case $* in
  *512m*) echo "  New size (128 extents) matches existing size (128 extents)." >&2; exit 5 ;;
  *1000m*) echo "  Insufficient free space: 125 extents needed, but only 3 available" >&2; exit 5 ;;
esac`,
};

testWithStandIns("a volume is looked at, and then told to LVM", PROGRAMS, async (
  target,
  { calls },
) => {
  const run = async (args: Readonly<Record<string, Plain>>): Promise<[string, ...string[]]> => {
    await calls();
    const checked = await act(lvol, { vg: "data", ...args }, { ...target, check: true });
    assert.ok((await calls()).every((call) => /^(vgs|lvs) /.test(call)));
    const { status } = await act(lvol, { vg: "data", ...args }, target);
    if (status === "changed") assert.equal(checked.status, "changed");
    return [status, ...(await calls()).filter((call) => !/^(vgs|lvs) /.test(call))];
  };
  const opts = "--type 'a b'";
  assert.deepEqual(await run({ lv: "new", size: 8, opts, pvs: "/dev/a,/dev/b" }), [
    "changed",
    "lvcreate --yes -n new -L 8m --type a b data /dev/a /dev/b",
  ]);
  assert.deepEqual(await run({ lv: "data/web", size: "500" }), ["ok"]);
  assert.deepEqual(await run({ lv: "web", size: "600" }), ["changed", "lvextend -L 600m data/web"]);
  assert.deepEqual(await run({ lv: "web", size: "512" }), ["ok", "lvextend -L 512m data/web"]);
  assert.deepEqual(await run({ lv: "web", size: "1000" }), [
    "failed",
    "lvextend -L 1000m data/web",
  ]);
  assert.deepEqual(await run({ lv: "web", state: "absent" }), ["failed"]);
  assert.deepEqual(await run({ lv: "web", state: "absent", force: true }), [
    "changed",
    "lvremove --force data/web",
  ]);
  const value = async (args: Readonly<Record<string, Plain>>, name: string): Promise<string> =>
    String((await act(lvol, { vg: "data", ...args }, target)).values[name]);
  assert.equal(await value({ lv: "web" }, "size"), "500.0");
  assert.equal(await value({ lv: "web", size: "0.6g" }, "size"), "0.49");
  assert.equal(await value({ lv: "web", size: "+1%FREE" }, "size"), "500.0");
  assert.match(
    await value({ lv: "web", size: "1000" }, "msg"),
    /^Unable to resize web to 1000m: +Insufficient free space/,
  );
  assert.equal(await value({ lv: "web", size: "1000" }, "rc"), "5");
  assert.equal(
    await value({ vg: "none", lv: "x", size: 1 }, "msg"),
    "Volume group none does not exist.",
  );
  assert.deepEqual(await run({ vg: "none", lv: "x", state: "absent" }), ["ok"]);
  assert.match(
    await value({ vg: "locked", lv: "x", state: "absent" }, "msg"),
    /^Failed executing vgs command: +Locked/,
  );
});

testWithStandIns("what makes no volume is refused", PROGRAMS, async (target, { calls }) => {
  const message = async (args: Readonly<Record<string, Plain>>): Promise<string> =>
    String((await act(lvol, { vg: "data", ...args }, target)).values["msg"]);
  assert.match(await message({ lv: "a", snapshot: "b", thinpool: "c" }), /of thin pool LVs/);
  assert.match(await message({ thinpool: "c", snapshot: "b" }), /of thin pool LVs/);
  assert.match(await message({ lv: "old/web" }), /'old\/web' is in no volume group 'data'/);
  assert.match(await message({ lv: "a", size: "big" }), /Bad size specification of 'big'/);
  await assert.rejects(act(lvol, { vg: "data" }, target), /needs one of 'lv', 'thinpool'/);
  assert.deepEqual(await calls(), []);
});
