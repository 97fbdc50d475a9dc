/**
 * Python's regular expressions as JavaScript's: patterns are translated, and what has no counterpart
 * is refused.
 *
 * Unless asked otherwise, texts are *byte strings*: one character for each byte, so `.` and `\w` mean
 * what they mean to Python when it searches bytes.
 *
 * @see https://docs.python.org/3/library/re.html#regular-expression-syntax
 * @module
 */
import { Fault } from "@shep/sdk";

/** The flags that a pattern may begin with. */
interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  verbose: boolean;
}

/** How a pattern is read. */
export interface PatternOptions {
  /** Whether it searches text, in which `.` is any character and `\w` a letter of any script. */
  readonly isText?: boolean;
  /** Whether `^` and `$` are found at each line. */
  readonly multiline?: boolean;
  /** Whether `.` is also a line break. */
  readonly dotAll?: boolean;
  /** Whether the result finds every match, for `replace` and `matchAll`. */
  readonly global?: boolean;
}

/**
 * Compiles a pattern.
 *
 * @throws {Fault} `invalid-argument`, with the position, for a pattern that Python would refuse or
 * JavaScript cannot express.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const match = compilePattern("^(?P<key>\\w+)\\s*=")!.exec("port = 80\n");
 * assert.equal(match?.groups?.["key"], "port");
 * ```
 */
export function compilePattern(pattern: string, options: PatternOptions = {}): RegExp {
  const translator = new Translator(pattern, options);
  const source = translator.translate();
  const flags = [
    options.global ? "g" : "",
    translator.flags.ignoreCase ? "i" : "",
    options.isText ? "u" : "",
  ];
  try {
    return new RegExp(source, flags.join(""));
  } catch (error) {
    throw badPattern(pattern, undefined, error instanceof Error ? error.message : String(error));
  }
}

const SPACE = " \\t\\n\\r\\f\\v";
const START = "(?<![\\s\\S])";
const END = "(?![\\s\\S])";
/** Escapes that mean the same in both languages. */
const SAME_ESCAPES = "dDwWbBnrtfv";

const WORD = "\\p{L}\\p{N}_";
/** Escapes that mean more in text than in bytes. */
const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  s: "\\s",
  S: "\\S",
  b: `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`,
  B: `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`,
};
/** Those of them that may stand in a set. */
const TEXT_SET_ESCAPES: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: WORD,
  s: "\\s",
  S: "\\S",
};

class Translator {
  readonly flags: Flags = { ignoreCase: false, multiline: false, dotAll: false, verbose: false };
  readonly #pattern: string;
  readonly #isText: boolean;
  #at = 0;
  #depth = 0;
  #groups = 0;

  constructor(pattern: string, { isText, multiline, dotAll }: PatternOptions) {
    this.#pattern = pattern;
    this.#isText = isText ?? false;
    this.flags.multiline = multiline ?? false;
    this.flags.dotAll = dotAll ?? false;
  }

  translate(): string {
    this.#globalFlags();
    let source = "";
    while (this.#at < this.#pattern.length) source += this.#next();
    if (this.#depth > 0) throw this.#bad("missing ), unterminated subpattern");
    return source;
  }

  #globalFlags(): void {
    for (;;) {
      const [whole, letters] = /^\(\?([a-zA-Z]+)\)/.exec(this.#pattern.slice(this.#at)) ?? [];
      if (whole === undefined || letters === undefined) return;
      for (const letter of letters) this.#setFlag(letter);
      this.#at += whole.length;
    }
  }

  #setFlag(letter: string): void {
    const names: Readonly<Record<string, keyof Flags>> = {
      i: "ignoreCase",
      m: "multiline",
      s: "dotAll",
      x: "verbose",
    };
    const name = names[letter];
    if (name !== undefined) this.flags[name] = true;
    else if (letter !== "a") throw this.#bad(`the flag '${letter}' is not supported`);
  }

  #next(): string {
    const char = this.#pattern[this.#at++]!;
    switch (char) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#set();
      case "(":
        return this.#open();
      case ")":
        if (--this.#depth < 0) throw this.#bad("unbalanced parenthesis");
        return ")";
      case ".":
        return this.flags.dotAll ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return this.flags.multiline ? "(?<![^\\n])" : START;
      case "$":
        return this.flags.multiline ? "(?![^\\n])" : `(?=\\n?${END})`;
      case "{":
        return this.#braces();
      case "*":
      case "+":
      case "?":
        return this.#quantifier(char);
      case "/":
      case "]":
      case "}":
        return `\\${char}`;
    }
    if (!this.flags.verbose) return char;
    if (char === "#") this.#skipPast("\n");
    return /[#\s]/.test(char) ? "" : char;
  }

  /** After what is repeated: lazy is known to both, possessive only to Python. */
  #quantifier(quantifier: string): string {
    const char = this.#pattern[this.#at];
    if (char === "+") throw this.#bad("possessive quantifiers are not supported yet");
    if (char !== "?") return quantifier;
    this.#at++;
    return `${quantifier}?`;
  }

  /** `{` begins a quantifier only if one follows; else it is a character. */
  #braces(): string {
    const [whole, low, comma, high] = /^(\d*)(,?)(\d*)\}/.exec(this.#rest()) ?? [];
    if (whole === undefined || whole === "}") return "\\{";
    this.#at += whole.length;
    return this.#quantifier(`{${low || "0"}${comma}${high}}`);
  }

  #open(): string {
    if (!this.#rest().startsWith("?")) {
      this.#depth++;
      this.#groups++;
      return "(";
    }
    const rest = this.#rest();
    const [comment] = /^\?#[^)]*\)/.exec(rest) ?? [];
    if (comment !== undefined) return this.#take(comment.length, "");
    const [backReference, referred] = /^\?P=(\w+)\)/.exec(rest) ?? [];
    if (backReference !== undefined) return this.#take(backReference.length, `\\k<${referred}>`);
    this.#depth++;
    const [named, name] = /^\?P<([A-Za-z_]\w*)>/.exec(rest) ?? [];
    if (named !== undefined) {
      this.#groups++;
      return this.#take(named.length, `(?<${name}>`);
    }
    const [plain] = /^\?(?::|=|!|<=|<!|[is]*(?:-[is]+)?:)/.exec(rest) ?? [];
    if (plain !== undefined && !/s/.test(plain)) return this.#take(plain.length, `(${plain}`);
    throw this.#bad(`the group '(${rest.slice(0, 3)}' is not supported`);
  }

  #escape(): string {
    const char = this.#pattern[this.#at++];
    if (char === undefined) throw this.#bad("bad escape (end of pattern)");
    const ofText = this.#isText ? TEXT_ESCAPES[char] : undefined;
    if (ofText !== undefined) return ofText;
    switch (char) {
      case "A":
        return START;
      case "Z":
        return END;
      case "s":
        return `[${SPACE}]`;
      case "S":
        return `[^${SPACE}]`;
    }
    if (SAME_ESCAPES.includes(char)) return `\\${char}`;
    const reference = /^[1-9]\d?/.exec(char + this.#rest())?.[0];
    const isOctal = /^[0-3][0-7]{2}/.test(char + this.#rest());
    if (reference === undefined || isOctal) return this.#character(char);
    if (Number(reference) > this.#groups) throw this.#bad(`invalid group reference ${reference}`);
    return this.#take(reference.length - 1, `(?:\\${reference})`);
  }

  /** An escape that stands for one character, in a set or outside. */
  #character(char: string): string {
    const rest = char + this.#rest();
    const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(rest)?.[0];
    if (octal !== undefined) return this.#take(octal.length - 1, hexEscape(parseInt(octal, 8)));
    const hex = /^x([0-9a-fA-F]{2})/.exec(rest)?.[1];
    if (hex !== undefined) return this.#take(2, `\\x${hex}`);
    if (char === "a") return "\\x07";
    if (/[A-Za-z0-9]/.test(char)) throw this.#bad(`bad escape \\${char}`);
    return char.charCodeAt(0) > 0xff ? char : hexEscape(char.charCodeAt(0));
  }

  #set(): string {
    let source = "[";
    if (this.#rest().startsWith("^")) source = this.#take(1, "[^");
    for (let isFirst = true;; isFirst = false) {
      const char = this.#pattern[this.#at++];
      if (char === undefined) throw this.#bad("unterminated character set");
      if (char === "]" && !isFirst) return `${source}]`;
      if (char === "\\") source += this.#setEscape();
      else source += char === "]" || char === "[" ? `\\${char}` : char;
    }
  }

  #setEscape(): string {
    const char = this.#pattern[this.#at++];
    if (char === undefined) throw this.#bad("unterminated character set");
    const ofText = this.#isText ? TEXT_SET_ESCAPES[char] : undefined;
    if (ofText !== undefined) return ofText;
    if (this.#isText && char === "W") throw this.#bad("\\W in a set is not supported");
    if (char === "s") return SPACE;
    if (char === "S") throw this.#bad("\\S in a set is not supported; write what it excludes");
    return "dDwWbnrtfv".includes(char) ? `\\${char}` : this.#character(char);
  }

  #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  #take(length: number, source: string): string {
    this.#at += length;
    return source;
  }

  #skipPast(end: string): void {
    const at = this.#pattern.indexOf(end, this.#at);
    this.#at = at < 0 ? this.#pattern.length : at + 1;
  }

  #bad(why: string): Fault {
    return badPattern(this.#pattern, this.#at, why);
  }
}

function hexEscape(code: number): string {
  return `\\x${code.toString(16).padStart(2, "0")}`;
}

function badPattern(pattern: string, at: number | undefined, why: string): Fault {
  const where = at === undefined ? "" : `, before character ${at + 1}`;
  return new Fault(
    "invalid-argument",
    `The regular expression '${pattern}' is wrong${where}: ${why}`,
    {
      hint: "Patterns are Python's: https://docs.python.org/3/library/re.html",
    },
  );
}

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
