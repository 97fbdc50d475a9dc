/** Services of systemd and SysV init, with a `systemctl` and programs of `/etc/init.d` to ask. */
import assert from "node:assert/strict";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import type { AnyAction, Plain } from "@shep/sdk";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { service } from "./service.ts";
import {
  parseChkconfig,
  parseInitServices,
  parseOpenrc,
  parseSystemd,
  serviceFacts,
} from "./service_facts.ts";
import { systemd, systemdService } from "./systemd.ts";
import { sysvinit } from "./sysvinit.ts";
import {
  act,
  enclosure,
  SHELLS,
  standIns,
  testInSandbox,
  testWithStandIns,
} from "./test_support.ts";

/** Keeps what a unit is in files, as systemd does; it knows one unit. */
const SYSTEMCTL = `
for word; do case $word in --*) shift ;; *) break ;; esac; done
verb=$1; shift
[ "$1" != -- ] || shift
is() { cat "$STATE/$1" 2>/dev/null || echo "$2"; }
case $verb-$1 in
  daemon-*) exit 0 ;;
  show-missing) printf 'LoadState=not-found\\nActiveState=inactive\\n' ;;
  show-web)
    load=loaded; [ "$(is masked no)" = no ] || load=masked
    printf 'Id=web.service\\nLoadState=%s\\nActiveState=%s\\n' $load "$(is active inactive)"
    printf 'ExecStart={ path=/bin/web ;\\n  argv[]=web }\\n' ;;
  start-* | restart-*) echo active >"$STATE/active" ;;
  reload-*) ;;
  stop-*) echo inactive >"$STATE/active" ;;
  enable-* | disable-*) echo "$verb"d >"$STATE/enabled" ;;
  mask-*) echo yes >"$STATE/masked" ;;
  unmask-*) echo no >"$STATE/masked" ;;
  is-enabled-*) r=$(is enabled disabled); echo "$r"; [ "$r" = enabled ] ;;
  *) echo "Failed to $verb $1" >&2; exit 5 ;;
esac`;

/** Runs an action for real twice, and before that in check mode, which changes nothing. */
async function changesOnce(
  action: AnyAction,
  args: Readonly<Record<string, Plain>>,
  target: LocalTaskOptions,
): Promise<void> {
  const checked = await act(action, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  assert.equal((await act(action, args, target)).status, "changed");
  assert.equal((await act(action, args, target)).status, "ok");
}

testWithStandIns("a unit is brought to a state once", { systemctl: SYSTEMCTL }, async (
  target,
  programs,
) => {
  const steps: readonly Record<string, Plain>[] = [
    { state: "started" },
    { enabled: true },
    { masked: true },
    { masked: false },
    { enabled: false },
    { state: "stopped" },
  ];
  for (const step of steps) await changesOnce(systemdService, { name: "web", ...step }, target);
  const calls = (await programs.calls()).filter((call) => !/show|is-enabled/.test(call));
  assert.deepEqual(
    calls.map((call) => call.split(" ")[1]),
    ["start", "enable", "mask", "unmask", "disable", "stop"],
  );
}, { shells: SHELLS });

testWithStandIns("restarted and reloaded always change", { systemctl: SYSTEMCTL }, async (
  target,
  programs,
) => {
  const verbs = async (args: Readonly<Record<string, Plain>>): Promise<string[]> => {
    const { status, values } = await act(systemd, { name: "web", ...args }, target);
    assert.equal(status, "changed");
    assert.equal(values["state"], "started");
    return (await programs.calls()).map((call) => call.split(" ").slice(1, -2).join(" "));
  };
  assert.deepEqual(await verbs({ state: "reloaded" }), ["show", "start"]);
  assert.deepEqual(await verbs({ state: "reloaded" }), ["show", "reload"]);
  assert.deepEqual(await verbs({ state: "restarted", no_block: true, scope: "global" }), [
    "--no-block --global show",
    "--no-block --global restart",
  ]);
});

testWithStandIns("what systemd says of a unit is returned", { systemctl: SYSTEMCTL }, async (
  target,
) => {
  const { values } = await act(systemd, { name: "web", enabled: false, state: "stopped" }, target);
  assert.deepEqual([values["name"], values["enabled"], values["state"]], ["web", false, "stopped"]);
  const status = values["status"] as Map<string, string>;
  assert.equal(status.get("ActiveState"), "inactive");
  assert.equal(status.get("ExecStart"), "{ path=/bin/web ;\n  argv[]=web }");
});

testWithStandIns("systemd reads its files again before all else", { systemctl: SYSTEMCTL }, async (
  target,
  programs,
) => {
  const args = { name: "web", state: "started", daemon_reload: true };
  assert.equal((await act(systemd, args, { ...target, check: true })).status, "changed");
  assert.deepEqual(await programs.calls(), ["systemctl show -- web"]);
  await act(systemd, args, target);
  assert.deepEqual((await programs.calls())[0], "systemctl daemon-reload");
  assert.equal((await act(systemd, { daemon_reload: true }, target)).status, "ok");
});

testWithStandIns("a unit that there is not fails the task", { systemctl: SYSTEMCTL }, async (
  target,
) => {
  for (const args of [{ state: "started" }, { enabled: true }]) {
    const { status, values } = await act(systemd, { name: "missing", ...args }, target);
    assert.equal(status, "failed");
    assert.equal(values["msg"], "Could not find the requested service missing: host");
  }
});

testWithStandIns("what systemctl says of a failure is told", {
  systemctl: `case $1 in show) echo LoadState=loaded; echo ActiveState=inactive ;;
    *) echo "Job for $3.service failed" >&2; exit 1 ;; esac`,
}, async (target) => {
  const { status, values } = await act(systemd, { name: "web", state: "started" }, target);
  assert.equal(status, "failed");
  assert.equal(values["msg"], "Unable to start service web: Job for web.service failed");
});

testWithStandIns("service asks systemd where that is told to", { systemctl: SYSTEMCTL }, async (
  target,
) => {
  const args = { name: "web", state: "started", enabled: true, use: "systemd" };
  await changesOnce(service, args, target);
  const ignored = await act(service, { ...args, sleep: 3 }, target);
  assert.match(ignored.warnings.join(), /'sleep' means nothing to systemd/);
});

testWithStandIns(
  "service takes what systemd takes, if it is systemd",
  { systemctl: SYSTEMCTL },
  async (
    target,
    programs,
  ) => {
    const use = { use: "systemd" };
    assert.equal((await act(service, { daemon_reload: true, ...use }, target)).status, "ok");
    await changesOnce(service, { name: "web", masked: true, ...use }, target);
    assert.deepEqual((await programs.calls())[0], "systemctl daemon-reload");
    const other = { use: "sysvinit" };
    const refused = await act(service, { name: "web", masked: true, ...other }, target);
    assert.match(String(refused.values["msg"]), /Only systemd can do that, and sysvinit manages/);
    const nothing = await act(service, { name: "web", ...other }, target);
    assert.equal(nothing.values["msg"], "one of the following is required: state, enabled");
  },
);

Deno.test("a manager of services that there is not is refused", async () => {
  const { status, values } = await act(service, { name: "x", state: "started", use: "sysetmd" });
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), /no manager of services 'sysetmd'/);
});

Deno.test("a unit needs a name before anything runs", async () => {
  await assert.rejects(act(systemd, { state: "started" }), /needs 'name' with 'state'/);
  await assert.rejects(act(systemd, { masked: false }), /needs 'name' with 'masked'/);
  await assert.rejects(act(sysvinit, { name: "web" }), /needs one of/);
  await assert.rejects(act(systemd, { name: "web", state: "present" }), /present/);
});

/** A program of `/etc/init.d` that keeps what it was told beside it. */
const INIT_PROGRAM = `#!/bin/sh
echo "$*" >>"$0.calls"
case $1 in
  start | restart) touch "$0.up" ;;
  stop) rm -f "$0.up" ;;
  status) if [ -e "$0.up" ]; then echo "$0 is running"; else echo "$0 is not running"; exit 3; fi ;;
  reload) ;;
  *) exit 2 ;;
esac
`;

for (const [name, action] of Object.entries({ sysvinit, service })) {
  testInSandbox(`${name} brings a program of /etc/init.d to a state`, async ({ etc, target }) => {
    for (const each of ["init.d", ...[0, 1, 2, 3, 4, 5, 6].map((level) => `rc${level}.d`)]) {
      await Deno.mkdir(`${etc}/${each}`);
    }
    const header =
      "### BEGIN INIT INFO\n# Provides: web\n# Default-Start: 2 3 4 5\n# Default-Stop: 0 1 6\n### END INIT INFO\n";
    await writeProgram(`${etc}/init.d/web`, INIT_PROGRAM.replace("\n", `\n${header}`));
    const use = name === "service" ? { use: "sysvinit" } : {};
    await changesOnce(action, { name: "web", state: "started", ...use }, target);
    await changesOnce(action, { name: "web", enabled: true, ...use }, target);
    const both = { name: "web", enabled: true, state: "started", ...use };
    const { status: outcome, values } = await act(action, both, target);
    assert.deepEqual([outcome, values["state"], values["enabled"]], ["ok", "started", true]);
    if (action === sysvinit) {
      const half = await act(action, { ...both, state: "restarted" }, { ...target, check: true });
      const status = half.values["status"] as Map<string, Map<string, boolean>>;
      assert.equal(status.get("enabled")?.get("changed"), false);
      assert.equal(status.get("restarted")?.get("changed"), true);
    }
    await changesOnce(action, { name: "web", enabled: false, ...use }, target);
    await act(
      action,
      { name: "web", state: "restarted", arguments: "--hard", sleep: 0, ...use },
      target,
    );
    await changesOnce(action, { name: "web", state: "stopped", ...use }, target);
    const calls = await Deno.readTextFile(`${etc}/init.d/web.calls`);
    assert.match(calls, /restart --hard/);
    const missing = await act(action, { name: "nope", state: "started", ...use }, target);
    assert.match(String(missing.values["msg"]), /Could not find the requested service nope/);
  }, { shells: SHELLS });
}

Deno.test("service_facts reads what each manager prints", () => {
  assert.deepEqual(parseInitServices(" [ + ]  ssh\n [ - ]  cron\n [ ? ]  x\n"), [
    { name: "ssh", state: "running", source: "sysv" },
    { name: "cron", state: "stopped", source: "sysv" },
  ]);
  assert.deepEqual(parseOpenrc(" sshd       [  started  ]\n nginx  [  stopped  ]\n"), [
    { name: "sshd", state: "running", source: "openrc" },
    { name: "nginx", state: "stopped", source: "openrc" },
  ]);
  assert.deepEqual(parseChkconfig("network  0:off\t1:off\t2:on\t3:on\t4:on\t5:on\t6:off\n"), [
    { name: "network", state: "unknown", status: "enabled", source: "sysv" },
  ]);
  const units = [
    "ssh.service    loaded    active   running OpenBSD Secure Shell server",
    "bad.service    loaded    failed   failed  Bad",
    "gone.service   not-found inactive dead    gone.service",
    "getty@1.service loaded   inactive dead    Getty",
    "sys.mount      loaded    active   mounted x",
  ].join("\n");
  const files = [
    "ssh.service enabled enabled",
    "sshd.service alias -",
    "getty@.service static -",
    "other.service masked enabled",
  ].join("\n");
  const others = "Names=ssh.service sshd.service\nActiveState=active\n\n" +
    "Names=other.service\nActiveState=inactive";
  const facts = parseSystemd(units, files, others);
  assert.deepEqual(facts.map(({ name, state, status }) => `${name} ${state} ${status}`), [
    "ssh.service running enabled",
    "bad.service failed failed",
    "gone.service stopped not-found",
    "getty@1.service stopped inactive",
    "sshd.service active alias",
    "getty@.service unknown static",
    "other.service inactive masked",
  ]);
});

/** Lists one unit and its files; its other name and what is not loaded it only shows. */
const LISTING_SYSTEMCTL = `
case $1 in
  list-units) echo 'web.service loaded active running Web' ;;
  list-unit-files) printf '%s -\\n' 'web.service enabled' 'www.service alias' 'web@.service static' 'db.service disabled' ;;
  show)
    while [ "$1" != -- ]; do shift; done; shift
    for name; do case $name in
      www.service) printf 'Names=web.service www.service\\nActiveState=active\\n\\n' ;;
      db.service) printf 'Names=db.service\\nActiveState=inactive\\n\\n' ;;
      *) echo "Asked for $name" >&2; exit 1 ;;
    esac; done ;;
esac`;

testInSandbox("service_facts asks for what is not loaded", async ({ root, target }) => {
  const { environment } = await standIns(root, { systemctl: LISTING_SYSTEMCTL });
  const running = ["--tmpfs", "/run", "--dir", "/run/systemd/system"];
  const shell = [...enclosure(root), ...running, ...target.shell ?? []];
  const { facts } = await act(serviceFacts, {}, { shell, environment });
  const services = facts["services"] as Map<string, Map<string, string>>;
  const states = [...services].filter(([, each]) => each.get("source") === "systemd")
    .map(([name, each]) => `${name} ${each.get("state")} ${each.get("status")}`);
  assert.deepEqual(states, [
    "web.service running enabled",
    "www.service active alias",
    "web@.service unknown static",
    "db.service inactive disabled",
  ]);
});
