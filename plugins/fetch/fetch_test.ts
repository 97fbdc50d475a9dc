import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { contractTest } from "@shep/sdk/testing";
import { act, inDirectory, testOnTargets } from "../file/test_support.ts";
import { destinationPath } from "./destination.ts";
import { fetch } from "./fetch.ts";
import { save } from "./save.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

contractTest("the plugin fetch", [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  main,
]);

testOnTargets("fetch copies what differs, once", async (root, target) => {
  await Deno.writeTextFile(`${root}/one`, "one\n");
  const args = { src: `${root}/one`, dest: `${root}/got` };
  const place = `${root}/got/localhost${root}/one`;
  const foretold = await act(fetch, args, { ...target, check: true });
  assert.deepEqual([foretold.status, foretold.values["dest"]], ["changed", place]);
  await assert.rejects(Deno.stat(`${root}/got`), Deno.errors.NotFound);
  const made = await act(fetch, args, target);
  assert.deepEqual([made.status, made.values["dest"]], ["changed", place]);
  assert.equal(await Deno.readTextFile(place), "one\n");
  const again = await act(fetch, { ...args, mode: "0600" }, target);
  assert.deepEqual([again.status, again.warnings.length], ["ok", 1], "a mode is told of");
  assert.equal(again.values["md5sum"], made.values["md5sum"]);
  assert.equal(made.values["md5sum"], "5bbf5a52328e7439ae6e719dfe712200");
  const unread = await act(fetch, args, { ...target, unread: ["md5sum"] });
  assert.deepEqual([unread.status, "md5sum" in unread.values], ["ok", false]);
  const missing = await act(fetch, { ...args, src: `${root}/none` }, target);
  assert.equal(missing.status, "failed");
});

const REQUEST = { dest: "/got", host: "web1", flat: false, base: "/" };

Deno.test("a path that leads out of the host's directory is refused", () => {
  for (const source of ["/../x", "../../etc/passwd", "/a/../../web2/x"]) {
    assert.throws(() => destinationPath({ ...REQUEST, source }), /directory traversal/, source);
  }
  for (const host of ["..", "a/b"]) {
    assert.throws(() => destinationPath({ ...REQUEST, source: "x", host }), /directory traversal/);
  }
  assert.equal(destinationPath({ ...REQUEST, source: "/a/../b" }), "/got/web1/b");
});

Deno.test("what is refused, or breaks off, leaves the old file whole and nothing beside it", () =>
  inDirectory(async (root) => {
    const path = `${root}/file`;
    await Deno.writeTextFile(path, "old");
    const half = new TextEncoder().encode("half");
    const refused = save(path, (sink) => sink(half), () => {
      throw new Error("not that");
    });
    await assert.rejects(refused, /not that/);
    const broken = save(path, async (sink) => {
      await sink(half);
      throw new Error("lost");
    }, () => {});
    await assert.rejects(broken, /lost/);
    assert.equal(await Deno.readTextFile(path), "old");
    assert.equal([...Deno.readDirSync(root)].length, 1);
  }));

Deno.test("the path that cannot be written is named", () =>
  inDirectory(async (root) => {
    await Deno.writeTextFile(`${root}/file`, "");
    await assert.rejects(
      save(`${root}/file/below`, () => Promise.resolve(), () => {}),
      /Cannot write .*\/file\/below on the controller/,
    );
  }));

const canMount = Deno.uid() === 0 &&
  new Deno.Command("unshare", { args: ["-m", "mount", "-t", "tmpfs", "none", "/mnt"] })
    .outputSync().success;

testOnTargets("a full disk of the controller leaves the old file whole", async (root, target) => {
  const args = { src: `${root}/long`, dest: `${root}/got/`, flat: true };
  await Deno.writeTextFile(args.src, "long\n".repeat(10_000));
  await Deno.mkdir(args.dest);
  const mount = ["-t", "tmpfs", "-o", "size=32k", "none", args.dest];
  assert((await new Deno.Command("mount", { args: mount }).output()).success);
  try {
    await Deno.writeTextFile(`${args.dest}/long`, "old\n");
    const { status, values } = await act(fetch, args, target);
    assert.equal(status, "failed");
    assert.match(
      `${values["msg"]}`,
      /^Cannot write .*\/got\/long on the .*: No space left on device/,
    );
    assert.equal(await Deno.readTextFile(`${args.dest}/long`), "old\n");
    assert.deepEqual([...Deno.readDirSync(args.dest)].map(({ name }) => name), ["long"]);
  } finally {
    await new Deno.Command("umount", { args: ["-l", args.dest] }).output();
  }
}, { ignore: !canMount, only: "dash" });
