/** Sources in the newer form, in an `/etc` of their own. */
import assert from "node:assert/strict";
import { withServer } from "../net/test_support.ts";
import { act, isInstalled, testInSandbox } from "../system/test_support.ts";
import { deb822Repository } from "./deb822_repository.ts";

const ARMORED = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END PGP PUBLIC KEY BLOCK-----";

testInSandbox("a source and its key are made, changed and removed", async ({ etc, target }) => {
  const args = {
    name: "My Example",
    uris: "https://example.com/apt",
    suites: ["stable"],
    components: "main,contrib",
    by_hash: true,
    signed_by: ARMORED,
    inrelease_path: "a/b",
  };
  const checked = await act(deb822Repository, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  await assert.rejects(Deno.stat(`${etc}/apt`), Deno.errors.NotFound);
  const made = await act(deb822Repository, args, target);
  assert.equal(made.status, "changed", JSON.stringify(made.values));
  assert.equal(made.values["key_filename"], null);
  const file = `${etc}/apt/sources.list.d/my-example.sources`;
  assert.equal(
    await Deno.readTextFile(file),
    "By-Hash: yes\nComponents: main contrib\nInrelease-Path: a/b\nX-Repolib-Name: My Example\n" +
      "Signed-By:\n    -----BEGIN PGP PUBLIC KEY BLOCK-----\n    .\n    abc\n" +
      "    -----END PGP PUBLIC KEY BLOCK-----\n" +
      "Suites: stable\nTypes: deb\nURIs: https://example.com/apt\n",
  );
  assert.equal((await act(deb822Repository, args, target)).status, "ok");
  const other = await act(deb822Repository, { ...args, enabled: false }, { ...target, diff: true });
  assert.match(other.diffs[0]?.after ?? "", /^Enabled: no$/m);
  await Deno.mkdir(`${etc}/apt/keyrings`, { recursive: true });
  await Deno.writeTextFile(`${etc}/apt/keyrings/my-example.asc`, ARMORED);
  const gone = { name: "My Example", state: "absent" };
  assert.equal((await act(deb822Repository, gone, target)).status, "changed");
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  await assert.rejects(Deno.stat(`${etc}/apt/keyrings/my-example.asc`), Deno.errors.NotFound);
  assert.equal((await act(deb822Repository, gone, target)).status, "ok");
});

testInSandbox("a key is fetched, or named", async ({ etc, target }) => {
  const args = { name: "x", uris: "http://x", suites: "./" };
  const file = `${etc}/apt/sources.list.d/x.sources`;
  for (
    const [named, told] of [["/usr/share/x.gpg", null], ["/etc/os-release", "/etc/os-release"]]
  ) {
    await Deno.writeTextFile(`${etc}/os-release`, "");
    const { values } = await act(deb822Repository, { ...args, signed_by: named! }, target);
    assert.equal(values["key_filename"], told);
    assert.equal(values["mode"], "0644");
    assert.match(await Deno.readTextFile(file), new RegExp(`^Signed-By: ${named}$`, "m"));
  }
  await Deno.writeTextFile(`${etc}/my key`, "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
  const local = { ...args, signed_by: "file:///etc/my%20key" };
  const copied = await act(deb822Repository, local, target);
  assert.equal(copied.values["key_filename"], "/etc/apt/keyrings/x.asc");
  assert.match(await Deno.readTextFile(`${etc}/apt/keyrings/x.asc`), /^-----BEGIN/);
  assert.equal((await act(deb822Repository, local, target)).status, "ok");
  const none = await act(deb822Repository, { ...args, signed_by: "file:///none" }, target);
  assert.match(String(none.values["msg"]), /^Could not fetch signed_by key: cannot read \/none/);
  await withServer(async (origin) => {
    const { values } = await act(deb822Repository, { ...args, signed_by: `${origin}/key` }, target);
    assert.equal(values["key_filename"], "/etc/apt/keyrings/x.gpg", JSON.stringify(values));
    const missing = await act(
      deb822Repository,
      { ...args, signed_by: `${origin}/missing` },
      target,
    );
    assert.match(String(missing.values["msg"]), /Failed to download .*404/);
  });
}, { shells: [["dash"]], ignore: !isInstalled("curl") });

/** What a source is called, and its file, as Ansible has it. */
const NAMES: readonly (readonly [string, string])[] = [
  ["A/B.c", "abc"],
  ["  s ", "-s-"],
  ["x--y", "x--y"],
  ["a _b", "a-b"],
  ["é x", "-x"],
];

testInSandbox("a source's file has the letters of its name", async ({ target }) => {
  for (const [name, slug] of NAMES) {
    const args = { name, uris: "http://x", suites: "./", components: [] as string[] };
    const { values } = await act(deb822Repository, args, { ...target, check: true });
    assert.equal(values["dest"], `/etc/apt/sources.list.d/${slug}.sources`);
    assert.equal(
      values["repo"],
      `Components:\nX-Repolib-Name: ${name}\nSuites: ./\nTypes: deb\nURIs: http://x\n`,
    );
  }
}, { shells: [["dash"]] });

Deno.test("a source needs an address and a suite", async () => {
  await assert.rejects(
    act(deb822Repository, { name: "x" }),
    /'suites', 'uris'|'suites' and 'uris'/,
  );
  const other = { name: "x", uris: "http://x", suites: "./", types: "rpm" };
  await assert.rejects(act(deb822Repository, other), /'rpm'/);
});
