/**
 * `dnf`, with programs that stand in for rpm and dnf. What they print was printed by dnf 4.14 for a
 * repository with two versions of a package.
 */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { act, type StandIns, testWithStandIns } from "../system/test_support.ts";
import { dnf, listedPackages, yum } from "./dnf.ts";
import { dnfFailure, transactionResults } from "./dnf_results.ts";
import { packageAction } from "./package.ts";

const DNF = `
verb= names= no= quiet=
for word; do
  case $word in
    --assumeno) no=1 ;;
    -q) quiet=1 ;;
    -*) ;;
    %*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names$word "; fi ;;
  esac
done
case $verb in
  makecache) exit 0 ;;
  repoquery) echo "foo|noarch|0|1|2.0|local"; exit ;;
  repolist) printf 'repo id   repo name   status\\nlocal     local       enabled\\n'; exit ;;
esac
case $names in nope*)
  printf 'No match for argument: nope\\nError: Unable to find a match: nope\\n'; exit 1 ;;
esac
version=2.0 have=$(cat "$STATE/foo" 2>/dev/null)
case $names in *1.0*) version=1.0 ;; esac
case $verb in
  remove | autoremove) [ "$verb$have" != autoremove ] && version= ;;
esac
case $verb-$have-$version in
  install--*) doing=Installing done=Installed ;;
  upgrade-1.0-2.0) doing=Upgrading done=Upgraded ;;
  install-2.0-1.0) doing=Downgrading done=Downgraded ;;
  remove-?*-) doing=Removing done=Removed ;;
  *) printf 'Dependencies resolved.\\nNothing to do.\\nComplete!\\n'; exit ;;
esac
cat <<END
Dependencies resolved.
================================================================================
 Package         Architecture       Version             Repository         Size
================================================================================
$doing:
 foo             noarch             \${version:-$have}-1               local             5.4 k

Transaction Summary
================================================================================
END
[ -z "$no" ] || { echo 'Operation aborted.'; exit 1; }
echo "$version" >"$STATE/foo"
printf '\\n%s:\\n  foo-%s-1.noarch\\n\\nComplete!\\n' "$done" "\${version:-$have}"`;

const PROGRAMS = {
  dnf: DNF,
  yum: DNF,
  rpm: `
for name; do :; done
have=$(cat "$STATE/foo" 2>/dev/null)
case $* in *-qa*) [ -z "$have" ] || echo "foo-$have-1.noarch"; exit ;; esac
case $* in *-qp*) echo foo-2.0-1.noarch; exit ;; esac
[ -n "$have" ] || exit 1
case $name in foo | foo-$have*) echo "foo-$have-1.noarch" ;; *) exit 1 ;; esac`,
};

async function told(programs: StandIns): Promise<string[]> {
  return (await programs.calls()).filter((call) => call.startsWith("dnf"));
}

async function once(
  args: Readonly<Record<string, Plain>>,
  target: LocalTaskOptions,
): Promise<void> {
  const checked = await act(dnf, args, { ...target, check: true });
  const done = await act(dnf, args, target);
  assert.deepEqual([checked.status, done.status], ["changed", "changed"], JSON.stringify(args));
  assert.deepEqual(checked.values["results"], done.values["results"]);
  assert.equal((await act(dnf, args, target)).status, "ok");
}

testWithStandIns("packages are installed, upgraded and removed once", PROGRAMS, async (
  target,
  programs,
) => {
  await once({ name: "foo-1.0" }, target);
  assert.deepEqual(await told(programs), [
    "dnf -y --assumeno --assumeno install foo-1.0",
    "dnf -y --assumeno install foo-1.0",
    "dnf -y --assumeno install foo-1.0",
    "dnf -y install foo-1.0",
  ]);
  assert.equal((await act(dnf, { name: "foo" }, target)).status, "ok");
  assert.deepEqual(await told(programs), []);
  await once({ name: "foo", state: "latest", security: true }, target);
  assert.deepEqual((await told(programs))[1], "dnf -y upgrade --security foo");
  assert.equal((await act(dnf, { name: "foo-1.0" }, target)).status, "ok");
  const { values } = await act(dnf, { name: "foo-1.0", allow_downgrade: true }, target);
  assert.deepEqual(values["results"], [
    "Installed: foo-1.0-1.noarch",
    "Removed: foo-2.0-1.noarch",
  ]);
  await programs.calls();
  await once({ name: ["foo", "absent"], state: "absent" }, target);
  assert.deepEqual((await told(programs))[1], "dnf -y remove --noautoremove foo");
});

testWithStandIns("dnf is told what the arguments say", PROGRAMS, async (target, programs) => {
  await act(dnf, {
    name: ["@base", "php >= 8"],
    state: "installed",
    enablerepo: "a,b",
    disable_gpg_check: true,
    nobest: true,
    exclude: ["kernel*"],
    installroot: "/srv",
    update_cache: true,
    install_weak_deps: false,
  }, target);
  const options = "dnf -y --enablerepo=a --enablerepo=b --exclude=kernel* --installroot=/srv " +
    "--nogpgcheck --nobest --setopt=install_weak_deps=0";
  assert.deepEqual(await told(programs), [
    `${options} --refresh makecache`,
    `${options} install @base php >= 8`,
  ]);
  await act(dnf, { name: "*", state: "latest", bugfix: true }, target);
  assert.deepEqual(await told(programs), ["dnf -y upgrade --bugfix"]);
  await act(yum, { name: "fresh", use_backend: "yum", allowerasing: true }, target);
  assert.ok((await programs.calls()).includes("yum -y --allowerasing install fresh"));
  await act(dnf, { name: "other", update_only: true }, target);
  assert.deepEqual(await told(programs), []);
});

testWithStandIns("a package that there is not fails the task", PROGRAMS, async (target) => {
  const { status, values } = await act(dnf, { name: "nope" }, target);
  assert.deepEqual([status, values["rc"]], ["failed", 1]);
  const why = "No package nope available.";
  assert.equal(values["msg"], `Failed to install some of the specified packages: ${why}`);
  assert.deepEqual(values["failures"], [why]);
  const file = await act(dnf, { name: "/no/such.rpm" }, target);
  assert.equal(file.values["msg"], "No RPM file matching '/no/such.rpm' found on system");
  const both = await act(dnf, { name: "foo", autoremove: true, state: "latest" }, target);
  assert.match(String(both.values["msg"]), /Autoremove should be used alone/);
});

testWithStandIns("package hands its task on", PROGRAMS, async (target, programs) => {
  const args = { name: "foo", state: "present", use: "dnf", enablerepo: "extra" };
  assert.equal((await act(packageAction, args, target)).status, "changed");
  assert.ok((await told(programs)).includes("dnf -y --enablerepo=extra install foo"));
  const other = await act(packageAction, { ...args, purge: true }, target);
  assert.match(String(other.values["msg"]), /'dnf'.*'purge'/);
  const unknown = await act(packageAction, { ...args, use: "brew" }, target);
  assert.match(String(unknown.values["msg"]), /matching action for the "brew" package manager/);
  const installed = await act(packageAction, { name: "foo", use: "dnf" }, target);
  assert.equal(installed.status, "ok", "without a state it is the manager's own: present");
});

Deno.test("packages are listed", () => {
  assert.deepEqual(listedPackages("bar|noarch|1|1|2.0|@System\n"), [{
    name: "bar",
    arch: "noarch",
    epoch: "1",
    release: "1",
    version: "2.0",
    repo: "@System",
    nevra: "1:bar-2.0-1.noarch",
    envra: "1:bar-2.0-1.noarch",
    yumstate: "installed",
  }]);
  assert.deepEqual(listedPackages("repo id   name  status\nlocal    local   enabled\n"), [
    { repoid: "local", state: "enabled" },
  ]);
});

/** As dnf 4.14 prints it, cut where it is of no interest. */
const TABLE = `Dependencies resolved.
======================================================
 Package     Architecture  Version   Repository  Size
======================================================
Installing:
 a-package-of-a-very-long-name
             noarch        1.0-1     local      5.4 k
Upgrading:
 web         noarch        1:2.0-1   local      5.4 k
Installing dependencies:
 base        x86_64        1.0-1     local      5.4 k
Removing unused dependencies:
 old         noarch        3.0-1     @local     4

Transaction Summary
======================================================
Install  2 Packages
`;

const BEFORE = "web-1.0-1.noarch\nweb-extra-1.0-1.noarch\nold-3.0-1.noarch\n";

Deno.test("what would be done is read from the table of dnf", () => {
  const transaction = { stdout: TABLE, before: BEFORE, after: "", downloads: false, check: true };
  const come = [
    "a-package-of-a-very-long-name-1.0-1.noarch",
    "base-1.0-1.x86_64",
    "web-1:2.0-1.noarch",
  ];
  assert.deepEqual(transactionResults(transaction), [
    ...come.map((each) => `Installed: ${each}`),
    "Removed: old-3.0-1.noarch",
    "Removed: web-1.0-1.noarch",
  ]);
  assert.deepEqual(
    transactionResults({ ...transaction, downloads: true, check: false }),
    come.map((each) => `Downloaded: ${each}`),
  );
});

Deno.test("what was done is what rpm has more and less", () => {
  const after = "web-1:2.0-1.noarch\nweb-extra-1.0-1.noarch\n";
  assert.deepEqual(
    transactionResults({ stdout: "", before: BEFORE, after, downloads: false, check: false }),
    ["Installed: web-1:2.0-1.noarch", "Removed: old-3.0-1.noarch", "Removed: web-1.0-1.noarch"],
  );
});

Deno.test("a failure names what cannot be had", () => {
  const excluded = "All matches were filtered out by exclude filtering for argument: base";
  assert.deepEqual(
    dnfFailure(`No match for argument: x\n${excluded}\nError: Unable to find a match: x`, 1, "dnf")
      .values,
    { rc: 1, results: [], failures: ["No package x available.", `base ${excluded}`] },
  );
  const group = "Module or Group 'tools' is not available.\nError: Nothing to do.";
  assert.equal(dnfFailure(group, 1, "dnf install @tools").message, "No group tools available.");
  assert.equal(dnfFailure("no\n", 1, "dnf upgrade").message, "'dnf upgrade' failed: no\n");
});
