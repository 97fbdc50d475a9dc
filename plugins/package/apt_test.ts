/** `apt` with programs that stand in for apt and dpkg, and what the real ones say of this machine. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { LocalTask, runAction } from "@shep/sdk/testing";
import { withServer } from "../net/test_support.ts";
import {
  act,
  isInstalled,
  once,
  SHELLS,
  type StandIns,
  testWithStandIns,
} from "../system/test_support.ts";
import { apt, changesIn } from "./apt.ts";
import { parseAptPackage } from "./apt_package.ts";

/** Keeps what is installed in a file of `name version` lines; knows newer versions of some. */
const PROGRAMS = {
  "dpkg-query": `
for name; do :; done
touch "$STATE/installed"
case $* in *'\${Package}'*)
  while read -r n v; do case $n in $name) echo "$n" ;; esac; done <"$STATE/installed"; exit ;;
esac
while read -r n v; do [ "$n" != "$name" ] || { echo "ii  $v"; exit; }; done <"$STATE/installed"
while read -r n v; do [ "$n" != "$name" ] || { echo "rc  $v"; exit; }; done <"$STATE/removed" 2>/dev/null
exit 1`,
  "apt-cache":
    `case $1 in policy) echo "  Candidate: 2.0" ;; *) printf '%s\\n' web web-extra other ;; esac`,
  "dpkg-deb": `case $3 in Package) echo local ;; *) echo 2.0 ;; esac`,
  dpkg: `case $3 in ge) r='ge' ;; *) r=$3 ;; esac
a=\${2%%.*} b=\${4%%.*}; case $r in ge) [ "$a" -ge "$b" ] ;; gt) [ "$a" -gt "$b" ] ;; eq) [ "$2" = "$4" ] ;; esac`,
  "apt-get": `
touch "$STATE/installed"
simulate= verb= packages= new=0 gone=0
while [ $# -gt 0 ]; do
  case $1 in
    -o | -t) shift ;;
    -s) simulate=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else packages="$packages $1"; fi ;;
  esac
  shift
done
[ "$verb" != update ] || exit 0
case $verb in autoclean) echo "Del old 1 [2 B]"; exit ;; clean) exit ;; esac
for each in $packages; do
  name=\${each%%[=/]*} version=1.0
  case $each in *=*) version=\${each#*=} ;; /*) name=local version=2.0 ;; nope) echo "E: Unable to locate package nope" >&2; exit 100 ;; esac
  sed "/^$name /d" "$STATE/installed" >"$STATE/rest"
  if [ "$verb" = remove ]; then
    cmp -s "$STATE/installed" "$STATE/rest" || gone=$((gone + 1))
  else
    echo "$name $version" >>"$STATE/rest"
    cmp -s "$STATE/installed" "$STATE/rest" || new=$((new + 1))
  fi
  [ -n "$simulate" ] || mv "$STATE/rest" "$STATE/installed"
done
[ $((new + gone)) = 0 ] || printf 'The following packages will change:\\n %s\\n' "$packages"
echo "0 upgraded, $new newly installed, $gone to remove and 0 not upgraded."`,
};

/** What apt-get was told, without the options that it always is. */
async function told(programs: StandIns): Promise<string[]> {
  return (await programs.calls()).filter((call) => call.startsWith("apt-get"))
    .map((call) =>
      call.replace(/ -y/, "").replaceAll(/ -o Dpkg::Options::=\S+/g, "")
        .replace(/ -o DPkg::Lock::Timeout=\d+/, "").slice("apt-get ".length)
    );
}

testWithStandIns("packages are installed once, and removed once", PROGRAMS, async (
  target,
  programs,
) => {
  await once(apt, { name: ["web", "other = 1.5"] }, target);
  assert.deepEqual(await told(programs), [
    "-s install web other=1.5",
    "install web other=1.5",
  ]);
  assert.equal(await Deno.readTextFile(`${programs.state}/installed`), "web 1.0\nother 1.5\n");
  const installed: readonly Plain[] = ["web", "other=1.*", "other>=1.2", "w*b", ["web", "other"]];
  for (const name of installed) {
    assert.equal((await act(apt, { name }, target)).status, "ok", String(name));
  }
  assert.deepEqual(await told(programs), []);
  await once(apt, { name: "other=2.0", allow_downgrade: true }, target);
  assert.deepEqual((await told(programs))[1], "--allow-downgrades install other=2.0");
  await once(apt, { name: "web", state: "absent", purge: true, autoremove: true }, target);
  assert.deepEqual((await told(programs))[1], "remove --purge --auto-remove web");
  await once(apt, { name: "o*", state: "absent" }, target);
}, { shells: SHELLS });

testWithStandIns("one that is removed is purged, if that is asked for", PROGRAMS, async (
  target,
  programs,
) => {
  await Deno.writeTextFile(`${programs.state}/removed`, "web 1.0\n");
  assert.equal((await act(apt, { name: "web", state: "absent" }, target)).status, "ok");
  assert.deepEqual(await told(programs), []);
  await act(apt, { name: "web", state: "absent", purge: true }, target);
  assert.deepEqual(await told(programs), ["remove --purge web"]);
});

testWithStandIns("the lists are fetched when they are too old", PROGRAMS, async (
  target,
  programs,
) => {
  const { status, values } = await act(apt, { update_cache: true }, target);
  assert.deepEqual([status, values["cache_updated"]], ["changed", true]);
  assert.equal(typeof values["cache_update_time"], "number");
  assert.deepEqual(await told(programs), ["update"]);
  const valid = await act(apt, { cache_valid_time: 999_999_999_999 }, target);
  assert.deepEqual([valid.status, valid.values["cache_updated"]], ["ok", false]);
  const checked = await act(apt, { update_cache: true, name: "web" }, { ...target, check: true });
  assert.equal(checked.values["cache_updated"], true);
  assert.deepEqual(await told(programs), ["-s install web"]);
});

testWithStandIns("apt is told what the arguments say", PROGRAMS, async (target, programs) => {
  const cases: readonly (readonly [Record<string, Plain>, string])[] = [
    [{ name: "web", state: "latest", only_upgrade: true }, "install web --only-upgrade"],
    [
      { name: "web", state: "latest", install_recommends: false, default_release: "sid" },
      "-t sid install web -o APT::Install-Recommends=no",
    ],
    [{ name: "web", state: "build-dep" }, "build-dep web"],
    [{ name: "web", state: "fixed" }, "install --fix-broken web"],
    [{ name: "w*", state: "latest" }, "install web web-extra"],
    [{ name: "*", state: "latest" }, "dist-upgrade"],
    [{ upgrade: "yes" }, "upgrade --with-new-pkgs"],
    [{ upgrade: "dist", autoremove: true }, "dist-upgrade --auto-remove"],
    [{ autoremove: true, purge: true }, "autoremove --purge"],
    [
      { name: "x", state: "latest", force: true, fail_on_autoremove: true },
      "--allow-unauthenticated --allow-downgrades --allow-change-held-packages " +
      "--allow-remove-essential --no-remove install x",
    ],
  ];
  for (const [args, expected] of cases) {
    const { values } = await act(apt, args, target);
    assert.deepEqual(await told(programs), [expected], JSON.stringify(values));
  }
});

testWithStandIns("what apt says of a failure is told", PROGRAMS, async (target) => {
  const { status, values } = await act(apt, { name: ["web", "nope"] }, target);
  assert.equal(status, "failed");
  assert.equal(values["rc"], 100);
  assert.match(
    String(values["msg"]),
    /^'apt-get install web nope' failed: E: Unable to locate package nope$/,
  );
});

testWithStandIns("a version that cannot be had is not asked for", PROGRAMS, async (target) => {
  const { values } = await act(apt, { name: "web>=9" }, { ...target, check: true });
  assert.equal(values["msg"], "no available installation candidate for web>=9");
  const nothing = await act(apt, { name: "web," }, target);
  assert.equal(nothing.values["msg"], "No package matching '' is available");
});

testWithStandIns("a package file is installed, from here or from there", PROGRAMS, async (
  target,
  programs,
  root,
) => {
  await Deno.writeTextFile(`${root}/a.deb`, "");
  await once(apt, { deb: `${root}/a.deb` }, target);
  assert.deepEqual((await told(programs))[1], `install ${root}/a.deb`);
  const older = await Deno.readTextFile(`${programs.state}/installed`);
  await Deno.writeTextFile(`${programs.state}/installed`, older.replace("2.0", "3.0"));
  const later = await act(apt, { deb: `${root}/a.deb` }, target);
  assert.match(String(later.values["msg"]), /A later version of local is already installed/);
  await Deno.writeTextFile(`${programs.state}/installed`, "");
  await withServer(async (origin) => {
    const fetched = await act(apt, { deb: `${origin}/b.deb` }, target);
    assert.equal(fetched.status, "changed", JSON.stringify(fetched.values));
    const missing = await act(apt, { deb: `${origin}/missing` }, target);
    assert.match(String(missing.values["msg"]), /Failed to download .*\/missing: HTTP\/1.1 404/);
  });
  const bad = await act(apt, { deb: "/x.deb", state: "absent" }, target);
  assert.equal(bad.values["msg"], "deb only supports state=present");
});

testWithStandIns("what would be removed from the cache is told", PROGRAMS, async (target) => {
  assert.equal((await act(apt, { autoclean: true }, { ...target, check: true })).status, "changed");
});

/** The real apt is only ever asked in check mode: it would change this machine. */
Deno.test({
  name: "an installed package takes one round trip and no apt",
  ignore: !isInstalled("dpkg-query"),
  fn: async () => {
    const task = new LocalTask({ check: true, diff: true });
    const { status } = await runAction(apt, { name: ["dpkg", "apt>=1.0", "apt=[1-9]*"] }, task);
    assert.deepEqual([status, task.calls.length], ["ok", 1]);
  },
});

Deno.test("a target without apt is told", async () => {
  const { values } = await act(apt, { name: "x" }, {
    environment: { PATH: "/nowhere" },
    shell: ["/bin/sh"],
  });
  assert.match(String(values["msg"]), /no apt-get on the target/);
});

Deno.test("packages are named in several ways", () => {
  assert.deepEqual(parseAptPackage("a:i386 >= 2"), {
    spec: "a:i386",
    name: "a:i386",
    relation: ">=",
    wanted: "2",
    isPattern: false,
  });
  assert.equal(parseAptPackage("a/sid").wanted, "sid");
  assert.equal(parseAptPackage("lib[a-c]?").isPattern, true);
});

Deno.test("a diff names the packages", () => {
  const stdout = "Reading…\nThe following NEW packages will be installed:\n  web\n" +
    "0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\nGet:1 …\n";
  assert.equal(
    changesIn(stdout),
    "The following NEW packages will be installed:\n  web\n" +
      "0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\n",
  );
});
