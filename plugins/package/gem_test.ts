/** `gem` with one that stands in for it, and the real one with gems in a directory. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import {
  act,
  isInstalled,
  type StandIns,
  testOnTargets,
  testWithStandIns,
} from "../system/test_support.ts";
import { gem } from "./gem.ts";

/** Keeps what is installed as lines `NAME VERSION`; `json` is Ruby's own, 2.0 the newest of all. */
const GEM = `
touch "$STATE/installed"
verb=$1; shift
[ -z "$OLD" ] || case "$*" in *--norc*) echo "ERROR: invalid option: --norc" >&2; exit 1 ;; esac
name= version= remote= asked=
while [ $# -gt 0 ]; do
  case $1 in
    --version) version=$2; shift ;;
    --source | --install-dir | --bindir) shift ;;
    --remote) remote=1 ;;
    --installed) asked=1 ;;
    --) break ;;
    -*) ;;
    *) name=$1 ;;
  esac
  shift
done
case $verb in
  list)
    name=\${name#^}; name=\${name%\\$}
    [ -z "$asked" ] || { [ "$version" = '> 1' ]; exit; }
    if [ -n "$remote" ]; then
      case $name in nope) echo "WARNING: no network" >&2 ;; *) echo "$name (2.0 ruby java, 1.0)" ;; esac
      exit
    fi
    printf '%s\\n' "" "*** LOCAL GEMS ***" ""
    all=$(sed -n "s/^$name //p" "$STATE/installed" | tr '\\n' , | sed 's/,$//; s/,/, /g')
    [ "$name" != json ] || all="\${all:+$all, }default: 2.6.1"
    [ -z "$all" ] || echo "$name ($all)" ;;
  install)
    name=\${name##*/}
    case $name in nope) echo "ERROR: Could not find a valid gem 'nope'" >&2; exit 2 ;; esac
    echo "\${name%.gem} \${version:-1.0}" >>"$STATE/installed" ;;
  uninstall)
    [ "$name" != json ] || { echo "Gem json-2.6.1 cannot be uninstalled because it is a default gem"; exit 0; }
    grep -v "^$name \${version:-}" "$STATE/installed" >"$STATE/rest"; mv "$STATE/rest" "$STATE/installed" ;;
esac`;

async function told(programs: StandIns): Promise<string[]> {
  return (await programs.calls()).filter((call) => !call.startsWith("gem list"));
}

async function once(
  args: Readonly<Record<string, Plain>>,
  target: LocalTaskOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const checked = await act(gem, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  const done = await act(gem, args, target);
  assert.equal(done.status, "changed", JSON.stringify(done.values));
  const again = await act(gem, args, target);
  assert.equal(again.status, "ok", JSON.stringify(again.values));
  return done.values;
}

testWithStandIns("gems are installed and removed once", { gem: GEM }, async (target, programs) => {
  const name = "rake";
  const plain = "--norc --user-install --no-document rake";
  assert.deepEqual(await once({ name }, target), { name, state: "present" });
  assert.deepEqual(await told(programs), [`gem install ${plain}`]);
  await once({ name, version: "1.5" }, target);
  assert.deepEqual(await told(programs), [
    "gem install --norc --version 1.5 --user-install --no-document rake",
  ]);
  assert.equal((await act(gem, { name, version: "> 1" }, target)).status, "ok");
  assert.deepEqual(await told(programs), []);
  const latest = await once({ name, state: "latest", repository: "https://r" }, target);
  assert.equal(latest["version"], "2.0");
  assert.deepEqual(await told(programs), [
    "gem install --norc --source https://r --version 2.0 --user-install --no-document rake",
  ]);
  await once({ name, version: "1.5", state: "absent" }, target);
  await once({ name, state: "absent", force: true, bindir: "/b" }, target);
  assert.deepEqual(await told(programs), [
    "gem uninstall --norc --version 1.5 --executables rake",
    "gem uninstall --norc --bindir /b --force --all --executables rake",
  ]);
});

testWithStandIns("gem is told what was asked for", { gem: GEM }, async (target, programs, root) => {
  await once({
    name: "nokogiri",
    version: "1.6",
    source: "https://r",
    install_dir: "~/my gems",
    bindir: "$STATE/bin",
    user_install: false,
    include_dependencies: false,
    include_doc: true,
    pre_release: true,
    env_shebang: true,
    norc: false,
    force: true,
    build_flags: "--with-a=1 --with-b='2 3'",
  }, { ...target, environment: { ...target.environment, HOME: root } });
  assert.deepEqual(await told(programs), [
    `gem install --install-dir ${root}/my gems --bindir ${programs.state}/bin --force ` +
    "--source https://r --version 1.6 --no-user-install --ignore-dependencies --pre " +
    "--env-shebang nokogiri -- --with-a=1 --with-b=2 3",
  ]);
  await once({ name: "app", gem_source: `${root}/app.gem` }, target);
  assert.deepEqual(await told(programs), [
    `gem install --norc --user-install --no-document ${root}/app.gem`,
  ]);
  const old = { ...target, environment: { ...target.environment, OLD: "1" } };
  await once({ name: "rake" }, old);
  assert.deepEqual(await told(programs), ["gem install --user-install --no-document rake"]);
});

testWithStandIns("what cannot be done is said", { gem: GEM }, async (target, programs) => {
  const message = async (args: Readonly<Record<string, Plain>>): Promise<string> =>
    String((await act(gem, args, target)).values["msg"]);
  assert.equal((await act(gem, { name: "json", version: "2.6.1" }, target)).status, "ok");
  const missing = await act(gem, { name: "nope" }, target);
  assert.match(
    String(missing.values["msg"]),
    /^gem install of nope failed: ERROR: Could not find a valid gem 'nope'/,
  );
  assert.equal(missing.values["rc"], 2);
  assert.match(
    await message({ name: "nope", state: "latest" }),
    /^There is no gem 'nope' at the sources of gems: WARNING: no network/,
  );
  assert.match(
    await message({ name: "json", state: "absent" }),
    /^gem uninstall left json where it was: .*it is a default gem/,
  );
  await programs.calls();
  assert.match(
    await message({ name: "a", state: "latest", version: "1" }),
    /Cannot specify version/,
  );
  assert.match(await message({ name: "a", state: "latest", gem_source: "/a" }), /local source/);
  assert.match(await message({ name: "a", install_dir: "/a" }), /requires user_install=false/);
  assert.match(await message({ name: "a", executable: "/no/gem" }), /There is no \/no\/gem/);
  assert.deepEqual(await programs.calls(), []);
  await assert.rejects(act(gem, {}), /'name'/);
  await assert.rejects(act(gem, { name: "a", gem_source: "/a", repository: "b" }), /gem_source/);
});

const SPECIFICATION = (version: string): string =>
  `Gem::Specification.new { |s| s.name = "shep-x"; s.version = "${version}"; s.summary = "x"; ` +
  `s.authors = ["x"]; s.files = [] }\n`;

testOnTargets("the real gem keeps gems in a directory", async (root, target) => {
  for (const version of ["1.0", "1.1"]) {
    await Deno.writeTextFile(`${root}/gemspec`, SPECIFICATION(version));
    const args = ["build", "--quiet", "gemspec", "--output", `x-${version}.gem`];
    await new Deno.Command("gem", { args, cwd: root, stderr: "null" }).output();
  }
  const place = { name: "shep-x", install_dir: `${root}/gems`, user_install: false };
  await once({ ...place, gem_source: `${root}/x-1.0.gem` }, target);
  assert.equal((await act(gem, { ...place, version: "~> 1.0" }, target)).status, "ok");
  const newer = { ...place, gem_source: `${root}/x-1.1.gem` };
  assert.equal((await act(gem, newer, target)).status, "ok");
  await once({ ...place, state: "absent" }, target);
  await once(newer, target);
  assert.equal((await act(gem, { ...place, version: "1.1" }, target)).status, "ok");
}, { only: "dash", ignore: !isInstalled("gem") });
