/**
 * Python's regular expressions as JavaScript's.
 *
 * @see https://docs.python.org/3/library/re.html#regular-expression-syntax
 * @module
 */

import { valueError } from "../errors.ts";

/** The flags Ansible's filters take as arguments. */
export interface RegexFlags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
}

/**
 * `pattern` as a global regular expression.
 *
 * @throws {EvaluationError} when the pattern is malformed, or uses what JavaScript cannot express
 */
export function pythonRegex(pattern: string, flags: RegexFlags = {}): RegExp {
  const translator = new Translator(pattern, flags);
  const source = translator.translate();
  try {
    return new RegExp(source, translator.flags);
  } catch (error) {
    throw valueError(`invalid regular expression '${pattern}': ${(error as Error).message}`);
  }
}

/** What a class escape is, inside and outside of `[]`; Python's are about Unicode. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ["w", "\\p{L}\\p{N}_"],
  ["d", "\\p{Nd}"],
  ["s", "\\s\\x1c-\\x1f\\x85"],
]);

const ANCHORS: ReadonlyMap<string, string> = new Map([
  ["A", "(?<![^])"],
  ["Z", "(?![^])"],
  ["b", "(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))"],
  ["B", "(?:(?<=[\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_]))"],
]);

const INLINE_FLAGS = /^\(\?([aiLmsux]+)\)/;
const CONTROL_ESCAPES = "nrtfv";

class Translator {
  readonly #pattern: string;
  #index = 0;
  #ignoreCase: boolean;
  #multiline: boolean;
  #dotAll: boolean;
  #verbose = false;

  constructor(pattern: string, flags: RegexFlags) {
    this.#pattern = pattern;
    this.#ignoreCase = flags.ignoreCase ?? false;
    this.#multiline = flags.multiline ?? false;
    this.#dotAll = flags.dotAll ?? false;
  }

  /** The flags of the JavaScript expression. */
  get flags(): string {
    return `gu${this.#ignoreCase ? "i" : ""}${this.#dotAll ? "s" : ""}`;
  }

  translate(): string {
    this.#readGlobalFlags();
    let result = "";
    while (this.#index < this.#pattern.length) result += this.#piece();
    return result;
  }

  /** Reads `(?i)` and the like, which stand at the beginning and hold for the whole pattern. */
  #readGlobalFlags(): void {
    const flags = INLINE_FLAGS.exec(this.#pattern);
    if (flags === null) return;
    this.#index = flags[0].length;
    const letters = flags[1] ?? "";
    this.#ignoreCase ||= letters.includes("i");
    this.#multiline ||= letters.includes("m");
    this.#dotAll ||= letters.includes("s");
    this.#verbose = letters.includes("x");
  }

  #piece(): string {
    const character = this.#next();
    switch (character) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#class();
      case "(":
        return this.#group();
      case "^":
        return this.#multiline ? "(?<=^|\\n)" : "^";
      case "$":
        return this.#multiline ? "(?=\\n|$)" : "(?=\\n?$)";
      case ".":
        return this.#dotAll ? "[^]" : "[^\\n]";
      case "{":
        return /^\d*(,\d*)?\}/.test(this.#rest()) && !/^(,?)\}/.test(this.#rest())
          ? this.#repetition()
          : "\\{";
      case "}":
      case "]":
        return `\\${character}`;
      case "#":
        return this.#verbose ? this.#comment() : character;
      case "/":
        return "\\/";
      default:
        return this.#verbose && /\s/.test(character) ? "" : character;
    }
  }

  #next(): string {
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#index) ?? 0);
    this.#index += character.length;
    return character;
  }

  #rest(): string {
    return this.#pattern.slice(this.#index);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#rest());
    if (match === null) return undefined;
    this.#index += match[0].length;
    return match;
  }

  #comment(): string {
    this.#take(/^[^\n]*/);
    return "";
  }

  /** `{,3}` has no lower bound in Python only. */
  #repetition(): string {
    const [, range = ""] = this.#take(/^([^}]*)\}/) ?? [];
    return `{${range.startsWith(",") ? "0" : ""}${range}}`;
  }

  #group(): string {
    if (this.#take(/^\?#[^)]*\)/) !== undefined) return "";
    const named = this.#take(/^\?P<([^>]+)>/);
    if (named !== undefined) return `(?<${named[1]}>`;
    const reference = this.#take(/^\?P=([^)]+)\)/);
    if (reference !== undefined) return `\\k<${reference[1]}>`;
    if (this.#take(/^\?\(/) !== undefined) {
      throw valueError(`conditional groups are not supported yet: '${this.#pattern}'`);
    }
    const scoped = this.#take(/^\?([aiLmsux]*(?:-[imsx]+)?):/);
    if (scoped !== undefined) return `(?${(scoped[1] ?? "").replace(/[aLux]/g, "")}:`;
    return this.#take(/^\?(?=[=!<])/) === undefined ? "(" : "(?";
  }

  /** An escape outside of `[]`. */
  #escape(): string {
    if (this.#index >= this.#pattern.length) throw valueError("bad escape (end of pattern)");
    const octal = this.#take(/^0[0-7]{0,2}|^[0-3][0-7]{2}/);
    if (octal !== undefined) return codePoint(parseInt(octal[0], 8));
    const backreference = this.#take(/^[1-9]\d?/);
    if (backreference !== undefined) return `(?:\\${backreference[0]})`;
    const letter = this.#pattern[this.#index] ?? "";
    const anchor = ANCHORS.get(letter);
    if (anchor !== undefined) {
      this.#index++;
      return anchor;
    }
    const known = CLASSES.get(letter.toLowerCase());
    if (known === undefined) return this.#classEscape().replace(/^\\-$/, "-");
    this.#index++;
    return letter === letter.toLowerCase() ? `[${known}]` : `[^${known}]`;
  }

  /** An escape as it is written inside `[]`; most mean the same outside. */
  #classEscape(): string {
    const letter = this.#next();
    const known = CLASSES.get(letter.toLowerCase());
    if (known !== undefined) return letter === letter.toLowerCase() ? known : complement(letter);
    if (letter === "a") return "\\x07";
    if (letter === "b") return "\\x08";
    if (CONTROL_ESCAPES.includes(letter)) return `\\${letter}`;
    const code = letter === "x"
      ? this.#take(/^[\da-f]{2}/i)
      : letter === "u"
      ? this.#take(/^[\da-f]{4}/i)
      : letter === "U"
      ? this.#take(/^[\da-f]{8}/i)
      : undefined;
    if (code !== undefined) return codePoint(parseInt(code[0], 16));
    if (/[a-zA-Z]/.test(letter)) throw valueError(`bad escape \\${letter} in '${this.#pattern}'`);
    return literal(letter);
  }

  #class(): string {
    let result = this.#take(/^\^/) === undefined ? "[" : "[^";
    if (this.#take(/^\]/) !== undefined) result += "\\]";
    for (;;) {
      if (this.#index >= this.#pattern.length) {
        throw valueError(`unterminated character set in '${this.#pattern}'`);
      }
      const character = this.#next();
      if (character === "]") return `${result}]`;
      if (character === "\\") {
        const octal = this.#take(/^[0-7]{1,3}/);
        result += octal === undefined ? this.#classEscape() : codePoint(parseInt(octal[0], 8));
      } else if (character === "-") {
        // A hyphen is a range only between two characters, not at an end or beside a class.
        const literalHyphen = /^(\]|\\[wdsWDS])/.test(this.#rest()) ||
          /(?:\[\^?|\}|_|\\x85)$/.test(result);
        result += literalHyphen ? "\\-" : "-";
      } else {
        result += literal(character);
      }
    }
  }
}

/** The complement of a class escape, usable inside `[]`. */
function complement(letter: string): string {
  switch (letter) {
    case "D":
      return "\\P{Nd}";
    case "S":
      return "\\S";
    default:
      throw valueError(`\\${letter} inside [] is not supported yet; negate the whole set`);
  }
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/\-]/.test(character) ? `\\${character}` : character;
}

function codePoint(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/**
 * What `\1`, `\g<name>` and the escapes in a replacement stand for in `match`.
 *
 * @throws {EvaluationError} when there is no such group
 */
export function expandReplacement(template: string, match: RegExpMatchArray): string {
  const group = (name: string): string => {
    const value = /^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name];
    const exists = /^\d+$/.test(name) ? Number(name) < match.length : name in (match.groups ?? {});
    if (!exists) throw valueError(`invalid group reference ${name}`);
    return value ?? "";
  };
  return template.replace(
    /\\(?:g<([^>]+)>|([1-9]\d?)|(0[0-7]{0,2})|([nrtfvab\\]))/g,
    (escape, named?: string, numbered?: string, octal?: string, control?: string) => {
      const name = named ?? numbered;
      if (name !== undefined) return group(name);
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      return CONTROLS.get(control ?? "") ?? escape;
    },
  );
}

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["f", "\f"],
  ["v", "\v"],
  ["a", "\x07"],
  ["b", "\b"],
  ["\\", "\\"],
]);
