/**
 * The escapes of string literals.
 *
 * @module
 */

const ESCAPE = /\\(\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[^])/g;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/** The text between the quotes of a literal; unknown escapes stay as they are. */
export function unescape(body: string, literalBackslashes = false): string {
  if (!body.includes("\\")) return body;
  if (literalBackslashes) return body.replace(/\\(['"])/g, "$1");
  return body.replace(ESCAPE, (escape: string, code: string) => {
    const simple = SIMPLE.get(code);
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(code)) return String.fromCodePoint(parseInt(code, 8));
    if (code.length === 1) return escape;
    const point = parseInt(code.slice(1), 16);
    return point > 0x10ffff ? escape : String.fromCodePoint(point);
  });
}
