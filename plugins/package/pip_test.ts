/** `pip` with one that stands in for it. */
import assert from "node:assert/strict";
import type { Plain } from "@shep/sdk";
import { act, once, type StandIns, testWithStandIns } from "../system/test_support.ts";
import { pip, plainRequirement } from "./pip.ts";

/** Keeps what is installed as lines `name==version`. */
const PIP = `
touch "$STATE/installed"
verb=$1; shift
dry= names=
for word; do
  case $word in --dry-run) dry=1 ;; -*) ;; *) names="$names $word" ;; esac
done
case $names in *nope*) echo "ERROR: No matching distribution found for nope" >&2; exit 1 ;; esac
case $verb in
  freeze) cat "$STATE/installed"; exit ;;
  uninstall)
    for each in $names; do grep -v "^$each==" "$STATE/installed" >"$STATE/rest"; mv "$STATE/rest" "$STATE/installed"; done
    exit ;;
esac
for each in $names; do
  name=\${each%%[=<>]*} version=2.0
  case $each in *==*) version=\${each#*==} ;; esac
  grep -qx "$name==$version" "$STATE/installed" && continue
  [ -z "$dry" ] || { echo "Would install $name-$version"; continue; }
  grep -v "^$name==" "$STATE/installed" >"$STATE/rest"; echo "$name==$version" >>"$STATE/rest"
  mv "$STATE/rest" "$STATE/installed"
done`;

async function told(programs: StandIns): Promise<string[]> {
  return (await programs.calls()).filter((call) => !/freeze/.test(call));
}

testWithStandIns("packages of Python are installed and removed once", { pip3: PIP }, async (
  target,
  programs,
) => {
  await once(pip, {
    name: ["Flask_Login", "requests>=1,<3"],
    extra_args: "--no-cache-dir --x 'a b'",
  }, target);
  assert.equal(
    (await told(programs))[1],
    "pip3 install --no-cache-dir --x a b Flask_Login requests>=1,<3",
  );
  assert.equal((await act(pip, { name: "flask-login" }, target)).status, "ok");
  assert.deepEqual(await told(programs), []);
  await once(pip, { name: "requests", version: "1.5" }, target);
  assert.deepEqual(await told(programs), [
    "pip3 install --dry-run requests==1.5",
    "pip3 install requests==1.5",
  ]);
  await once(pip, { name: "requests", state: "latest" }, target);
  assert.equal(
    (await act(pip, { name: "requests", state: "forcereinstall" }, target)).status,
    "changed",
  );
  await once(pip, { name: ["requests", "absent"], state: "absent" }, target);
  const { values } = await act(pip, { name: "nope" }, target);
  assert.match(String(values["msg"]), /No matching distribution found for nope/);
  assert.equal(values["rc"], 1);
});

testWithStandIns("what makes no sense for pip is refused", { pip3: PIP }, async (target) => {
  const message = async (args: Readonly<Record<string, Plain>>): Promise<string> =>
    String((await act(pip, args, target)).values["msg"]);
  assert.match(await message({ name: ["a", "b"], version: "1" }), /ambiguous/);
  assert.match(
    await message({ name: "a>2", version: "1" }),
    /conflicts with any version specifier/,
  );
  assert.match(await message({ name: "a", version: "1", state: "latest" }), /incompatible/);
  assert.match(
    await message({ name: "a", executable: "/no/pip" }),
    /Unable to find pip at \/no\/pip/,
  );
  await assert.rejects(act(pip, {}), /needs one of 'name', 'requirements'/);
});

Deno.test("only what is plain can be looked up", () => {
  assert.deepEqual(plainRequirement("Zope.Interface[test] == 5.0"), {
    name: "zope-interface",
    version: "5.0",
  });
  for (const text of ["a>=1", "git+https://x/y", "./dir", "a @ file:///x"]) {
    assert.equal(plainRequirement(text), undefined);
  }
});

const VIRTUALENV = `
for place; do :; done
mkdir -p "$place/bin"
touch "$place/bin/activate"
ln -s "$(command -v pip3)" "$place/bin/pip"`;

testWithStandIns("an environment is made, and its own pip is used", {
  pip3: PIP,
  virtualenv: VIRTUALENV,
}, async (target, programs, root) => {
  const virtualenv = `${root}/venv`;
  const args = {
    name: "x",
    virtualenv,
    virtualenv_python: "python3.9",
    virtualenv_site_packages: true,
  };
  const gone = { name: "x", virtualenv, state: "absent" };
  assert.equal((await act(pip, gone, target)).status, "ok");
  assert.equal((await act(pip, args, { ...target, check: true })).status, "changed");
  assert.deepEqual(await programs.calls(), []);
  const { status, values } = await act(pip, args, target);
  assert.deepEqual([status, values["cmd"]], ["changed", `${virtualenv}/bin/pip install x`]);
  assert.equal(
    (await programs.calls())[0],
    `virtualenv -p python3.9 --system-site-packages ${virtualenv}`,
  );
  assert.equal((await act(pip, args, target)).status, "ok");
  assert.deepEqual(await told(programs), []);
});
