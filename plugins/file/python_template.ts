/**
 * What Python's `re` makes of a match, and texts with Python's escapes in them.
 *
 * @see https://docs.python.org/3/library/re.html#re.Match.expand
 * @module
 */
import { Fault } from "@shep/sdk";

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/**
 * Fills a match's groups into a text: `\1`, `\g<1>`, `\g<name>`, and the usual escapes. A group
 * that took no part is empty.
 *
 * @throws {Fault} `invalid-argument`, for a group that is not there, or a bad escape.
 */
export function expandTemplate(template: string, match: RegExpExecArray): string {
  const group = (name: string): string => {
    const isNumber = /^\d+$/.test(name);
    const isThere = isNumber ? Number(name) < match.length : match.groups && name in match.groups;
    if (!isThere) throw badTemplate(template, `there is no group ${name}`);
    return (isNumber ? match[Number(name)] : match.groups![name]) ?? "";
  };
  const token = /\\(?:g<(\w+)>|(0[0-7]{0,2}|[0-3][0-7]{2})|([1-9]\d?)|([\s\S]?))/g;
  return template.replace(token, (whole, name, octal, number, char) => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    if (name !== undefined || number !== undefined) return group(name ?? number);
    const known = ESCAPES[char];
    if (known !== undefined) return known;
    if (char === "" || /[A-Za-z]/.test(char)) throw badTemplate(template, `bad escape ${whole}`);
    return whole;
  });
}

/**
 * Checks a text before anything is filled into it.
 *
 * @throws {Fault} `invalid-argument`, for a group that the pattern does not have, or a bad escape.
 */
export function checkTemplate(template: string, pattern: RegExp): void {
  const { source, flags } = pattern;
  expandTemplate(template, new RegExp(`${source}|`, flags.replace("g", "")).exec("")!);
}

function badTemplate(template: string, why: string): Fault {
  return new Fault("invalid-argument", `Cannot fill in the line '${template}': ${why}`, {
    hint: "A backslash that is meant as such is written twice.",
  });
}

/** A text with Python's escapes in it, such as `\\n` and `\\x41`, resolved; others stay as they are. */
export function unescapeText(text: string): string {
  const token = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g;
  return text.replace(token, (whole, hex, octal, char) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
    return ESCAPES[char] ?? (/["']/.test(char) ? char : whole);
  });
}
