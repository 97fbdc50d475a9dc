/** What a machine is called, where and when it is, and what it prefers; in an `/etc` of its own. */
import assert from "node:assert/strict";
import { Fault, type ShellText } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { alternatives } from "./alternatives.ts";
import { hostname } from "./hostname.ts";
import { knownHosts } from "./known_hosts.ts";
import { localeGen } from "./locale_gen.ts";
import { reboot } from "./reboot.ts";
import { seboolean, selinux, setKey } from "./selinux_settings.ts";
import {
  act,
  enclosure,
  isInstalled,
  once,
  standIns,
  testInSandbox,
  testOnTargets,
  testWithStandIns,
} from "./test_support.ts";
import { timezone } from "./timezone.ts";
import { ufw } from "./ufw.ts";

const HOSTNAME = `
case $1 in "") cat "$STATE/name" 2>/dev/null || echo old ;; -f) echo "$(cat "$STATE/name").example.com" ;; *) echo "$1" >"$STATE/name" ;; esac`;

testInSandbox("a machine gets a name, now and for ever", async ({ etc, root, target }) => {
  const { environment } = await standIns(root, { hostname: HOSTNAME });
  const options = { ...target, environment };
  const { facts } = await once(hostname, { name: "web.example.com", use: "debian" }, options);
  assert.equal(facts["ansible_hostname"], "web");
  assert.equal(facts["ansible_domain"], "example.com");
  assert.equal(await Deno.readTextFile(`${etc}/hostname`), "web.example.com\n");
  await Deno.mkdir(`${etc}/conf.d`);
  await Deno.writeTextFile(`${etc}/conf.d/hostname`, '# name\nhostname="old"\n');
  await once(hostname, { name: "db", use: "openrc" }, options);
  assert.equal(await Deno.readTextFile(`${etc}/conf.d/hostname`), '# name\nhostname="db"\n');
  const bad = await act(hostname, { name: "a b" }, options);
  assert.match(String(bad.values["msg"]), /no name for a host/);
  const other = await act(hostname, { name: "a", use: "solaris" }, options);
  assert.match(String(other.values["msg"]), /only on Linux/);
});

testInSandbox("a machine gets a time zone", async ({ etc, target }) => {
  await Deno.writeTextFile(`${etc}/timezone`, "Etc/UTC\n");
  const { diffs } = await act(timezone, { name: "Asia/Tokyo" }, {
    ...target,
    check: true,
    diff: true,
  });
  assert.equal(diffs[0]?.after, "name=Asia/Tokyo\n");
  await once(timezone, { name: "Asia/Tokyo" }, target);
  assert.equal(await Deno.readLink(`${etc}/localtime`), "/usr/share/zoneinfo/Asia/Tokyo");
  assert.equal(await Deno.readTextFile(`${etc}/timezone`), "Asia/Tokyo\n");
  const bad = await act(timezone, { name: "Europe/Nowhere" }, target);
  assert.match(String(bad.values["msg"]), /given timezone "Europe\/Nowhere" is not available/);
}, { ignore: !isFile("/usr/share/zoneinfo/Asia/Tokyo") });

testInSandbox(
  "what systemd leaves in /etc/timezone is not its zone",
  async ({ etc, root, target }) => {
    const { environment } = await standIns(root, {
      timedatectl: 'ln -sf "/usr/share/zoneinfo/$2" /etc/localtime',
    });
    await Deno.writeTextFile(`${etc}/timezone`, "Etc/UTC\n");
    const running = ["--tmpfs", "/run", "--dir", "/run/systemd/system"];
    const shell = [...enclosure(root), ...running, ...target.shell ?? []];
    await once(timezone, { name: "Asia/Tokyo" }, { shell, environment });
    assert.equal(await Deno.readTextFile(`${etc}/timezone`), "Etc/UTC\n");
  },
  { ignore: !isFile("/usr/share/zoneinfo/Asia/Tokyo") },
);

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

const LOCALES = {
  locale: 'printf "C\\nC.utf8\\n"; cat "$STATE/there" 2>/dev/null',
  "locale-gen":
    `sed -n 's/^\\([a-z].*\\)\\.UTF-8 UTF-8$/\\1.utf8/p' /etc/locale.gen >"$STATE/there"`,
};

testInSandbox("locales are made and removed", async ({ etc, root, target }) => {
  const { environment } = await standIns(root, LOCALES);
  const options = { ...target, environment };
  await Deno.writeTextFile(`${etc}/locale.gen`, "# de_AT.UTF-8 UTF-8\n# de_DE ISO-8859-1\n");
  await once(localeGen, { name: "de_AT.UTF-8" }, options);
  assert.equal(
    await Deno.readTextFile(`${etc}/locale.gen`),
    "de_AT.UTF-8 UTF-8\n# de_DE ISO-8859-1\n",
  );
  await once(localeGen, { name: "de_AT.UTF-8", state: "absent" }, options);
  const bad = await act(localeGen, { name: "xx_XX.UTF-8" }, options);
  assert.match(String(bad.values["msg"]), /xx_XX\.UTF-8 is not available/);
});

/** Keeps alternatives as `path priority` lines, and what is chosen. */
const UPDATE_ALTERNATIVES = `
touch "$STATE/all"; chosen=$(cat "$STATE/chosen" 2>/dev/null)
case $1 in
  --query)
    [ -s "$STATE/all" ] || exit 2
    printf 'Name: %s\\nLink: /usr/bin/x\\nStatus: %s\\nValue: %s\\n' "$2" "$(cat "$STATE/mode" 2>/dev/null || echo auto)" "$chosen"
    while read -r p n; do printf '\\nAlternative: %s\\nPriority: %s\\n' "$p" "$n"; done <"$STATE/all" ;;
  --install) grep -v "^$4 " "$STATE/all" >"$STATE/rest"; echo "$4 $5" >>"$STATE/rest"; mv "$STATE/rest" "$STATE/all"; [ -n "$chosen" ] || echo "$4" >"$STATE/chosen" ;;
  --set) echo "$3" >"$STATE/chosen"; echo manual >"$STATE/mode" ;;
  --auto) echo auto >"$STATE/mode" ;;
  --remove) grep -v "^$3 " "$STATE/all" >"$STATE/rest"; mv "$STATE/rest" "$STATE/all" ;;
esac`;

testWithStandIns(
  "an alternative is chosen once",
  { "update-alternatives": UPDATE_ALTERNATIVES },
  async (
    target,
    programs,
    root,
  ) => {
    for (const name of ["a", "b"]) await Deno.writeTextFile(`${root}/${name}`, "");
    const [a, b] = [`${root}/a`, `${root}/b`];
    await act(alternatives, { name: "x", path: a, link: "/usr/bin/x" }, target);
    assert.ok(
      (await programs.calls()).includes(`update-alternatives --install /usr/bin/x x ${a} 50`),
    );
    await once(alternatives, { name: "x", path: b, priority: 7 }, target);
    assert.equal(await Deno.readTextFile(`${programs.state}/chosen`), `${b}\n`);
    await once(alternatives, { name: "x", path: b, priority: 9, state: "present" }, target);
    await once(alternatives, { name: "x", path: b, state: "auto" }, target);
    await once(alternatives, { name: "x", path: a, state: "absent" }, target);
    const missing = await act(alternatives, { name: "x", path: `${root}/nope` }, target);
    assert.match(String(missing.values["msg"]), /Specified path .*nope does not exist/);
  },
);

const SELINUX = {
  getenforce: 'cat "$STATE/mode" 2>/dev/null || echo Enforcing',
  setenforce: '[ "$1" = 1 ] && echo Enforcing >"$STATE/mode" || echo Permissive >"$STATE/mode"',
  getsebool:
    '[ "$1" = nope ] && exit 1; echo "$1 --> $(cat "$STATE/bool" 2>/dev/null || echo off)"',
  setsebool: '[ "$1" != -P ] || shift; echo "$2" >"$STATE/bool"',
  semanage: "",
};

testWithStandIns("SELinux has switches and a mode", SELINUX, async (target, programs, root) => {
  const { values } = await once(
    seboolean,
    { name: "httpd", state: true, persistent: true },
    target,
  );
  assert.deepEqual(values, { name: "httpd", state: true, persistent: true });
  assert.ok((await programs.calls()).includes("setsebool -P httpd on"));
  const missing = await act(seboolean, { name: "nope", state: true }, target);
  assert.equal(missing.values["msg"], "SELinux boolean nope does not exist.");
  const configfile = `${root}/config`;
  await Deno.writeTextFile(configfile, "# mode\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
  const permissive = await once(
    selinux,
    { state: "permissive", policy: "mls", configfile },
    target,
  );
  assert.equal(permissive.values["reboot_required"], false);
  assert.equal(
    await Deno.readTextFile(configfile),
    "# mode\nSELINUX=permissive\nSELINUXTYPE=mls\n",
  );
  const off = await act(selinux, { state: "disabled", configfile }, target);
  assert.deepEqual([off.status, off.values["reboot_required"]], ["changed", true]);
  await assert.rejects(act(selinux, { state: "enforcing", configfile }, target), /'policy'/);
  assert.equal(setKey("A=1", "B", "2"), "A=1\nB=2\n");
});

testOnTargets("keys of servers become known", async (root, target) => {
  const path = `${root}/known_hosts`;
  const keys = await Promise.all(["one", "two"].map(async (name) => {
    await new Deno.Command("ssh-keygen", {
      args: ["-q", "-t", "ed25519", "-N", "", "-f", `${root}/${name}`],
    })
      .output();
    return (await Deno.readTextFile(`${root}/${name}.pub`)).split(" ").slice(0, 2).join(" ");
  }));
  const args = { name: "git.example.com", key: `git.example.com ${keys[0]}`, path };
  await once(knownHosts, args, target);
  assert.equal(await Deno.readTextFile(path), `git.example.com ${keys[0]}\n`);
  await once(knownHosts, { ...args, key: `git.example.com ${keys[1]}` }, target);
  assert.equal(await Deno.readTextFile(path), `git.example.com ${keys[1]}\n`);
  await once(knownHosts, { ...args, key: `git.example.com ${keys[1]}`, hash_host: true }, target);
  assert.match(await Deno.readTextFile(path), /^\|1\|/);
  await once(knownHosts, { name: "git.example.com", path, state: "absent" }, target);
  assert.equal(await Deno.readTextFile(path), "");
  const other = await act(knownHosts, { ...args, name: "other" }, target);
  assert.match(String(other.values["msg"]), /Host parameter does not match/);
  await assert.rejects(act(knownHosts, { name: "x" }, target), /'key'/);
}, { only: "dash", ignore: !isInstalled("ssh-keygen") });

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEEVIL0ATfVnDeWFrUb8/9tAOlKbVHc54z0sPwKYyX6W";

/** A line that is there, the key that is to be known, or not, and what is left; `HOST` is a server's. */
const HOST_LINES: readonly (readonly [string, string | undefined, string, string])[] = [
  ["@revoked HOST\n", "HOST", "present", "@revoked HOST\nHOST\n"],
  ["HOST\n", "@revoked HOST", "present", "@revoked HOST\n"],
  ["@revoked HOST\n", "@cert-authority HOST", "present", "@revoked HOST\n@cert-authority HOST\n"],
  ["@cert-authority HOST\n", "@cert-authority HOST", "present", "@cert-authority HOST\n"],
  ["@revoked HOST\nHOST\n", "HOST", "absent", "@revoked HOST\n"],
  ["@revoked HOST\nHOST\n", "@revoked HOST", "absent", "HOST\n"],
  ["@revoked HOST\nHOST\n", undefined, "absent", "@revoked HOST\n"],
  ["  HOST mine\r\n", "HOST", "present", "  HOST mine\r\n"],
  ["  HOST\n", "HOST", "absent", ""],
];

testOnTargets(
  "a marked key is another than one without, or with another mark",
  async (root, target) => {
    const path = `${root}/known_hosts`;
    const named = (text: string): string => text.replaceAll("HOST", `git.example.com ${KEY}`);
    for (const [before, key, state, after] of HOST_LINES) {
      await Deno.writeTextFile(path, named(before));
      const wanted = key === undefined ? {} : { key: named(key) };
      const args = { name: "git.example.com", path, state, ...wanted };
      const { status } = await act(knownHosts, args, target);
      assert.equal(await Deno.readTextFile(path), named(after), `${before} ${key} ${state}`);
      assert.equal(status, before === after ? "ok" : "changed");
    }
  },
  { only: "dash", ignore: !isInstalled("ssh-keygen") },
);

/** Prints rules as ufw does, of a file of them. */
const UFW = `
touch "$STATE/rules"
dry=
[ "$1" != --dry-run ] || { dry=1; shift; }
case $1 in -f | --force) shift ;; esac
case $1 in
  status)
    echo "Status: $(cat "$STATE/on" 2>/dev/null || echo inactive)"
    echo "Logging: on (low)"
    echo "Default: $(cat "$STATE/default" 2>/dev/null || echo deny) (incoming), allow (outgoing), disabled (routed)" ;;
  enable) echo active >"$STATE/on" ;;
  disable) echo inactive >"$STATE/on" ;;
  default) echo "$2" >"$STATE/default" ;;
  reload | logging) ;;
  reset) echo "ERROR: Aborting" >&2; exit 1 ;;
  *)
    delete=; [ "$1" != delete ] || { delete=1; shift; }
    case $* in *bad*) echo "ERROR: Bad port" >&2; exit 1 ;; esac
    case $* in *limit*) echo "Skipping unsupported IPv6 'limit' rule" ;; esac
    line="### tuple ### $*"
    if [ -n "$delete" ]; then grep -vxF -e "$line" "$STATE/rules" >"$STATE/next"
    elif grep -qxF -e "$line" "$STATE/rules"; then echo "Skipping adding existing rule"; exit
    else { cat "$STATE/rules"; echo "$line"; } >"$STATE/next"
    fi
    if [ -n "$dry" ]; then cat "$STATE/next"; else mv "$STATE/next" "$STATE/rules"; cp "$STATE/rules" /etc/ufw/user.rules; fi ;;
esac`;

testInSandbox("ufw is turned on, and lets things through", async ({ etc, root, target }) => {
  const { environment, calls } = await standIns(root, { ufw: UFW });
  const options = { ...target, environment };
  await Deno.mkdir(`${etc}/ufw`);
  await once(ufw, { state: "enabled" }, options);
  await once(ufw, { policy: "reject" }, options);
  assert.equal((await act(ufw, { logging: "low" }, options)).status, "ok");
  await calls();
  const rule = {
    rule: "allow",
    direction: "in",
    interface: "eth0",
    port: "443",
    proto: "tcp",
    src: "10.0.0.0/8",
  };
  const { values } = await once(ufw, rule, options);
  assert.deepEqual(values["commands"], [
    "ufw allow in on eth0 from 10.0.0.0/8 to any port 443 proto tcp",
  ]);
  await once(ufw, { ...rule, delete: true }, options);
  await once(ufw, { rule: "limit", name: "OpenSSH" }, options);
  assert.equal((await act(ufw, { state: "reloaded" }, options)).status, "changed");
  const bad = await act(ufw, { rule: "allow", port: "bad" }, options);
  assert.match(String(bad.values["msg"]), /ERROR: Bad port/);
  await calls();
  const reset = await act(ufw, { state: "reset" }, options);
  assert.equal(reset.values["msg"], "ufw reset: ERROR: Aborting");
  assert.deepEqual(await calls(), ["ufw status verbose", "ufw -f reset"]);
  const way = { rule: "allow", interface: "eth0" };
  await assert.rejects(act(ufw, way, options), /needs 'direction' with 'interface'/);
  const twice = { rule: "allow", direction: "in", interface_in: "eth0" };
  await assert.rejects(act(ufw, twice, options), /only one of 'direction', 'interface_in'/);
});

/** A target that goes away when it is told to, and comes back as another start. */
class RebootingTask extends LocalTask {
  #starts = 0;
  readonly told: string[] = [];

  override async script(script: ShellText): ReturnType<LocalTask["script"]> {
    if (/shutdown -r/.test(script.text)) {
      this.told.push(/message='([^']*)'/.exec(script.text)?.[1] ?? "");
      this.#starts++;
      throw new Fault("unreachable", "connection closed");
    }
    const result = await super.script({ ...script, text: script.text } as ShellText);
    const stdout = result.stdout.replace(
      /(boot|said)=(?:start)?\n?\0/g,
      `$1=start ${this.#starts}\0`,
    )
      .replace("local=1\0", "");
    return { ...result, stdout };
  }
}

Deno.test("a target that was started anew is waited for", async () => {
  const task = new RebootingTask();
  const args = { msg: "mind the gap", boot_time_command: "echo start", test_command: "echo start" };
  const { status, values } = await runAction(reboot, args, task);
  assert.deepEqual([status, values["rebooted"], task.told], ["changed", true, ["mind the gap"]]);
});

Deno.test("the controller itself is not started anew", async () => {
  const task = new LocalTask();
  const { status, values } = await runAction(reboot, { boot_time_command: "echo 1" }, task);
  assert.deepEqual([status, task.calls.length], ["failed", 1]);
  assert.match(String(values["msg"]), /would reboot the control node/);
});
