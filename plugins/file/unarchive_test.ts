import assert from "node:assert/strict";
import { unarchive } from "./unarchive.ts";
import { act, isInstalled, snapshot, testChange, testOnTargets } from "./test_support.ts";

const owner = `${Deno.uid()}:${Deno.gid()}`;

async function run(cwd: string, script: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("sh", { args: ["-ec", script], cwd }).output();
  assert(success, new TextDecoder().decode(stderr));
}

/** Archives of `src/`, and a directory `out`. */
async function prepare(root: string): Promise<void> {
  await Deno.mkdir(`${root}/src/sub`, { recursive: true });
  await Deno.mkdir(`${root}/out`);
  await Deno.writeTextFile(`${root}/src/one`, "one\n", { mode: 0o640 });
  await Deno.writeTextFile(`${root}/src/sub/it's é`, "two\n", { mode: 0o600 });
  await Deno.symlink("one", `${root}/src/link`);
  await Deno.chmod(`${root}/src/sub`, 0o750);
  await run(root, "tar -czf a.tgz -C src one sub link; tar -cf a.tar src");
}

testChange("a compressed archive", unarchive, {
  prepare,
  args: { src: "ROOT/a.tgz", dest: "ROOT/out", remote_src: true, list_files: true },
  after: {
    "out/one": `640 ${owner} one\n`,
    "out/sub": `directory 750 ${owner}`,
    "out/sub/it's é": `600 ${owner} two\n`,
    "out/link": "-> one",
  },
  values: { handler: "TgzArchive", dest: "ROOT/out" },
});

testChange("a file that is another stays if it is not in the archive", unarchive, {
  prepare: async (root) => {
    await prepare(root);
    await Deno.mkdir(`${root}/out/src/sub`, { recursive: true });
    await Deno.writeTextFile(`${root}/out/src/one`, "old");
    await Deno.writeTextFile(`${root}/out/src/sub/mine`, "mine", { mode: 0o644 });
  },
  args: { src: "ROOT/a.tar", dest: "ROOT/out", remote_src: true, mode: "u=rwX,go=" },
  after: {
    "out/src/one": `600 ${owner} one\n`,
    "out/src/sub": `directory 700 ${owner}`,
    "out/src/sub/mine": `644 ${owner} mine`,
  },
});

testChange("some of an archive of the playbook", unarchive, {
  prepare,
  args: { src: "ROOT/a.tar", dest: "ROOT/out", include: ["src/one"] },
  after: { "out/src/one": `640 ${owner} one\n`, "out/src/sub": undefined },
});

if (isInstalled("zip")) {
  testChange("a zip", unarchive, {
    prepare: async (root) => {
      await prepare(root);
      await run(`${root}/src`, "zip -qr ../a.zip one sub");
    },
    args: { src: "ROOT/a.zip", dest: "ROOT/out", remote_src: true, exclude: ["sub/*"] },
    after: { "out/one": `640 ${owner} one\n` },
    values: { handler: "ZipArchive" },
  });
}

testOnTargets("unarchive keeps what is newer, if asked to", async (root, target) => {
  await prepare(root);
  const args = { src: `${root}/a.tgz`, dest: `${root}/out`, remote_src: true, keep_newer: true };
  await Deno.writeTextFile(`${root}/out/one`, "newer");
  await run(root, "touch -t 203001010000 out/one");
  assert.equal((await act(unarchive, args, target)).status, "changed");
  assert.equal(await Deno.readTextFile(`${root}/out/one`), "newer");
  assert.equal((await act(unarchive, args, target)).status, "ok");
});

testOnTargets("unarchive does nothing where something is there", async (root, target) => {
  await prepare(root);
  const args = { src: `${root}/a.tgz`, dest: `${root}/out`, creates: root };
  assert.equal((await act(unarchive, args, target)).status, "skipped");
});

testOnTargets("an archive that is broken leaves everything as it was", async (root, target) => {
  await prepare(root);
  const bytes = await Deno.readFile(`${root}/a.tgz`);
  await Deno.writeFile(`${root}/half.tgz`, bytes.subarray(0, bytes.length >> 1));
  await Deno.writeTextFile(`${root}/out/one`, "old");
  const before = await snapshot(`${root}/out`);
  for (
    const [src, message] of [["half.tgz", "Failed to find handler"], ["none", "does not exist"]]
  ) {
    const args = { src: `${root}/${src}`, dest: `${root}/out`, remote_src: true };
    const { status, values } = await act(unarchive, args, target);
    assert.deepEqual([status, String(values["msg"]).includes(message!)], ["failed", true]);
    assert.deepEqual(await snapshot(`${root}/out`), before);
  }
});
