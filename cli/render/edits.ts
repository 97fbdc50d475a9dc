/**
 * The shortest way from one list of lines to another.
 *
 * @see Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986
 * @module
 */

/** One line of either text, or of both. */
export interface Edit {
  readonly kind: "same" | "removed" | "added";
  readonly line: string;
}

/**
 * Where the texts differ by more lines than this, the search would take more time and memory than
 * a reader could use its answer for: both then count as different from the first difference to the
 * last.
 */
const MOST_EDITS = 1000;

/** The edits that lead from `before` to `after`, removals first where both are possible. */
export function findEdits(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start && end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) end++;
  const middleBefore = before.slice(start, before.length - end);
  const middleAfter = after.slice(start, after.length - end);
  return [
    ...before.slice(0, start).map(same),
    ...shortestEdits(middleBefore, middleAfter) ?? replacement(middleBefore, middleAfter),
    ...before.slice(before.length - end).map(same),
  ];
}

function replacement(before: readonly string[], after: readonly string[]): Edit[] {
  return [
    ...before.map((line): Edit => ({ kind: "removed", line })),
    ...after.map((line): Edit => ({ kind: "added", line })),
  ];
}

function same(line: string): Edit {
  return { kind: "same", line };
}

/** `undefined` if it takes more than {@linkcode MOST_EDITS}. */
function shortestEdits(before: readonly string[], after: readonly string[]): Edit[] | undefined {
  const trace: Int32Array[] = [];
  const most = Math.min(before.length + after.length, MOST_EDITS);
  /** By diagonal (`x - y`), how far along `before` one gets; shifted to count from 0. */
  const furthest = new Int32Array(2 * most + 3);
  const origin = most + 1;
  for (let edits = 0; edits <= most; edits++) {
    trace.push(furthest.slice(origin - edits - 1, origin + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = furthest[origin + diagonal + 1]!;
      const left = furthest[origin + diagonal - 1]!;
      const isDown = diagonal === -edits || (diagonal !== edits && left < below);
      let x = isDown ? below : left + 1;
      while (
        x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]
      ) {
        x++;
      }
      furthest[origin + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkBack(before, after, trace);
    }
  }
  return undefined;
}

/** Follows the trace from the end of both texts to their start. */
function walkBack(
  before: readonly string[],
  after: readonly string[],
  trace: readonly Int32Array[],
): Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let step = trace.length - 1; step > 0; step--) {
    const furthest = trace[step]!;
    const origin = step + 1;
    const diagonal = x - y;
    const below = furthest[origin + diagonal + 1]!;
    const left = furthest[origin + diagonal - 1]!;
    const isDown = diagonal === -step || (diagonal !== step && left < below);
    const startX = isDown ? below : left + 1;
    while (x > startX) {
      edits.push(same(before[--x]!));
      y--;
    }
    if (isDown) edits.push({ kind: "added", line: after[--y]! });
    else edits.push({ kind: "removed", line: before[--x]! });
  }
  while (x > 0) edits.push(same(before[--x]!));
  return edits.reverse();
}
