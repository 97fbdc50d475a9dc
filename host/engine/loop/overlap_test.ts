/** Work that overlaps. @module */
import assert from "node:assert/strict";
import { overlapping, type Place } from "./overlap.ts";

/** Work that a test lets go on and end. */
class Work {
  readonly log: string[] = [];
  /** The items whose place is the first. */
  reached = "";
  readonly #resolvers = new Map<string, (result: string) => void>();

  /** Begins, and lets the next one begin at once if `isOpen`. */
  begin(item: string, { reached, letNext }: Place, isOpen: boolean): Promise<string> {
    this.log.push(`begin ${item}`);
    reached.then(() => this.reached += item);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#resolvers.set(item, resolve);
    if (isOpen) letNext();
    return promise;
  }

  end(item: string): void {
    this.log.push(`end ${item}`);
    this.#resolvers.get(item)!(item.toUpperCase());
  }
}

/** Lets everything happen that only waits for its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
}

function run(work: Work, items: string, { limit = 3, isOpen = true } = {}): Promise<void> {
  return (async () => {
    const all = overlapping(
      items,
      limit,
      (item, place) => work.begin(item, place, isOpen),
    );
    for await (const [item, result] of all) work.log.push(`told ${item} ${result}`);
  })();
}

Deno.test("without leave the next one begins when the last was told of", async () => {
  const work = new Work();
  const running = run(work, "ab", { isOpen: false });
  await settle();
  assert.deepEqual(work.log, ["begin a"]);
  work.end("a");
  await settle();
  assert.deepEqual(work.log.slice(1), ["end a", "told a A", "begin b"]);
  work.end("b");
  await running;
});

Deno.test("with leave as many are on their way as may be", async () => {
  const work = new Work();
  const running = run(work, "abcd");
  await settle();
  assert.deepEqual(work.log, ["begin a", "begin b", "begin c"]);
  work.end("a");
  await settle();
  assert.deepEqual(work.log.slice(3), ["end a", "told a A", "begin d"]);
  for (const item of "bcd") work.end(item);
  await running;
});

Deno.test("results are told of in the order of the items", async () => {
  const work = new Work();
  const running = run(work, "abc");
  await settle();
  for (const item of "cba") work.end(item);
  await running;
  assert.deepEqual(work.log.slice(6), ["told a A", "told b B", "told c C"]);
});

Deno.test("a place is reached when all before it are done", async () => {
  const work = new Work();
  const running = run(work, "abc");
  await settle();
  assert.equal(work.reached, "a");
  work.end("b");
  await settle();
  assert.equal(work.reached, "a");
  work.end("a");
  await settle();
  assert.equal(work.reached, "abc");
  work.end("c");
  await running;
});

Deno.test("who goes another way than those before is told so", async () => {
  const told: boolean[] = [];
  const all = overlapping(["a", "a", "b", "b", "a"], 5, (way, place) => {
    told.push(place.follows(way));
    place.letNext();
    return Promise.resolve(way);
  });
  for await (const _ of all);
  assert.deepEqual(told, [true, true, false, true, false]);
});

Deno.test("who stops waits for what has begun", async () => {
  const work = new Work();
  const stopping = (async () => {
    const all = overlapping("abc", 2, (item, place) => work.begin(item, place, true));
    for await (const [item] of all) {
      work.log.push(`stop at ${item}`);
      break;
    }
    work.log.push("left");
  })();
  await settle();
  work.end("a");
  await settle();
  assert.deepEqual(work.log, ["begin a", "begin b", "end a", "stop at a"]);
  work.end("b");
  await stopping;
  assert.deepEqual(work.log.slice(4), ["end b", "left"]);
});

Deno.test("what fails is thrown when its turn comes", async () => {
  const told: string[] = [];
  const all = overlapping(["good", "bad", "next"], 3, (item, { letNext }) => {
    letNext();
    return item === "bad" ? Promise.reject(new Error(item)) : Promise.resolve(item);
  });
  await assert.rejects(async () => {
    for await (const [item] of all) told.push(item);
  }, /bad/);
  assert.deepEqual(told, ["good"]);
});
