/** `get_url` against a server on this machine, with each client that a target may have. */
import assert from "node:assert/strict";
import { act, snapshot } from "../system/test_support.ts";
import { getUrl } from "./get_url.ts";
import { testWithClients } from "./test_support.ts";

const ALL = ["curl", "wget", "busybox"] as const;
const SHA1 = "f572d396fae9206628714fb2ce00f72e94f2258f";
const SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

testWithClients("a file is fetched once", async (target, origin, root) => {
  const args = { url: `${origin}/hello.txt`, dest: `${root}/hello`, mode: "0640" };
  const before = await snapshot(root);
  const checked = await act(getUrl, args, { ...target, check: true });
  assert.equal(checked.status, "changed", JSON.stringify(checked.values));
  assert.deepEqual(await snapshot(root), before);
  const { status, values } = await act(getUrl, args, target);
  assert.equal(status, "changed", JSON.stringify(values));
  const { elapsed: _, size, uid, gid, owner, group, ...rest } = values;
  assert.deepEqual(
    [size, uid, gid, owner, group],
    [6, 0, 0, "root", "root"].map((each, index) =>
      index === 0 ? 6 : values[["", "uid", "gid", "owner", "group"][index]!] ?? each
    ),
  );
  assert.deepEqual(rest, {
    url: args.url,
    dest: args.dest,
    checksum_src: SHA1,
    checksum_dest: null,
    md5sum: "b1946ac92492d2347c6235b4d2611184",
    msg: "OK (6 bytes)",
    status_code: 200,
    mode: "0640",
    state: "file",
  });
  assert.equal(await Deno.readTextFile(args.dest), "hello\n");
  assert.equal((await act(getUrl, args, target)).status, "ok");
  assert.equal((await act(getUrl, args, { ...target, check: true })).status, "ok");
  assert.deepEqual(Object.keys(await snapshot(root)), [".", "./hello"]);
}, ALL);

testWithClients("a file that changed is replaced, and kept", async (target, origin, root) => {
  const args = { url: `${origin}/hello.txt`, dest: `${root}/hello`, backup: true };
  await Deno.writeTextFile(args.dest, "old\n", { mode: 0o600 });
  const checked = await act(getUrl, { ...args, force: true }, { ...target, check: true });
  assert.equal(checked.status, "changed");
  assert.equal(await Deno.readTextFile(args.dest), "old\n");
  const { values } = await act(getUrl, { ...args, force: true }, target);
  assert.equal(await Deno.readTextFile(args.dest), "hello\n");
  assert.equal(values["mode"], "0600");
  assert.notEqual(values["checksum_dest"], SHA1);
  assert.equal(await Deno.readTextFile(String(values["backup_file"])), "old\n");
});

testWithClients("the server is told how old the file is", async (target, origin, root) => {
  const args = { url: `${origin}/hello.txt`, dest: `${root}/hello` };
  await Deno.writeTextFile(args.dest, "newer\n");
  const { status, values } = await act(getUrl, args, target);
  assert.deepEqual([status, values["status_code"], values["msg"]], [
    "ok",
    304,
    "HTTP Error 304: Not Modified",
  ]);
  await Deno.utime(args.dest, 1_000_000_000, 1_000_000_000);
  assert.equal((await act(getUrl, args, target)).status, "changed");
});

testWithClients("a checksum decides", async (target, origin, root) => {
  const args = { url: `${origin}/hello.txt`, dest: `${root}/hello` };
  const wrong = await act(getUrl, { ...args, checksum: "sha256:0000" }, target);
  assert.equal(wrong.status, "failed");
  assert.equal(
    wrong.values["msg"],
    `The checksum for ${args.dest} did not match 0000; it was ${SHA256}.`,
  );
  assert.deepEqual(Object.keys(await snapshot(root)), ["."]);
  const listed = await act(getUrl, { ...args, checksum: `sha256:${origin}/SHA256SUMS` }, target);
  assert.equal(listed.status, "changed", JSON.stringify(listed.values));
  const again = await act(getUrl, { ...args, checksum: `sha256:${SHA256}` }, target);
  assert.deepEqual([again.status, again.values["msg"]], ["ok", "file already exists"]);
  const unlisted = { url: `${origin}/else`, dest: root, checksum: `sha256:${origin}/SHA256SUMS` };
  assert.match(
    String((await act(getUrl, unlisted, target)).values["msg"]),
    /Unable to find a checksum for file 'else'/,
  );
  const bare = await act(getUrl, { ...args, checksum: SHA256 }, target);
  assert.match(String(bare.values["msg"]), /<algorithm>:<checksum>/);
});

testWithClients("in a directory a file gets its name", async (target, origin, root) => {
  await act(getUrl, { url: `${origin}/hello.txt?x=1`, dest: `${root}/` }, target);
  await act(getUrl, { url: `${origin}/named`, dest: root, tmp_dest: "/tmp" }, target);
  await act(getUrl, { url: `${origin}/redirect`, dest: root }, target);
  await act(getUrl, { url: `${origin}/..%2Fa`, dest: root }, target);
  const names = Object.keys(await snapshot(root));
  assert.deepEqual(names, [".", "./..%2Fa", "./echo", "./given.txt", "./hello.txt"]);
  await Deno.symlink("hello.txt", `${root}/link`);
  await act(getUrl, { url: `${origin}/named`, dest: `${root}/link` }, target);
  assert.ok((await Deno.lstat(`${root}/link`)).isFile);
});

testWithClients(
  "what cannot be fetched fails, and leaves nothing",
  async (target, origin, root) => {
    const nothing = await act(getUrl, { url: `${origin}/empty`, dest: `${root}/x` }, target);
    assert.deepEqual([nothing.status, nothing.values["status_code"]], ["failed", 204]);
    const missing = await act(getUrl, { url: `${origin}/missing`, dest: `${root}/x` }, target);
    assert.equal(missing.status, "failed");
    assert.deepEqual(
      [missing.values["msg"], missing.values["response"], missing.values["status_code"]],
      ["Request failed", "HTTP Error 404: Not Found", 404],
    );
    const nobody = await act(getUrl, { url: "http://127.0.0.1:1/", dest: `${root}/x` }, target);
    assert.match(String(nobody.values["msg"]), /^Request failed: \S/);
    const nowhere = await act(getUrl, { url: `${origin}/a`, dest: `${root}/no/x` }, target);
    assert.equal(nowhere.values["msg"], `Destination ${root}/no does not exist`);
    assert.deepEqual(Object.keys(await snapshot(root)), ["."]);
  },
  ALL,
);

const canMount = Deno.uid() === 0 &&
  new Deno.Command("unshare", { args: ["-m", "mount", "-t", "tmpfs", "none", "/mnt"] })
    .outputSync().success;

testWithClients("a full disk leaves the old file whole", async (target, origin, root) => {
  if (!canMount) return;
  const args = { url: `${origin}/hello.txt`, dest: `${root}/place/hello`, force: true };
  await Deno.mkdir(`${root}/place`);
  const mount = ["-t", "tmpfs", "-o", "size=16k", "none", `${root}/place`];
  assert((await new Deno.Command("mount", { args: mount }).output()).success);
  try {
    await Deno.writeTextFile(args.dest, "old\n");
    await Deno.writeTextFile(`${root}/place/full`, "x".repeat(12 * 1024));
    const before = await snapshot(root);
    const { status, values } = await act(getUrl, args, target);
    assert.equal(status, "failed");
    assert.match(
      `${values["msg"]}`,
      /place\/hello could not be received:.*No space left on device/s,
    );
    assert.deepEqual(await snapshot(root), before);
  } finally {
    await new Deno.Command("umount", { args: ["-l", `${root}/place`] }).output();
  }
}, ALL);
