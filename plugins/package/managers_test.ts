/**
 * `apk`, `pacman` and `zypper`, with programs that stand in for the real ones: each keeps what is
 * installed in a file.
 */
import assert from "node:assert/strict";
import { act, once, type StandIns, testWithStandIns } from "../system/test_support.ts";
import { apk, changedPackages } from "./apk.ts";
import { packageAction } from "./package.ts";
import { pacman } from "./pacman.ts";
import { zypper } from "./zypper.ts";

/** What the program was told that changes something. */
async function told(programs: StandIns, pattern: RegExp): Promise<string[]> {
  return (await programs.calls()).filter((call) => pattern.test(call));
}

const APK = `
touch "$STATE/world"
dry=
while :; do case $1 in --repository | --repositories-file) shift 2 ;; --no-cache) shift ;; --simulate) dry=1; shift ;; *) break ;; esac; done
verb=$1; shift
for word; do
  case $word in
    -*) continue ;;
    nope) echo "ERROR: unable to select packages: nope (no such package)"; exit 1 ;;
  esac
  name=\${word%%[=~]*}
  case $verb in
    info) grep -qx "$name\\(~.*\\)*" "$STATE/world"; exit ;;
    add) grep -qx "$word" "$STATE/world" || { echo "(1/1) Installing $name (1.0)"; [ -n "$dry" ] || echo "$word" >>"$STATE/world"; } ;;
    del) case $name in base) echo "World updated, but the following packages are not removed due to:"; echo "  base: web"; continue ;; esac
      name="$name\\(~.*\\)*"; echo "(1/1) Purging $name (1.0)"; [ -n "$dry" ] || { grep -vx "$name" "$STATE/world" >"$STATE/rest"; mv "$STATE/rest" "$STATE/world"; } ;;
  esac
done
case $verb in upgrade) [ -e "$STATE/new" ] && { echo "(1/2) Upgrading musl (1 -> 2)"; [ -n "$dry" ] || rm "$STATE/new"; }; esac
echo "OK: 5 MiB in 14 packages"`;

testWithStandIns("packages of Alpine", { apk: APK }, async (target, programs) => {
  const world = `${programs.state}/world`;
  await once(apk, { name: ["web~1", "db"], world }, target);
  assert.deepEqual(
    await told(programs, /apk( --\S+)* add/),
    [
      "apk --simulate add web~1 db",
      "apk add web~1 db",
    ].map((call) => call.replace("apk --simulate add", "apk --simulate add")),
  );
  await once(apk, { name: "web", state: "absent", world, no_cache: true }, target);
  await Deno.writeTextFile(`${programs.state}/new`, "");
  await once(apk, { upgrade: true, repository: "http://r" }, target);
  assert.equal(
    (await told(programs, / upgrade/)).at(-1),
    "apk --repository http://r --repositories-file /dev/null upgrade",
  );
  assert.equal((await act(apk, { update_cache: true }, target)).status, "changed");
  const again = await act(apk, { name: "db~1", world }, target);
  assert.equal(again.status, "changed", "what is listed without a version is listed anew with it");
  await Deno.writeTextFile(world, "base\n");
  const kept = await act(apk, { name: "base", state: "absent", world }, target);
  assert.match(String(kept.values["msg"]), /^failed to remove base package\(s\): .*base: web/s);
  const { values } = await act(apk, { name: "nope", world }, target);
  assert.match(String(values["msg"]), /^'apk add nope' failed: ERROR: unable to select packages/);
  assert.deepEqual(changedPackages("(1/2) Installing a (1)\n(2/2) Upgrading b (1 -> 2)\nOK"), [
    "a",
    "b",
  ]);
});

const PACMAN = `
touch "$STATE/installed"
verb= names=
print=
for word; do
  case $word in
    --print-format) print=1 ;;
    %*) ;;
    -Q | -Qu | -Sgq | -Qgq | -Qd | -Qe | -Qp | --sync | --remove | --database | --upgrade) [ -n "$verb" ] || verb=$word ;;
    --refresh) verb=refresh ;;
    --sysupgrade) verb=sysupgrade ;;
    -*) ;;
    *) names="$names $word" ;;
  esac
done
set -- $names
[ -z "$print" ] || { case $names in *nope*) echo "error: target not found: nope"; exit 1 ;; esac; printf '%s\\n' "$@"; exit; }
case $verb in
  -Q) grep "^$1 " "$STATE/installed" ;;
  -Qu) [ -z "$1" ] && { sed -n 's/^\\([^ ]*\\) 1$/\\1 1 -> 2/p' "$STATE/installed"; exit; }; sed -n "s/^$1 1$/$1 1 -> 2/p" "$STATE/installed" ;;
  -Sgq) [ "$1" != tools ] || printf 'saw\\nhammer\\n' ;;
  -Qd) [ -e "$STATE/dep-$1" ] ;;
  refresh) echo ':: Synchronizing'; mkdir -p "$STATE/sync"; echo "lists" >"$STATE/sync/core.db" ;;
  --sync) for each; do case $each in nope) echo "error: target not found: nope"; exit 1 ;; esac; grep -v "^$each " "$STATE/installed" >"$STATE/rest"; echo "$each 2" >>"$STATE/rest"; mv "$STATE/rest" "$STATE/installed"; done ;;
  sysupgrade) sed 's/ 1$/ 2/' "$STATE/installed" >"$STATE/rest"; mv "$STATE/rest" "$STATE/installed" ;;
  --remove) for each; do grep -v "^$each " "$STATE/installed" >"$STATE/rest"; mv "$STATE/rest" "$STATE/installed"; done ;;
  --database) touch "$STATE/dep-$1" ;;
esac`;

const ARCH = { pacman: PACMAN, "pacman-conf": 'echo "$STATE"' };

testWithStandIns("packages of Arch", ARCH, async (target, programs) => {
  const changing = /--(sync|remove|database|upgrade) (?!.*--print-format)/;
  await once(pacman, { name: ["web", "tools"], extra_args: "--ask 4" }, target);
  assert.deepEqual(await told(programs, changing), [
    "pacman --sync --noconfirm --noprogressbar --needed web saw hammer --ask 4",
  ]);
  await once(pacman, { name: "saw", reason: "dependency", reason_for: "all" }, target);
  await Deno.writeTextFile(`${programs.state}/installed`, "web 1\nold 1\n");
  await once(pacman, { name: "web", state: "latest" }, target);
  await once(pacman, { upgrade: true }, target);
  await programs.calls();
  await once(pacman, { name: "web", state: "absent", force: true, remove_nosave: true }, target);
  assert.deepEqual(await told(programs, changing), [
    "pacman --remove --noconfirm --noprogressbar --nodeps --nodeps --nosave web",
  ]);
  const updated = await act(pacman, { update_cache: true }, target);
  assert.deepEqual([updated.status, updated.values["cache_updated"]], ["changed", true]);
  assert.equal((await act(pacman, { update_cache: true }, target)).status, "ok");
  const { values } = await act(pacman, { name: "nope" }, target);
  assert.match(
    String(values["msg"]),
    /^'pacman --sync .* nope' failed: error: target not found: nope/,
  );
  const perhaps = await act(pacman, { name: "nope" }, { ...target, check: true });
  assert.equal(perhaps.status, "failed");
});

const ZYPPER = {
  rpm: `
touch "$STATE/installed"
case "$*" in -qa*) cat "$STATE/installed" ;; *--whatprovides*) exit 1 ;; *) grep -q "^\${2%-[0-9]*} " "$STATE/installed" ;; esac`,
  zypper: `
touch "$STATE/installed"
verb= dry= names=
for word; do
  case $word in
    --dry-run) dry=1 ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$word; else names="$names $word"; fi ;;
  esac
done
case $names in *nope*) echo "No provider of 'nope' found."; exit 104 ;; esac
cp "$STATE/installed" "$STATE/rest"
for each in $names; do
  name=\${each%%=*}
  grep -v "^$name " "$STATE/rest" >"$STATE/next"; mv "$STATE/next" "$STATE/rest"
  [ "$verb" = remove ] || echo "$name 2-1" >>"$STATE/rest"
done
[ "$verb" != update ] || { sed 's/ 1-1$/ 2-1/' "$STATE/installed" >"$STATE/rest"; }
if cmp -s "$STATE/installed" "$STATE/rest"; then echo "Nothing to do."; exit; fi
echo "1 package to change: 1 new package to install."
[ -n "$dry" ] || mv "$STATE/rest" "$STATE/installed"`,
};

testWithStandIns("packages of SUSE", ZYPPER, async (target, programs) => {
  await once(
    zypper,
    { name: ["web", "db=1.0"], disable_gpg_check: true, oldpackage: true },
    target,
  );
  assert.deepEqual(await told(programs, /^zypper/), [
    "zypper --non-interactive --no-gpg-checks install --dry-run --auto-agree-with-licenses --no-recommends --oldpackage web db=1.0",
    "zypper --non-interactive --quiet --no-gpg-checks install --auto-agree-with-licenses --no-recommends --oldpackage web db=1.0",
  ]);
  await Deno.writeTextFile(`${programs.state}/installed`, "web 1-1\ndb 1-1\n");
  await once(zypper, { name: "web", state: "latest" }, target);
  await once(zypper, { name: "*", state: "latest" }, target);
  await programs.calls();
  await once(zypper, { name: ["-db", "mail"], clean_deps: true }, target);
  assert.deepEqual(
    (await told(programs, /^zypper.*quiet/)).map((call) => call.split(" ").slice(3)),
    [
      ["remove", "--clean-deps", "db"],
      ["install", "--auto-agree-with-licenses", "--no-recommends", "mail"],
    ],
  );
  await once(packageAction, { name: "web", state: "absent", use: "zypper" }, target);
  const { values } = await act(zypper, { name: "nope" }, target);
  assert.match(String(values["msg"]), /return code 104: No provider of 'nope' found/);
  const both = await act(zypper, { name: ["*", "web"], state: "latest" }, target);
  assert.match(String(both.values["msg"]), /'\*' stands for all packages/);
});
