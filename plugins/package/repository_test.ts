/** Where packages come from, what is installed, and what is asked: with stand-ins for the managers. */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import {
  act,
  isInstalled,
  once,
  onlyPrograms,
  standIns,
  testOnTargets,
  testWithStandIns,
} from "../system/test_support.ts";
import { debconf, parseAnswers } from "./debconf.ts";
import { dpkgSelections } from "./dpkg_selections.ts";
import { packageFacts } from "./package_facts.ts";
import { rpmKey } from "./rpm_key.ts";
import { setSection, yumRepository } from "./yum_repository.ts";

testOnTargets("a repository is in its file, and goes with it", async (root, target) => {
  const args = {
    name: "epel",
    description: "EPEL é",
    baseurl: ["https://a/$releasever", "https://b/"],
    gpgcheck: true,
    gpgkey: "https://a/key",
    priority: "5",
    reposdir: root,
    mode: "0640",
  };
  await once(yumRepository, args, target);
  const path = `${root}/epel.repo`;
  assert.equal(
    await Deno.readTextFile(path),
    "[epel]\nbaseurl = https://a/$releasever\n\thttps://b/\ngpgcheck = 1\ngpgkey = https://a/key\n" +
      "name = EPEL é\npriority = 5\n\n",
  );
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o640);
  await once(yumRepository, { ...args, name: "other", file: "epel", gpgcheck: false }, target);
  await once(yumRepository, { name: "epel", state: "absent", reposdir: root }, target);
  assert.match(await Deno.readTextFile(path), /^\[other\]\n/);
  await once(
    yumRepository,
    { name: "other", file: "epel", state: "absent", reposdir: root },
    target,
  );
  await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
  const bare = await act(yumRepository, { name: "x", description: "x", reposdir: root }, target);
  assert.match(String(bare.values["msg"]), /'baseurl', 'metalink' or 'mirrorlist' is required/);
  await assert.rejects(act(yumRepository, { name: "x", baseurl: "y" }, target), /'description'/);
});

Deno.test("other sections stay as they are", () => {
  const text = "# mine\n[a]\nx=1\n\n[b]\ny = 2\n";
  assert.equal(setSection(text, "a", ["x = 1"]), text);
  const several = "[a]\nx = 1\n  2\n";
  assert.equal(setSection(several, "a", ["x = 1\n\t2"]), several);
  assert.equal(setSection(text, "a", ["x = 2"]), "# mine\n[a]\nx = 2\n\n[b]\ny = 2\n");
  assert.equal(setSection(text, "c", ["z = 3"]), `${text}\n[c]\nz = 3\n\n`);
  assert.equal(setSection(text, "b", undefined), "# mine\n[a]\nx=1\n\n");
});

const ID = "89abcdef";
const FINGERPRINT = `0123456701234567012345670123456${ID.toUpperCase()}0`.slice(0, 32) +
  ID.toUpperCase();

const RPM_KEY = {
  gpg: `for file; do :; done; sed 's/.*/fpr:::::::::&:/' "$file"`,
  rpm: `
touch "$STATE/keys"
case "$*" in
  *--import*) echo ${ID} >>"$STATE/keys" ;;
  *--erase*) : >"$STATE/keys" ;;
  *name*) sed 's/.*/gpg-pubkey-&-5f000000/' "$STATE/keys" ;;
  -q*) cat "$STATE/keys" ;;
esac`,
};

testWithStandIns(
  "rpm trusts a key once, and then no more",
  RPM_KEY,
  async (target, programs, root) => {
    const key = `${root}/KEY.asc`;
    await Deno.writeTextFile(key, `${FINGERPRINT}\n`);
    await once(rpmKey, { key, fingerprint: FINGERPRINT.replace(/(.{4})/g, "$1 ").trim() }, target);
    assert.equal((await act(rpmKey, { key: `0x${ID.toUpperCase()}` }, target)).status, "ok");
    await once(rpmKey, { key: ID, state: "absent" }, target);
    assert.ok(
      (await programs.calls()).includes(`rpm --erase --allmatches gpg-pubkey-${ID}-5f000000`),
    );
    const wrong = await act(rpmKey, { key, fingerprint: "FFFF" }, target);
    assert.match(String(wrong.values["msg"]), /does not match any key fingerprints/);
    const bad = await act(rpmKey, { key: "xyz" }, target);
    assert.equal(bad.values["msg"], "Not a valid key xyz");
  },
);

const DEBCONF = {
  "debconf-show": `touch "$STATE/answers"; cat "$STATE/answers"`,
  "debconf-communicate": `read -r _ q; sed -n "s#^secret $q: #0 #p" "$STATE/answers"`,
  "debconf-set-selections": `read -r _ q t a; grep -vF " $q:" "$STATE/answers" >"$STATE/rest"
if [ "$t" = password ]; then printf '* %s: (password omitted)\\nsecret %s: %s\\n' "$q" "$q" "$a"; else printf '* %s: %s\\n' "$q" "$a"; fi >>"$STATE/rest"
mv "$STATE/rest" "$STATE/answers"`,
};

testWithStandIns("what a package asks is answered once", DEBCONF, async (target) => {
  const question = { name: "tz", question: "tz/Areas", vtype: "select" };
  await once(debconf, { ...question, value: "Europe" }, target);
  await once(debconf, { ...question, value: "it's % \\n" }, target);
  await once(debconf, { name: "tz", question: "tz/on", vtype: "boolean", value: true }, target);
  const neither = { name: "tz", question: "tz/on", vtype: "boolean", value: "maybe" };
  const refused = await act(debconf, neither, target);
  assert.match(String(refused.values["msg"]), /'maybe' is no answer of the type boolean/);
  const all = await act(debconf, { name: "tz" }, target);
  assert.deepEqual(
    all.values["current"],
    new Map([["tz/Areas", "it's % \\n"], ["tz/on", "true"]]),
  );
  const secret = { name: "tz", question: "tz/pw", vtype: "password", value: "s3" };
  await once(debconf, secret, target);
  const { values } = await act(debconf, { ...secret, value: "s4" }, target);
  assert.deepEqual(values, { msg: "" });
  await assert.rejects(act(debconf, { name: "tz", question: "x" }, target), /only together/);
  assert.deepEqual(parseAnswers("  a/b: \n* c/d: x: y\n"), { "a/b": "", "c/d": "x: y" });
});

testWithStandIns("a package is held", {
  dpkg: `case $1 in
    --get-selections) [ "$3" = web ] || exit 0; printf 'web\\t\\t%s\\n' "$(cat "$STATE/web" 2>/dev/null || echo install)" ;;
    --set-selections) read -r _ what; echo "$what" >"$STATE/web" ;;
  esac`,
}, async (target) => {
  await once(dpkgSelections, { name: "web", selection: "hold" }, target);
  const { values } = await act(dpkgSelections, { name: "web", selection: "install" }, target);
  assert.deepEqual(values, { before: "hold", after: "install" });
  const missing = await act(dpkgSelections, { name: "nope", selection: "hold" }, target);
  assert.match(String(missing.values["msg"]), /Failed to find package 'nope'/);
});

/** What each manager printed for a package, and what is made of it. */
const LISTED: Readonly<Record<string, readonly [string, string, Readonly<Record<string, Value>>]>> =
  {
    rpm: ["bash|5.1|6.el9|0|x86_64\n", "bash", {
      name: "bash",
      version: "5.1",
      release: "6.el9",
      epoch: null,
      arch: "x86_64",
      source: "rpm",
    }],
    pacman: ["gcc 1:13.2-3\n", "gcc", {
      name: "gcc",
      version: "13.2",
      release: "3",
      epoch: "1",
      source: "pacman",
    }],
    apk: ["musl-utils-1.2.4-r2 x86_64 {musl} (MIT) [installed]\n", "musl-utils", {
      name: "musl-utils",
      version: "1.2.4",
      release: "2",
      arch: "x86_64",
      source: "apk",
    }],
  };

for (const [manager, [printed, name, expected]] of Object.entries(LISTED)) {
  testOnTargets(`${manager} lists packages`, async (root) => {
    const only = await onlyPrograms(root, ["dash", "cat"]);
    const made = await standIns(root, {
      [manager]: `case $* in "-q --quiet rpm") ;; *) printf '%s' '${printed}' ;; esac`,
    });
    const environment = { ...made.environment, PATH: `${root}/bin:${only["PATH"]}:/bin` };
    const { facts } = await act(packageFacts, { manager }, { shell: ["dash"], environment });
    const packages = facts["packages"] as Map<string, Map<string, Value>[]>;
    assert.deepEqual(Object.fromEntries(packages.get(name)![0]!), expected);
  }, { only: "dash" });
}

/** What apt says of its lists, and of two packages, as apt 2.6 prints it. */
const POLICY = `Package files:
 100 /var/lib/dpkg/status
     release a=now
 500 http://x/debian bookworm/main amd64 Packages
     release v=12.1,o=Some Origin,a=stable,n=bookworm,l=Debian,c=main,b=amd64
     origin x
Pinned packages:
`;
const VERSIONS = `a:
  Installed: 1
  Candidate: 2
  Version table:
     2 500
        500 http://x/debian bookworm/main amd64 Packages
 *** 1 100
        100 /var/lib/dpkg/status
b:i386:
  Installed: 2
  Candidate: 2
  Version table:
 *** 2 500
        500 http://x/debian bookworm/main amd64 Packages
        100 /var/lib/dpkg/status
`;

testOnTargets(
  "a package of dpkg has the origin of the list that it is in",
  async (root, target) => {
    const { environment } = await standIns(root, {
      "apt-cache":
        `if [ $# -gt 1 ]; then printf '%s' '${VERSIONS}'; else printf '%s' '${POLICY}'; fi`,
      "dpkg-query": `case $* in
  *binary*) printf 'a\\nb:i386\\n' ;;
  *) printf 'ii |a|1|amd64|net|\\nii |b|2|i386|net|\\nrc |c|3|all|net|\\n' ;;
esac`,
    });
    const { facts } = await act(packageFacts, { manager: "apt" }, { ...target, environment });
    const packages = facts["packages"] as Map<string, Map<string, Value>[]>;
    const origins = [...packages].map(([name, [found]]) => [name, found!.get("origin")]);
    assert.deepEqual(origins, [["a", ""], ["b", "Some Origin"]]);
  },
  { only: "dash" },
);

Deno.test({
  name: "dpkg lists packages",
  ignore: !isInstalled("dpkg-query"),
  fn: async () => {
    const { facts } = await act(packageFacts, { manager: "apt" });
    const packages = facts["packages"] as Map<string, Map<string, Value>[]>;
    const about = packages.get("dpkg")![0]!;
    assert.deepEqual([about.get("source"), about.get("category")], ["apt", "admin"]);
    assert.match(String(about.get("version")), /^1\./);
    const other = await act(packageFacts, { manager: "portage" });
    assert.match(String(other.values["msg"]), /'portage' is not supported/);
  },
});
