/** `npm` with one that stands in for it. */
import assert from "node:assert/strict";
import { act, once, type StandIns, testWithStandIns } from "../system/test_support.ts";
import { npm } from "./npm.ts";

/** Keeps what is installed as lines `name@version`; 2.0.0 is the newest of all. */
const NPM = `
touch "$STATE/installed"
verb=$1; shift
spec=
for word; do case $word in -*) ;; *) spec=$word ;; esac; done
case $verb in
  list)
    while read -r line; do echo "/x/\${line%@*}:$line:undefined"; done <"$STATE/installed"
    [ ! -e "$STATE/missing" ] || echo "npm ERR! missing: left@1" ;;
  outdated) grep -q "^$spec@1" "$STATE/installed" && echo "x:$spec@2:$spec@1"; exit 1 ;;
  install)
    case $spec in *nope*) echo "npm ERR! 404 nope" >&2; exit 1 ;; esac
    rm -f "$STATE/missing"; mkdir -p node_modules
    [ -n "$spec" ] || exit 0
    name=\${spec%@*} version=\${spec##*@}
    case $spec in ?*@*) ;; *) name=$spec version=2.0.0 ;; esac
    [ "$version" != latest ] || version=2.0.0
    grep -v "^$name@" "$STATE/installed" >"$STATE/rest"; echo "$name@$version" >>"$STATE/rest"
    mv "$STATE/rest" "$STATE/installed" ;;
  uninstall) grep -v "^$spec@" "$STATE/installed" >"$STATE/rest"; mv "$STATE/rest" "$STATE/installed" ;;
esac`;

async function told(programs: StandIns): Promise<string[]> {
  return (await programs.calls()).filter((call) => !/^npm (list|outdated)/.test(call));
}

testWithStandIns("packages of Node are installed and removed once", { npm: NPM }, async (
  target,
  programs,
  root,
) => {
  const path = `${root}/app`;
  await once(npm, { path, production: true, registry: "https://r" }, target);
  assert.deepEqual(await told(programs), ["npm install --production --registry https://r"]);
  await Deno.writeTextFile(`${programs.state}/missing`, "");
  await once(npm, { path }, target);
  await once(npm, { path, name: "@scope/tool", version: "1.2.0", ignore_scripts: true }, target);
  assert.equal((await told(programs)).at(-1), "npm install --ignore-scripts @scope/tool@1.2.0");
  assert.equal((await act(npm, { path, name: "@scope/tool" }, target)).status, "ok");
  await once(npm, { path, name: "@scope/tool", state: "latest" }, target);
  assert.equal((await told(programs)).at(-1), "npm install @scope/tool@latest");
  await once(npm, { global: true, name: "pm2" }, target);
  assert.equal((await told(programs)).at(-1), "npm install --global pm2");
  await once(npm, { path, name: "@scope/tool", state: "absent" }, target);
  assert.equal((await act(npm, { path, ci: true }, target)).status, "changed");
  assert.equal((await told(programs)).at(-1), "npm ci");
  const missing = await act(npm, { path, name: "nope" }, target);
  assert.match(String(missing.values["msg"]), /npm install nope failed: npm ERR! 404 nope/);
});

Deno.test("npm needs a place", async () => {
  const { values } = await act(npm, { name: "x" });
  assert.equal(values["msg"], "path must be specified when not using global");
});
