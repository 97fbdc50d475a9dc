/** How the files of a tree travel. */
import assert from "node:assert/strict";
import type { PutContent } from "@shep/sdk";
import { LocalTask, type LocalTaskOptions, runAction } from "@shep/sdk/testing";
import { copy } from "./copy.ts";
import { snapshot, testOnTargets } from "./test_support.ts";

/** Sizes of files: short ones, long ones, and one that goes by itself. */
const SIZES: Readonly<Record<string, number>> = {
  "short": 10,
  "sub/empty": 0,
  "sub/it's 32769": 32_769,
  "sub/deep/65536": 65_536,
  "sub/deep/300000": 300_000,
  "1 MiB": 1024 * 1024,
  "sub/large": 1024 * 1024 + 1,
};

/** Bytes that no text has, among them line ends and NUL. */
function content(size: number, seed: number): Uint8Array {
  return new Uint8Array(size).map((_, index) => index * 7 + (index >> 8) + seed);
}

async function writeTree(root: string): Promise<void> {
  for (const [name, size] of Object.entries(SIZES)) {
    const path = `${root}/from/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(path, content(size, 1));
  }
}

/** Copies the tree; returns the status, and how many files were put. */
async function copyTree(
  root: string,
  target: LocalTaskOptions,
  task = new LocalTask(target),
): Promise<[status: string, puts: number, message: unknown]> {
  const outcome = await runAction(copy, { src: `${root}/from/`, dest: `${root}/to/` }, task);
  const puts = task.calls.filter(({ kind }) => kind === "put").length;
  return [outcome.status, puts, outcome.values.msg];
}

async function assertCopied(root: string): Promise<void> {
  for (const name of Object.keys(SIZES)) {
    const [from, to] = await Promise.all(
      ["from", "to"].map((top) => Deno.readFile(`${root}/${top}/${name}`)),
    );
    assert(from!.length === to!.length && from!.every((byte, at) => byte === to![at]), name);
  }
  const left = Object.keys(await snapshot(`${root}/to`)).filter((path) => path.includes(".shep-"));
  assert.deepEqual(left, []);
}

testOnTargets(
  "the long files of a tree are one stream, and what differs of them",
  async (root, target) => {
    await writeTree(root);
    assert.deepEqual(await copyTree(root, { ...target, check: true }), ["changed", 0, undefined]);
    // All that are new, and the large one.
    assert.deepEqual(await copyTree(root, target), ["changed", 2, undefined]);
    await assertCopied(root);
    assert.deepEqual(await copyTree(root, target), ["ok", 0, undefined]);
    await Deno.writeFile(`${root}/from/sub/deep/65536`, content(70_000, 2));
    await Deno.writeFile(`${root}/from/1 MiB`, content(50_000, 2));
    await Deno.chmod(`${root}/to/1 MiB`, 0o640);
    assert.deepEqual(await copyTree(root, target), ["changed", 1, undefined]);
    await assertCopied(root);
    assert.equal((await Deno.stat(`${root}/to/1 MiB`)).mode! & 0o7777, 0o640);
  },
);

/** A target to which less comes than was sent. */
class LossyTask extends LocalTask {
  override async put(
    destination: string,
    from: PutContent,
    options?: { readonly mode?: number },
  ): Promise<number> {
    const size = await super.put(destination, from, options);
    await Deno.truncate(destination, size - 1);
    return size;
  }
}

testOnTargets(
  "a stream that is not whole replaces nothing by its broken part",
  async (root, target) => {
    await writeTree(root);
    await Deno.remove(`${root}/from/sub/large`);
    await Deno.mkdir(`${root}/to/sub/deep`, { recursive: true });
    const joined = Object.keys(SIZES).filter((name) =>
      SIZES[name]! > 32_768 && name !== "sub/large"
    );
    for (const name of joined) await Deno.writeTextFile(`${root}/to/${name}`, "old");
    const [status, puts, message] = await copyTree(root, target, new LossyTask(target));
    assert.deepEqual([status, puts], ["failed", 1]);
    assert.match(String(message), /does not match the expected checksum/);
    const tree = await snapshot(`${root}/to`);
    assert.deepEqual(Object.keys(tree).filter((path) => path.includes(".shep-")), []);
    const old = joined.filter((name) => tree[`./${name}`]?.endsWith(" old"));
    assert.equal(old.length, 1, "only the last of the stream was broken");
  },
);
