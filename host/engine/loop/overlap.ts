/**
 * Work for one item after the other, of which the next may begin before the last one is done.
 *
 * @module
 */

/** Where an item stands in the line. */
export interface Place {
  /** Resolves when those before it are done. */
  readonly reached: Promise<void>;
  /**
   * Whether those before it go the same way: only then do they arrive in their order. To be asked
   * once, when it sets out.
   */
  follows(way: string): boolean;
  /** Lets the next one begin before this one is done. */
  letNext(): void;
}

/** Begins work for an item. */
export type Begin<Item, Result> = (item: Item, place: Place) => Promise<Result>;

interface Begun<Item, Result> {
  readonly item: Item;
  readonly result: Promise<Result>;
  /** Resolves when the next one may begin. */
  readonly isFollowed: Promise<unknown>;
  /** Resolves when it is done, and those before it are. */
  readonly done: Promise<void>;
  isDone: boolean;
}

/**
 * What came of each item, in their order, as soon as it is known. At most `limit` items are on
 * their way at a time. Who stops listening waits for those that have begun.
 */
export async function* overlapping<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  begin: Begin<Item, Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const begun: Begun<Item, Result>[] = [];
  let reached = Promise.resolve();
  let last: string | undefined;
  const follows = (way: string): boolean => {
    const isSame = last === undefined || last === way;
    last = way;
    return isSame;
  };
  try {
    for (const item of items) {
      const each = started(item, { reached, follows }, begin);
      begun.push(each);
      reached = each.done;
      await each.isFollowed;
      while (begun[0]?.isDone || begun.length >= limit) yield await ended(begun.shift()!);
    }
    while (begun.length > 0) yield await ended(begun.shift()!);
  } finally {
    await Promise.allSettled(begun.map(({ result }) => result));
  }
}

function started<Item, Result>(
  item: Item,
  place: Omit<Place, "letNext">,
  begin: Begin<Item, Result>,
): Begun<Item, Result> {
  const { promise: next, resolve: letNext } = Promise.withResolvers<void>();
  const result = begin(item, { ...place, letNext });
  const done = Promise.allSettled([result, place.reached]).then(() => {
    each.isDone = true;
  });
  const each = { item, result, isFollowed: Promise.race([next, done]), done, isDone: false };
  return each;
}

async function ended<Item, Result>(
  { item, result }: Begun<Item, Result>,
): Promise<readonly [Item, Result]> {
  return [item, await result];
}
