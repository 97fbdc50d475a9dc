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

/** The flags that a pattern may begin with, or a group. */
interface Flags {
  readonly ascii: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
}

const FLAGS: Readonly<Record<string, keyof Flags>> = {
  a: "ascii",
  i: "ignoreCase",
  m: "multiline",
  s: "dotAll",
  x: "verbose",
};

/** A group that is open: what ends it, and the flags that hold after it. */
interface OpenGroup {
  readonly end: string;
  readonly flags: Flags;
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
  const { source, ignoreCase } = new Translator(pattern, options).translate();
  const flags = [
    options.global ? "g" : "",
    ignoreCase ? "i" : "",
    options.isText ? "u" : "",
  ];
  try {
    return new RegExp(source, flags.join(""));
  } catch (error) {
    throw badPattern(pattern, undefined, error instanceof Error ? error.message : String(error));
  }
}

/** Whether a pattern begins with the flag that makes it look at a text as a whole, `(?m)`. */
export function hasMultilineFlag(pattern: string): boolean {
  return /^(?:\(\?[a-zA-Z]+\))*?\(\?[a-zA-Z]*m[a-zA-Z]*\)/.test(pattern);
}

const SPACE = " \\t\\n\\r\\f\\v";
const START = "^";
const END = "$";
/** What is no part of a verbose pattern. */
const BLANK = /[#\t-\r ]/;
/** Escapes that mean the same in both languages. */
const SAME_ESCAPES = "dDwWbBnrtfv";

/** What Python holds for blanks in text; JavaScript's differ. */
const TEXT_SPACE =
  "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = "\\p{L}\\p{N}_";
/** Escapes that mean more in text than in bytes. */
const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  s: `[${TEXT_SPACE}]`,
  S: `[^${TEXT_SPACE}]`,
  b: `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`,
  B: `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`,
};
/** Those of them that may stand in a set. */
const TEXT_SET_ESCAPES: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: WORD,
  s: TEXT_SPACE,
};

class Translator {
  readonly #pattern: string;
  readonly #isText: boolean;
  readonly #open: OpenGroup[] = [];
  #flags: Flags;
  #at = 0;
  #groups = 0;

  constructor(
    pattern: string,
    { isText = false, multiline = false, dotAll = false }: PatternOptions,
  ) {
    this.#pattern = pattern;
    this.#isText = isText;
    this.#flags = { ascii: !isText, ignoreCase: false, multiline, dotAll, verbose: false };
  }

  /** The whole pattern, and whether letters are matched in either case. */
  translate(): { readonly source: string; readonly ignoreCase: boolean } {
    this.#globalFlags();
    const { ignoreCase } = this.#flags;
    let source = "";
    while (this.#at < this.#pattern.length) source += this.#next();
    if (this.#open.length > 0) throw this.#bad("missing ), unterminated subpattern");
    return { source, ignoreCase };
  }

  #globalFlags(): void {
    for (;;) {
      const [whole, letters] = /^\(\?([a-zA-Z]+)\)/.exec(this.#rest()) ?? [];
      if (whole === undefined || letters === undefined) return;
      this.#setFlags(letters, true);
      this.#at += whole.length;
    }
  }

  #setFlags(letters: string, value: boolean): void {
    for (const letter of letters) {
      const isUnicode = letter === "u" && this.#isText;
      const name = isUnicode ? "ascii" : FLAGS[letter];
      if (name === undefined) throw this.#bad(`the flag '${letter}' is not supported`);
      this.#flags = { ...this.#flags, [name]: value && !isUnicode };
    }
  }

  #next(): string {
    const char = this.#pattern[this.#at++]!;
    const { multiline, dotAll, verbose } = this.#flags;
    switch (char) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#set();
      case "(":
        return this.#beginGroup();
      case ")":
        return this.#endGroup();
      case ".":
        return dotAll ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return multiline ? `(?<=\\n|${START})` : START;
      case "$":
        return multiline ? `(?=\\n|${END})` : `(?=\\n?${END})`;
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
    if (!verbose) return char;
    if (char === "#") this.#skipPast("\n");
    return BLANK.test(char) ? "" : char;
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

  #beginGroup(): string {
    const rest = this.#rest();
    if (!rest.startsWith("?")) return this.#group(0, "(");
    const [comment] = /^\?#[^)]*\)/.exec(rest) ?? [];
    if (comment !== undefined) return this.#take(comment.length, "");
    const [backReference, referred] = /^\?P=(\w+)\)/.exec(rest) ?? [];
    if (backReference !== undefined) return this.#take(backReference.length, `\\k<${referred}>`);
    const [named, name] = /^\?P<([A-Za-z_]\w*)>/.exec(rest) ?? [];
    if (named !== undefined) return this.#group(named.length, `(?<${name}>`);
    const [around] = /^\?<?[=!]/.exec(rest) ?? [];
    // Python can also repeat it.
    if (around !== undefined) return this.#begin(around.length, `(?:(${around}`, "))");
    const [plain, on = "", off = ""] = /^\?([a-zA-Z]*)(?:-([imsx]+))?:/.exec(rest) ?? [];
    if (plain === undefined) throw this.#bad(`the group '(${rest.slice(0, 3)}' is not supported`);
    const begun = this.#begin(plain.length, `(?${caseFlag(on, off)}:`);
    this.#setFlags(on, true);
    this.#setFlags(off, false);
    return begun;
  }

  /** A group that is counted. */
  #group(length: number, source: string): string {
    this.#groups++;
    return this.#begin(length, source);
  }

  #begin(length: number, source: string, end = ")"): string {
    this.#open.push({ end, flags: this.#flags });
    return this.#take(length, source);
  }

  #endGroup(): string {
    const group = this.#open.pop();
    if (group === undefined) throw this.#bad("unbalanced parenthesis");
    this.#flags = group.flags;
    return group.end;
  }

  #escape(): string {
    const char = this.#pattern[this.#at++];
    if (char === undefined) throw this.#bad("bad escape (end of pattern)");
    const ofText = this.#flags.ascii ? undefined : TEXT_ESCAPES[char];
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
    const isNegated = this.#rest().startsWith("^");
    if (isNegated) this.#at++;
    let items = "";
    // JavaScript has no set in a set.
    const complements: string[] = [];
    for (let isFirst = true;; isFirst = false) {
      const char = this.#pattern[this.#at++];
      if (char === undefined) throw this.#bad("unterminated character set");
      if (char === "]" && !isFirst) break;
      if (char !== "\\") items += char === "]" || char === "[" ? `\\${char}` : char;
      else if (this.#isComplement()) complements.push(this.#escape());
      else items += this.#setEscape();
    }
    if (complements.length === 0) return isNegated ? `[^${items}]` : `[${items}]`;
    const any = [`[${items}]`, ...complements].join("|");
    return isNegated ? `(?:(?!${any})[\\s\\S])` : `(?:${any})`;
  }

  #isComplement(): boolean {
    return (this.#flags.ascii ? "S" : "SW").includes(this.#pattern[this.#at] ?? " ");
  }

  #setEscape(): string {
    const char = this.#pattern[this.#at++];
    if (char === undefined) throw this.#bad("unterminated character set");
    const ofText = this.#flags.ascii ? undefined : TEXT_SET_ESCAPES[char];
    if (ofText !== undefined) return ofText;
    if (char === "s") return SPACE;
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

/** Of the flags of a group, the one that JavaScript has for groups, too. */
function caseFlag(on: string, off: string): string {
  if (off.includes("i")) return "-i";
  return on.includes("i") ? "i" : "";
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
