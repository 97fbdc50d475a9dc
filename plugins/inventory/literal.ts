/**
 * Python literals, as which Ansible reads the values of an INI inventory.
 *
 * @see https://docs.python.org/3/library/ast.html#ast.literal_eval
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_inventory.html
 *
 * @module
 */
import { float, type Key, type Value, type ValueMap } from "@shep/sdk/value";

/** Python refuses deeper nesting, too. */
const DEEPEST = 100;

/**
 * The value that `text` spells in Python, or `text` itself when it is no literal.
 *
 * Tuples and sets become lists. Complex numbers, which no variable can hold, stay text.
 *
 * | text | value |
 * | --- | --- |
 * | `0x10` | 16 |
 * | `[True, 'a']` | a list of a boolean and a text |
 * | `1, 2` | a list, as which a tuple is kept |
 * | `true` | the text: Python's is `True` |
 * | `010` | the text: Python's is `0o10` |
 */
export function readLiteral(text: string): Value {
  // Most values are plain words, which no literal starts like.
  if (!/^[ \t]*[-+.\d'"[({TFNbBrRuU]/.test(text)) return text;
  try {
    return new LiteralReader(text).readAll();
  } catch (error) {
    if (error instanceof NotALiteral) return text;
    throw error;
  }
}

class NotALiteral extends Error {}

// Sticky: each is set to the place where it shall match before it is used.
const NUMBER =
  /(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|((?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?[eE][-+]?\d(?:_?\d)*|\d(?:_?\d)*\.)|(0(?:_?0)*|[1-9](?:_?\d)*)/y;
const STRING_START = /(b|u|r|br|rb)?('''|"""|'|")/iy;
const NAME = /(?:True|False|None)(?![\p{L}\p{N}_])/uy;
const SPACE = /(?:[ \t\f\r\n]|#[^\n]*)*/y;
const NAMED: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

class LiteralReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): Value {
    const first = this.#value();
    let value = first;
    if (this.#take(",")) { // A bare `1, 2` is a tuple, and so is `1,`.
      const items = [first];
      while (!this.#atEnd()) {
        items.push(this.#value());
        if (!this.#take(",")) break;
      }
      value = items;
    }
    if (!this.#atEnd()) throw new NotALiteral();
    return value;
  }

  #value(): Value {
    const name = this.#match(NAME);
    if (name !== undefined) return NAMED.get(name[0]) ?? null;
    const start = this.#match(STRING_START);
    if (start !== undefined) return this.#strings(start);
    if (++this.#depth > DEEPEST) throw new NotALiteral();
    const container = this.#container();
    this.#depth--;
    return container === undefined ? this.#number() : container;
  }

  #container(): Value | undefined {
    if (this.#take("[")) return this.#items("]");
    if (this.#take("{")) return this.#braces();
    if (!this.#take("(")) return undefined;
    if (this.#take(")")) return [];
    const first = this.#value();
    if (this.#take(")")) return first; // Parentheses alone make no tuple.
    this.#expect(",");
    return [first, ...this.#items(")")];
  }

  /** The values up to `end`, which a comma may precede. */
  #items(end: string): Value[] {
    const items: Value[] = [];
    while (!this.#take(end)) {
      items.push(this.#value());
      if (this.#take(end)) break;
      this.#expect(",");
    }
    return items;
  }

  /** A dictionary, or a set, which becomes a list. */
  #braces(): Value {
    if (this.#take("}")) return new Map();
    const first = this.#value();
    if (this.#take(",")) return [first, ...this.#items("}")];
    if (this.#take("}")) return [first];
    const map: ValueMap = new Map();
    let key = first;
    while (true) {
      this.#expect(":");
      map.set(asKey(key), this.#value());
      if (this.#take("}")) return map;
      this.#expect(",");
      if (this.#take("}")) return map;
      key = this.#value();
    }
  }

  #number(): Value {
    const negative = this.#take("-");
    if (!negative) this.#take("+");
    const [all, based, real, whole] = this.#match(NUMBER) ?? [];
    if (all === undefined || /[\p{L}\p{N}_.]/u.test(this.#text.charAt(this.#at))) {
      throw new NotALiteral();
    }
    if (real !== undefined) {
      const value = Number(real.replaceAll("_", ""));
      return float(negative ? -value : value);
    }
    const value = BigInt((based ?? whole ?? "").replaceAll("_", "").toLowerCase());
    return smallest(negative ? -value : value);
  }

  /** Strings that follow each other are one. */
  #strings(first: RegExpExecArray): Value {
    const isBytes = /b/i.test(first[1] ?? "");
    let text = "";
    for (let start: RegExpExecArray | undefined = first; start; start = this.#match(STRING_START)) {
      const prefix = (start[1] ?? "").toLowerCase();
      if (prefix.includes("b") !== isBytes) throw new NotALiteral();
      const body = this.#stringBody(start[2] ?? "");
      if (isBytes && /[^ -~\t\n]/.test(body)) throw new NotALiteral();
      text += prefix.includes("r") ? body : unescape(body, isBytes);
    }
    if (!isBytes) return text;
    return Uint8Array.from(text, (char) => char.charCodeAt(0));
  }

  #stringBody(quote: string): string {
    const start = this.#at;
    for (let at = start; at < this.#text.length; at++) {
      if (this.#text.startsWith(quote, at)) {
        this.#at = at + quote.length;
        return this.#text.slice(start, at);
      }
      if (this.#text.charAt(at) === "\\") at++;
    }
    throw new NotALiteral();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    this.#skipSpace();
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #take(text: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new NotALiteral();
  }

  #atEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    SPACE.exec(this.#text);
    this.#at = SPACE.lastIndex;
  }
}

/** An integer as a number where that is exact. */
function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Tuples and floats may be keys in Python, but not in a variable. */
function asKey(value: Value): Key {
  if (value !== null && typeof value === "object") throw new NotALiteral();
  if (typeof value === "number" && !Number.isInteger(value)) throw new NotALiteral();
  return value;
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(N\{)|([^]))/g;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\n", ""],
]);

/** Replaces the escapes Python knows and keeps the backslash before anything else. */
function unescape(body: string, isBytes: boolean): string {
  return body.replace(ESCAPE, (all, hex, short, long, octal, name, char) => {
    if (isBytes && (short || long || name)) return all;
    if (octal) return String.fromCharCode(parseInt(octal, 8) & (isBytes ? 0xff : 0x1ff));
    const code = hex ?? short ?? long;
    if (code !== undefined) return codePoint(parseInt(code, 16));
    if (name !== undefined || /[xuU]/.test(char)) throw new NotALiteral();
    return ESCAPED.get(char) ?? all;
  });
}

function codePoint(code: number): string {
  if (code > 0x10ffff) throw new NotALiteral();
  return String.fromCodePoint(code);
}
