import assert from "node:assert/strict";
import { float, type ValueMap } from "@shep/sdk";
import { type FactCache, openFactCache } from "./cache.ts";

const FACTS: ValueMap = new Map<string, ValueMap | string | number>([
  ["ansible_system", "Linux"],
  ["ansible_load", new Map([["1m", float(1) as number]])],
]);

async function withPlace(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "shep-facts-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens a cache of each kind, uses it, and closes it. */
async function withCache<T>(
  kind: string,
  folder: string,
  use: (cache: FactCache) => T,
  timeout?: number,
): Promise<T> {
  using cache = await openFactCache({
    kind,
    location: `${folder}/facts`,
    prefix: "pre_",
    ...(timeout === undefined ? {} : { timeout }),
  });
  assert.ok(cache);
  return use(cache);
}

for (const kind of ["jsonfile", "sqlite"]) {
  Deno.test(`${kind}: facts are there for the next run, with their types`, () =>
    withPlace(async (folder) => {
      await withCache(kind, folder, (cache) => cache.write("h1", FACTS));
      const found = await withCache(kind, folder, (cache) => cache.read("h1"));
      assert.deepEqual(
        new Map([...found!].sort()),
        new Map([...FACTS].sort()),
      );
      await withCache(kind, folder, (cache) => {
        assert.equal(cache.read("h2"), undefined);
        cache.remove("h1");
        cache.remove("h2");
        assert.equal(cache.read("h1"), undefined);
      });
    }));

  Deno.test(`${kind}: facts that are too old are none, and never if the timeout is 0`, () =>
    withPlace(async (folder) => {
      const clock = Date.now;
      try {
        await withCache(kind, folder, (cache) => cache.write("h1", FACTS));
        Date.now = (): number => clock() + 3_600_000;
        const found = (timeout: number): Promise<boolean> =>
          withCache(kind, folder, (cache) => cache.read("h1") !== undefined, timeout);
        assert.deepEqual([await found(3000), await found(4000), await found(0)], [
          false,
          true,
          true,
        ]);
      } finally {
        Date.now = clock;
      }
    }));

  Deno.test(`${kind}: a host's name leads nowhere else`, () =>
    withPlace(async (folder) => {
      await withCache(kind, folder, (cache) => {
        cache.write("../../h1", FACTS);
        assert.ok(cache.read("../../h1"));
      });
      assert.ok([...Deno.readDirSync(folder)].every(({ name }) => name.startsWith("facts")));
    }));
}

Deno.test("jsonfile: a file that is no JSON is no fact, and nobody else may read one", () =>
  withPlace(async (folder) => {
    await withCache("jsonfile", folder, (cache) => {
      cache.write("h1", FACTS);
      assert.equal(Deno.statSync(`${folder}/facts/pre_h1`).mode! & 0o777, 0o600);
      Deno.writeTextFileSync(`${folder}/facts/pre_h1`, '{"half": ');
      assert.equal(cache.read("h1"), undefined);
    });
  }));

Deno.test("a run's own memory is no cache to open", async () => {
  assert.equal(await openFactCache({ kind: "memory" }), undefined);
});

Deno.test("a cache that there is none, one without a place, and one that is no database", () =>
  withPlace(async (folder) => {
    await assert.rejects(openFactCache({ kind: "jsonfiles" }), /no fact cache 'jsonfiles'/);
    await assert.rejects(openFactCache({ kind: "sqlite" }), /needs a place/);
    await Deno.writeTextFile(`${folder}/facts`, "this is no database, but a text\n".repeat(99));
    await assert.rejects(
      openFactCache({ kind: "sqlite", location: `${folder}/facts` }),
      /cannot be opened/,
    );
  }));
