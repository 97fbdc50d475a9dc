import assert from "node:assert/strict";
import { tempfile } from "./tempfile.ts";
import { act, snapshot, testOnTargets } from "./test_support.ts";

testOnTargets(
  "tempfile makes what nobody else can read, and another each time",
  async (root, target) => {
    const made = await act(tempfile, { path: root, prefix: "p.", suffix: ".s" }, target);
    const path = String(made.values["path"]);
    assert.match(path, new RegExp(`^${root}/p\\.[a-z0-9_]{8}\\.s$`));
    assert.deepEqual([made.values["state"], made.values["mode"]], ["file", "0600"]);
    const directory = await act(tempfile, { path: root, state: "directory" }, target);
    assert.deepEqual([directory.values["state"], directory.values["mode"]], ["directory", "0700"]);
    assert.equal(Object.keys(await snapshot(root)).length, 3);
  },
);

testOnTargets("tempfile names the directory that is not there", async (root, target) => {
  const { status, values } = await act(tempfile, { path: `${root}/none` }, target);
  assert.equal(status, "failed");
  assert.match(String(values["msg"]), new RegExp(`^Cannot make ${root}/none/`));
});
