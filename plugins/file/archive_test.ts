import assert from "node:assert/strict";
import { archive, planArchive } from "./archive.ts";
import { Report } from "./target.ts";
import {
  act,
  inDirectory,
  isInstalled,
  snapshot,
  testChange,
  testOnTargets,
} from "./test_support.ts";

async function prepare(root: string): Promise<void> {
  await Deno.mkdir(`${root}/app/sub`, { recursive: true });
  await Deno.writeTextFile(`${root}/app/one`, "one\n");
  await Deno.writeTextFile(`${root}/app/sub/it's`, "two\n");
}

for (const format of ["gz", "bz2", "tar", ...(isInstalled("zip") ? ["zip"] : [])]) {
  // busybox has no zip, and bzip2 only to unpack.
  const only = format === "zip" || format === "bz2" ? "dash" : undefined;
  testOnTargets(`a directory is packed once, as ${format}`, async (root, target) => {
    await prepare(root);
    const args = { path: `${root}/app`, dest: `${root}/app.packed`, format, mode: "0600" };
    const before = await snapshot(root);
    assert.equal((await act(archive, args, { ...target, check: true })).status, "changed");
    assert.deepEqual(await snapshot(root), before);
    const made = await act(archive, args, target);
    assert.deepEqual([made.status, made.values["mode"]], ["changed", "0600"], JSON.stringify(made));
    assert.equal((await act(archive, args, target)).status, "ok");
    await Deno.writeTextFile(`${root}/app/one`, "other\n");
    assert.equal((await act(archive, args, target)).status, "changed");
    assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => name).sort(), [
      "app",
      "app.packed",
    ]);
  }, only === undefined ? {} : { only });
}

testChange("a single file, which is only compressed", archive, {
  prepare,
  args: { path: "ROOT/app/one" },
  values: { dest: "ROOT/app/one.gz", dest_state: "compress", arcroot: "ROOT/app/" },
});

testOnTargets("what was packed is removed, if asked for", async (root, target) => {
  await prepare(root);
  const args = { path: `${root}/app`, dest: `${root}/app.tgz`, remove: true };
  assert.equal((await act(archive, args, target)).status, "changed");
  assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => name), ["app.tgz"]);
});

/** A listing as the script prints it. */
const LISTING = new Report(
  [
    "dest=/a/b/out.tgz",
    "path=/a//z",
    "file=/a//z",
    "path=/a//z",
    "file=/a//z",
    "path=/a/b",
    "directory=/a/b",
    "below=d/a/b/",
    "below=f/a/b/out.tgz",
    "below=f/a/b/x",
    "below=d/a/b/c",
    "below=f/a/b/c/y",
  ]
    .map((record) => `${record}\0`).join(""),
);

const ARGS: Parameters<typeof planArchive>[1] = {
  dest: "/a/b/out.tgz",
  format: "gz",
  force_archive: false,
  remove: false,
};

Deno.test("an archive is not removed with what it was made of", () => {
  assert.throws(() => planArchive(LISTING, { ...ARGS, remove: true }), /can not be contained/);
});

Deno.test("names are relative to what all paths have in common, in their order, each once", () => {
  const plan = planArchive(LISTING, ARGS);
  assert.equal(plan.root, "/a/");
  assert.deepEqual(plan.members, ["z", "b/c", "b/x", "b/c/y"]);
  assert.equal(plan.isCompressed, false);
});

Deno.test("what matches a pattern is left out", () => {
  const exclusion_patterns = ["*/x", "*z"];
  const plan = planArchive(LISTING, { ...ARGS, exclusion_patterns });
  assert.deepEqual(plan.members, ["b/c", "b/c/y"]);
});

Deno.test("several files need an archive to go to, and its directory has to be there", () =>
  inDirectory(async (root) => {
    await prepare(root);
    const nowhere = await act(archive, { path: `${root}/app` });
    assert.match(String(nowhere.values["msg"]), /must specify "dest"/);
    const missing = await act(archive, { path: `${root}/app`, dest: `${root}/none/x.tgz` });
    assert.match(String(missing.values["msg"]), /Destination directory .*\/none does not exist/);
  }));
