/**
 * Shell-style wildcards, as Python's `fnmatch` reads them: `*`, `?`, `[abc]`, `[!abc]`, `[a-z]`.
 *
 * @see https://docs.python.org/3/library/fnmatch.html
 *
 * @module
 */

type Step = "any" | ((char: string) => boolean);

/**
 * A test for whole names. Its time grows with pattern × name at worst: wildcards are not turned
 * into a regular expression, whose backtracking is exponential for the likes of `*a*a*a*b`.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const steps = stepsOf(pattern);
  return (name) => matches(steps, [...name]);
}

function matches(steps: readonly Step[], name: readonly string[]): boolean {
  let step = 0;
  let char = 0;
  let star = -1; // The last `*` seen, and how far into the name it reaches so far.
  let reach = 0;
  while (char < name.length) {
    const test = steps[step];
    if (test === "any") {
      star = step++;
      reach = char;
    } else if (test !== undefined && test(name[char] ?? "")) {
      step++;
      char++;
    } else if (star >= 0) {
      step = star + 1;
      char = ++reach;
    } else {
      return false;
    }
  }
  return steps.slice(step).every((rest) => rest === "any");
}

function stepsOf(pattern: string): Step[] {
  const chars = [...pattern];
  const steps: Step[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (char === "*") steps.push("any");
    else if (char === "?") steps.push(() => true);
    else if (char === "[") {
      const end = setEnd(chars, at);
      if (end === -1) steps.push((other) => other === "[");
      else {
        steps.push(setTest(chars.slice(at + 1, end)));
        at = end;
      }
    } else steps.push((other) => other === char);
  }
  return steps;
}

/** Where the set that opens at `start` closes; a `]` that comes first is part of the set. */
function setEnd(chars: readonly string[], start: number): number {
  let at = start + 1;
  if (chars[at] === "!") at++;
  if (chars[at] === "]") at++;
  return chars.indexOf("]", at);
}

function setTest(set: readonly string[]): (char: string) => boolean {
  const negated = set[0] === "!";
  const members = negated ? set.slice(1) : set;
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const low = members[at] ?? "";
    const high = members[at + 2];
    if (members[at + 1] === "-" && high !== undefined) {
      ranges.push([low, high]);
      at += 2;
    } else ranges.push([low, low]);
  }
  return (char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated;
}
