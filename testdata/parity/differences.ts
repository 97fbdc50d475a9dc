/**
 * Two texts, line by line.
 *
 * @module
 */

/** The lines that only `expected` has behind `-`, those that only `actual` has behind `+`. */
export function differences(expected: string, actual: string): string {
  const [before, after] = [expected.split("\n"), actual.split("\n")];
  const lines: string[] = [];
  let at = 0;
  for (const line of before) {
    const found = after.indexOf(line, at);
    if (found < 0) lines.push(`- ${line}`);
    else {
      lines.push(...after.slice(at, found).map((each) => `+ ${each}`), `  ${line}`);
      at = found + 1;
    }
  }
  return [...lines, ...after.slice(at).map((each) => `+ ${each}`)].join("\n");
}
