/** Users and groups, by the real programs, in an `/etc` and `/home` of their own. */
import assert from "node:assert/strict";
import type { AnyAction, Plain } from "@shep/sdk";
import type { ActionOutcome } from "@shep/sdk/testing";
import { group } from "./group.ts";
import {
  act,
  isInstalled,
  type Sandbox,
  SHELLS,
  testInSandbox,
  testWithStandIns,
} from "./test_support.ts";
import { user } from "./user.ts";
import { planUser, type UserProbe, type UserWish } from "./user_plan.ts";

const ignore = !isInstalled("useradd");

/** In check mode first, which changes nothing; then for real; then again, when all is done. */
async function once(
  { target, etc }: Sandbox,
  action: AnyAction,
  args: Readonly<Record<string, Plain>>,
): Promise<ActionOutcome> {
  const files = async (): Promise<string[]> =>
    await Promise.all(
      ["passwd", "group", "shadow"].map((name) => Deno.readTextFile(`${etc}/${name}`)),
    );
  const before = await files();
  const checked = await act(action, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  assert.deepEqual(await files(), before);
  const done = await act(action, args, target);
  assert.equal(done.status, "changed", JSON.stringify(done.values));
  const again = await act(action, args, target);
  assert.equal(again.status, "ok", JSON.stringify(again.values));
  return done;
}

async function line({ etc }: Sandbox, file: string, name: string): Promise<string | undefined> {
  const text = await Deno.readTextFile(`${etc}/${file}`);
  return text.split("\n").find((each) => each.startsWith(`${name}:`));
}

testInSandbox("a group is added, renumbered and removed", async (box) => {
  const { values } = await once(box, group, { name: "crew", gid: 4000 });
  assert.deepEqual(values, { name: "crew", state: "present", system: false, gid: 4000 });
  assert.equal(await line(box, "group", "crew"), "crew:x:4000:");
  await once(box, group, { name: "crew", gid: 4001 });
  await once(box, group, { name: "sys2", system: true });
  await once(box, group, { name: "twin", gid: 4001, non_unique: true });
  await once(box, group, { name: "crew", state: "absent" });
  assert.equal(await line(box, "group", "crew"), undefined);
  const taken = await act(group, { name: "other", gid: 4001 }, box.target);
  assert.equal(taken.status, "failed");
  assert.match(String(taken.values["msg"]), /groupadd failed: .*4001/);
}, { ignore });

testInSandbox("a user is made, changed and removed", async (box) => {
  await act(group, { name: "crew", gid: 4000 }, box.target);
  await act(group, { name: "extra" }, box.target);
  const made = await once(box, user, {
    name: "zoe",
    uid: 4100,
    group: "crew",
    groups: ["extra"],
    comment: "Zoë: it's me".replace(":", ""),
    shell: "/bin/sh",
    password: "$6$salt$hash",
    expires: 1_900_000_000,
    password_expire_max: 90,
  });
  assert.equal(made.values["home"], "/home/zoe");
  assert.equal(made.values["group"], 4000);
  assert.equal(made.values["password"], "NOT_LOGGING_PASSWORD");
  assert.equal(
    await line(box, "passwd", "zoe"),
    "zoe:x:4100:4000:Zoë it's me:/home/zoe:/bin/sh",
  );
  assert.match((await line(box, "shadow", "zoe"))!, /^zoe:\$6\$salt\$hash:\d+:0:90:7::21990:/);
  assert.equal((await Deno.stat(`${box.home}/zoe`)).uid, 4100);
  await once(box, user, { name: "zoe", shell: "/bin/false", home: "/home/zz", move_home: true });
  assert.ok((await Deno.stat(`${box.home}/zz`)).isDirectory);
  await once(box, user, { name: "zoe", groups: "crew, adm", append: true });
  assert.match((await line(box, "group", "extra"))!, /:zoe$/);
  await once(box, user, { name: "zoe", groups: "adm" });
  assert.match((await line(box, "group", "extra"))!, /:$/);
  await once(box, user, { name: "zoe", groups: [] });
  await once(box, user, { name: "zoe", expires: -1 });
  await once(box, user, { name: "zoe", password_lock: true });
  assert.match((await line(box, "shadow", "zoe"))!, /^zoe:!\$6\$salt\$hash:/);
  const kept = { name: "zoe", password: "$6$other", update_password: "on_create" };
  assert.equal((await act(user, kept, box.target)).status, "ok");
  await once(box, user, { name: "zoe", password: "$6$other" });
  await once(box, user, { name: "zoe", state: "absent", remove: true });
  await assert.rejects(Deno.stat(`${box.home}/zz`), Deno.errors.NotFound);
}, { ignore, shells: SHELLS });

testInSandbox("a user gets keys, once", async (box) => {
  const made = await once(box, user, {
    name: "zoe",
    generate_ssh_key: true,
    ssh_key_type: "ed25519",
    ssh_key_passphrase: "se'cret",
    ssh_key_comment: "zoe's",
  });
  assert.equal(made.values["ssh_key_file"], "/home/zoe/.ssh/id_ed25519");
  assert.match(String(made.values["ssh_public_key"]), /^ssh-ed25519 \S+ zoe's$/);
  assert.match(String(made.values["ssh_fingerprint"]), /^256 SHA256:/);
  const key = `${box.home}/zoe/.ssh/id_ed25519`;
  const { mode, uid } = await Deno.stat(key);
  assert.deepEqual([mode! & 0o777, uid], [0o600, Number(made.values["uid"])]);
  const opened = await new Deno.Command("ssh-keygen", {
    args: ["-y", "-P", "se'cret", "-f", key],
  }).output();
  assert.ok(opened.success);
}, { ignore: ignore || !isInstalled("ssh-keygen"), shells: [["dash"]] });

testInSandbox("what cannot be done for a user is said", async (box) => {
  const missing = await act(user, { name: "zoe", groups: ["nope"] }, box.target);
  assert.equal(missing.values["msg"], "Group nope does not exist");
  const elsewhere = await act(user, { name: "root", login_class: "staff" }, box.target);
  assert.match(elsewhere.warnings.join(), /'login_class' has no effect/);
  const local = await act(group, { name: "mine", local: true }, box.target);
  assert.match(String(local.values["msg"]), /no lgroupadd on the target/);
}, { ignore });

testWithStandIns("a password is on no command line", {
  useradd: "",
  chpasswd: 'cat >"$STATE/read"',
  chage: "",
}, async (target, programs) => {
  const password = "$6$secret";
  const { status } = await act(user, { name: "no-such-user", password, expires: 0 }, target);
  assert.equal(status, "changed");
  assert.deepEqual(await programs.calls(), [
    "useradd -e 1970-01-01 -m no-such-user",
    "chpasswd -e",
  ]);
  assert.equal(await Deno.readTextFile(`${programs.state}/read`), `no-such-user:${password}\n`);
});

const WISH: UserWish = {
  name: "zoe",
  state: "present",
  nonUnique: false,
  append: false,
  moveHome: false,
  createHome: true,
  system: false,
  updatePassword: "always",
  remove: false,
  force: false,
  local: false,
};

const THERE: UserProbe = {
  account: { name: "zoe", uid: 1, gid: 2, comment: "", home: "/home/zoe", shell: "/bin/sh" },
  shadow: { password: "!", min: "", max: "", warn: "", inactive: "", expires: "" },
  groups: [{ name: "zoe", gid: 2, members: [] }, { name: "adm", gid: 4, members: ["zoe"] }],
  hasHome: true,
  tools: "shadow",
};

/** A wish, what differs from a user who is there, and the commands that are planned. */
const PLANS: readonly (readonly [Partial<UserWish>, Partial<UserProbe>, string[]])[] = [
  [{}, {}, []],
  [{ groups: ["adm"], group: "zoe" }, {}, []],
  [{ groups: ["4"], append: true }, {}, []],
  [{ uid: 7, nonUnique: true }, {}, ["usermod -u 7 -o zoe"]],
  [{ home: "/srv/zoe" }, {}, ["usermod -d /srv/zoe zoe"]],
  [{}, { hasHome: false }, ["make_home /home/zoe /etc/skel"]],
  [{ state: "absent", force: true }, {}, ["userdel -f zoe"]],
  [{ system: true }, { account: undefined }, ["useradd -N -m -r zoe"]],
  [{ shell: "/bin/ash", groups: ["adm"] }, { account: undefined, tools: "busybox" }, [
    "adduser -D -s /bin/ash zoe",
    "adduser zoe adm",
  ]],
  [{ groups: [] }, { tools: "busybox" }, ["delgroup zoe adm"]],
  [{ local: true, groups: ["adm"], createHome: false }, { account: undefined }, [
    "luseradd -n -M zoe",
    "lgroupmod -M zoe adm",
  ]],
  [{ expireMax: 9 }, {}, ["chage -M 9 zoe"]],
];

for (const [wish, probe, expected] of PLANS) {
  Deno.test(`planned for ${JSON.stringify(wish)} of ${JSON.stringify(probe)}`, () => {
    const steps = planUser({ ...WISH, ...wish }, { ...THERE, ...probe });
    assert.deepEqual(steps.map(({ command }) => command.join(" ")), expected);
  });
}

Deno.test("a user without a password is not unlocked", () => {
  assert.throws(() => planUser({ ...WISH, passwordLock: false }, THERE), /without a password/);
});

Deno.test("busybox cannot change an account", () => {
  assert.throws(
    () => planUser({ ...WISH, shell: "/bin/x" }, { ...THERE, tools: "busybox" }),
    /no usermod.*-s \/bin\/x/,
  );
});
