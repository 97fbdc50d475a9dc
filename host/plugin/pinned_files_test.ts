import assert from "node:assert/strict";
import {
  pinFiles,
  pinFolder,
  pinnedChanges,
  pinnedDigest,
  readPinned,
  sha256,
  snapshot,
} from "./pinned_files.ts";
import { faultOf, TestHome, told } from "./test_support.ts";

Deno.test("a checksum is SHA-256 in hex", async () => {
  assert.equal(
    await sha256(new TextEncoder().encode("abc")),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("two pins differ in what was added, removed and changed", () => {
  const before = { root: "/p", entry: "a", sha256: { a: "1".repeat(64), b: "2".repeat(64) } };
  const after = { root: "/p", entry: "a", sha256: { a: "3".repeat(64), c: "2".repeat(64) } };
  assert.deepEqual(pinnedChanges(before, before), []);
  assert.deepEqual(pinnedChanges(before, after), [
    "changed: a (sha256 111111111111… is now 333333333333…)",
    "removed: b",
    "added: c",
  ]);
});

Deno.test("the digest knows which file is run, and which name has which bytes", async () => {
  const sums = { a: "1".repeat(64), b: "2".repeat(64) };
  const digest = (entry: string, sha256: Record<string, string>): Promise<string> =>
    pinnedDigest({ root: "/p", entry, sha256 });
  const digests = await Promise.all([
    digest("a", sums),
    digest("b", sums),
    digest("a", { a: sums.b, b: sums.a }),
    digest("a", { a: sums.a }),
  ]);
  assert.equal(new Set(digests).size, 4);
  assert.equal(await digest("a", { b: sums.b, a: sums.a }), digests[0]);
});

/** A plugin of two files, pinned, and where its snapshots go. */
async function pinnedPair(home: TestHome): Promise<[Awaited<ReturnType<typeof pinFiles>>, string]> {
  await home.write("p/main.ts", "main");
  await home.write("p/lib/part.ts", "part");
  const pinned = await pinFiles(`${home.path}/p`, "main.ts", ["main.ts", "lib/part.ts"]);
  return [pinned, `${home.path}/store`];
}

Deno.test("a snapshot holds the granted bytes, and is made once", async () => {
  await using home = await TestHome.make();
  const [pinned, store] = await pinnedPair(home);
  const entry = await snapshot("p", pinned, store);
  assert.equal(await Deno.readTextFile(entry), "main");
  const part = entry.replace("main.ts", "lib/part.ts");
  assert.equal(await Deno.readTextFile(part), "part");
  const { ino } = await Deno.stat(entry);
  assert.equal(await snapshot("p", pinned, store), entry);
  assert.equal((await Deno.stat(entry)).ino, ino);
});

Deno.test("a snapshot that was tampered with is made anew", async () => {
  await using home = await TestHome.make();
  const [pinned, store] = await pinnedPair(home);
  const entry = await snapshot("p", pinned, store);
  await Deno.remove(entry);
  await Deno.writeTextFile(entry, "evil");
  assert.equal(await Deno.readTextFile(await snapshot("p", pinned, store)), "main");
});

Deno.test("a file that changed, or is gone, is named", async () => {
  await using home = await TestHome.make();
  const [pinned, store] = await pinnedPair(home);
  await home.write("p/main.ts", "other");
  await Deno.remove(`${home.path}/p/lib/part.ts`);
  const fault = await faultOf(snapshot("p", pinned, store));
  assert.equal(fault.kind, "permission-denied");
  assert.match(told(fault), /'p' is not what was granted/);
  assert.match(told(fault), /removed: lib\/part\.ts\nchanged: main\.ts \(sha256 /);
  assert.match(told(fault), /shep plugin grant p/);
  await assert.rejects(Deno.stat(store), Deno.errors.NotFound);
});

Deno.test("beside a program that owns its folder a new file is a change", async () => {
  await using home = await TestHome.make();
  await home.write("p/shep-plugin-p", "program");
  await home.write("p/lib/part.py", "part");
  const pinned = await pinFolder(`${home.path}/p`, "shep-plugin-p");
  assert.deepEqual([...(await readPinned("p", pinned)).keys()].sort(), [
    "lib/part.py",
    "shep-plugin-p",
  ]);
  await home.write("p/lib/json.py", "evil");
  assert.match(told(await faultOf(readPinned("p", pinned))), /added: lib\/json\.py/);
  await Deno.remove(`${home.path}/p/lib/json.py`);
  await Deno.symlink("/etc/passwd", `${home.path}/p/lib/json.py`);
  assert.match(told(await faultOf(readPinned("p", pinned))), /cannot hold a link: .*json\.py/);
});
