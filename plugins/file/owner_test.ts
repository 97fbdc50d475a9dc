/** Owners: only root may give files away, so these tests are skipped for everybody else. */
import assert from "node:assert/strict";
import { copy } from "./copy.ts";
import { file } from "./file.ts";
import { lineinfile } from "./lineinfile.ts";
import { act, isInstalled, snapshot, testOnTargets } from "./test_support.ts";

const isRoot = Deno.uid() === 0;

/** A number that is nobody's: nothing has to be looked up. */
const SOMEBODY = 4711;

testOnTargets("a file that is replaced keeps its owner", async (root, target) => {
  const path = `${root}/theirs`;
  await Deno.writeTextFile(path, "old\n");
  await Deno.chown(path, SOMEBODY, SOMEBODY + 1);
  await Deno.chmod(path, 0o4755);
  for (
    const change of [
      () => act(copy, { content: "new\n", dest: path }, target),
      () => act(lineinfile, { path, line: "more" }, target),
    ]
  ) {
    const { status, values } = await change();
    assert.equal(status, "changed", JSON.stringify(values));
    const { uid, gid, mode } = await Deno.stat(path);
    assert.deepEqual([uid, gid, mode! & 0o7777], [SOMEBODY, SOMEBODY + 1, 0o4755]);
  }
}, { ignore: !isRoot });

testOnTargets("a file is given to an owner, by name or number, once", async (root, target) => {
  const path = `${root}/given`;
  const args = { content: "x", dest: path, owner: "daemon", group: SOMEBODY, mode: "4750" };
  const first = await act(copy, args, target);
  assert.equal(first.status, "changed", JSON.stringify(first.values));
  assert.equal(first.values["owner"], "daemon");
  assert.equal(first.values["gid"], SOMEBODY);
  assert.equal(first.values["mode"], "04750");
  assert.equal((await act(copy, args, target)).status, "ok");
  const back = { path, owner: "root", group: "root", mode: "4750" };
  const predicted = await act(file, back, { ...target, check: true, diff: true });
  assert.deepEqual(JSON.parse(predicted.diffs[0]!.after!), { group: 0, owner: 0, path });
  assert.equal((await act(file, back, target)).status, "changed");
  assert.equal((await Deno.stat(path)).mode! & 0o7777, 0o4750);
  assert.equal((await act(file, back, target)).status, "ok");
}, { ignore: !isRoot });

testOnTargets("a directory is given away with all that is in it", async (root, target) => {
  await Deno.mkdir(`${root}/dir/sub`, { recursive: true });
  await Deno.writeTextFile(`${root}/dir/sub/x`, "");
  const args = { path: `${root}/dir`, state: "directory", recurse: true, owner: SOMEBODY };
  assert.equal((await act(file, args, target)).status, "changed");
  assert.equal((await Deno.stat(`${root}/dir/sub/x`)).uid, SOMEBODY);
  assert.equal((await act(file, args, target)).status, "ok");
}, { ignore: !isRoot });

Deno.test({
  name: "who may not write, changes nothing and is told so",
  ignore: !isRoot || !isInstalled("setpriv"),
  fn: async () => {
    const root = await Deno.makeTempDir();
    try {
      await Deno.chmod(root, 0o755);
      const path = `${root}/ours`;
      await Deno.writeTextFile(path, "ours\n", { mode: 0o644 });
      const before = await snapshot(root);
      const id = String(SOMEBODY);
      const target = {
        shell: ["setpriv", "--reuid", id, "--regid", id, "--clear-groups", "sh"],
      };
      const failures = [
        await act(copy, { content: "mine\n", dest: path }, target),
        await act(copy, { content: "mine\n", dest: `${root}/new` }, target),
        await act(lineinfile, { path, line: "mine" }, target),
        await act(file, { path, mode: "0600" }, target),
        await act(file, { path, owner: SOMEBODY }, target),
        await act(file, { path, state: "absent" }, target),
        await act(file, { path: `${root}/dir`, state: "directory" }, target),
      ];
      for (const { status, values } of failures) {
        assert.equal(status, "failed");
        assert.match(String(values["msg"]), /permitted|denied/i);
      }
      assert.deepEqual(await snapshot(root), before);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});
