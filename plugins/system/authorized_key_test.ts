/** Keys in files of users, in an `/etc` and `/home` of their own. */
import assert from "node:assert/strict";
import { withServer } from "../net/test_support.ts";
import { authorizedKey } from "./authorized_key.ts";
import { editKeys, formatAuthorizedKey, parseAuthorizedKey } from "./ssh_keys.ts";
import { act, isInstalled, testInSandbox, testOnTargets } from "./test_support.ts";

const A = "ssh-ed25519 AAAAA me@a";
const B = "ecdsa-sha2-nistp256 BBBBB";

testInSandbox("a user's keys are in a file of their own", async ({ etc, home, target }) => {
  await Deno.writeTextFile(`${etc}/passwd`, "zoe:x:4100:4200::/home/zoe:/bin/sh\n", {
    append: true,
  });
  await Deno.mkdir(`${home}/zoe`);
  const file = `${home}/zoe/.ssh/authorized_keys`;
  const args = { user: "zoe", key: `${A}\n# both\n${B}\n` };
  const checked = await act(authorizedKey, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  const { status, values } = await act(authorizedKey, args, target);
  assert.deepEqual([status, values["keyfile"]], ["changed", "/home/zoe/.ssh/authorized_keys"]);
  assert.equal(await Deno.readTextFile(file), `${A}\n${B}\n`);
  for (const [path, mode] of [[file, 0o600], [`${home}/zoe/.ssh`, 0o700]] as const) {
    const info = await Deno.stat(path);
    assert.deepEqual([info.mode! & 0o777, info.uid, info.gid], [mode, 4100, 4200]);
  }
  assert.equal((await act(authorizedKey, args, target)).status, "ok");
  const missing = await act(authorizedKey, { user: "nobody-here", key: A }, target);
  assert.match(String(missing.values["msg"]), /^Failed to lookup user nobody-here/);
});

testOnTargets("keys are limited, replaced, exclusive and removed", async (root, target) => {
  const path = `${root}/keys`;
  const common = { user: "root", path, key: A };
  const text = (): Promise<string> => Deno.readTextFile(path);
  await Deno.writeTextFile(path, `# mine\n\n${B}\n`);
  const limited = { ...common, key_options: 'no-pty,command="a, b"', comment: "ä b" };
  assert.equal((await act(authorizedKey, limited, target)).status, "changed");
  assert.equal(
    await text(),
    `# mine\n\n${B}\nno-pty,command="a, b" ssh-ed25519 AAAAA ä b\n`,
  );
  const reordered = { ...limited, key_options: 'command="a, b",no-pty' };
  assert.equal((await act(authorizedKey, reordered, target)).status, "ok");
  const { diffs } = await act(authorizedKey, common, { ...target, diff: true });
  assert.match(diffs[0]?.after ?? "", /^ssh-ed25519 AAAAA me@a$/m);
  assert.equal(
    (await act(authorizedKey, { ...common, exclusive: true }, target)).status,
    "changed",
  );
  assert.equal(await text(), `${A}\n`);
  assert.equal(
    (await act(authorizedKey, { ...common, state: "absent" }, target)).status,
    "changed",
  );
  assert.equal(await text(), "");
  const bad = await act(authorizedKey, { ...common, key: "nonsense" }, target);
  assert.equal(bad.values["msg"], "invalid key specified: nonsense");
}, { only: "dash", ignore: Deno.uid() !== 0 });

testOnTargets("keys come from an address, or from a file of the target", async (root, target) => {
  await Deno.writeTextFile(`${root}/a.pub`, `${A}\n`);
  const common = { user: "root", path: `${root}/keys` };
  const local = { ...common, key: `file://${root}/a.pub` };
  assert.equal((await act(authorizedKey, local, target)).status, "changed");
  assert.equal(await Deno.readTextFile(`${root}/keys`), `${A}\n`);
  if (!isInstalled("curl")) return;
  await withServer(async (origin) => {
    const { values } = await act(authorizedKey, { ...common, key: `${origin}/missing` }, target);
    assert.match(String(values["msg"]), /Failed to download .*404/);
  });
}, { only: "bash", ignore: Deno.uid() !== 0 });

Deno.test("lines with options, quotes and blanks are read", () => {
  const line = 'command="echo \\"a b\\"",no-pty ssh-rsa KEY a b';
  const key = parseAuthorizedKey(line)!;
  assert.deepEqual(key, {
    options: 'command="echo \\"a b\\"",no-pty',
    type: "ssh-rsa",
    key: "KEY",
    comment: "a b",
  });
  assert.equal(formatAuthorizedKey(key), line);
  assert.equal(parseAuthorizedKey("# ssh-rsa KEY"), undefined);
  const twice = editKeys(`${A}\n${A}\n`, [parseAuthorizedKey(A)!], {
    state: "present",
    exclusive: false,
  });
  assert.equal(twice, `${A}\n`);
});
