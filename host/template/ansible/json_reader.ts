/**
 * Reads JSON as Python's `json.loads` does: dicts keep the order of their keys, floats stay floats,
 * integers are exact.
 *
 * @module
 */

import { valueError } from "../errors.ts";
import { integer } from "../values/arithmetic.ts";
import { float } from "../values/float.ts";

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORD = /-?[A-Za-z]+/y;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

const DEEPEST = 1000;

/**
 * The value of a JSON text.
 *
 * @throws {EvaluationError} when it is not JSON, naming the place
 */
export function parseJson(text: string): unknown {
  return new JsonReader(text).read();
}

class JsonReader {
  readonly #text: string;
  #offset = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    const value = this.#value();
    this.#take(SPACE);
    if (this.#offset < this.#text.length) this.#fail("Extra data");
    return value;
  }

  #value(): unknown {
    this.#take(SPACE);
    switch (this.#text[this.#offset]) {
      case "{":
        return this.#nested(() => this.#object());
      case "[":
        return this.#nested(() => this.#array());
      case '"':
        return this.#string();
      default:
        return this.#numberOrWord();
    }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) this.#fail("nested too deeply");
    this.#offset++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Map<string, unknown> {
    const result = new Map<string, unknown>();
    if (this.#skip("}")) return result;
    do {
      this.#take(SPACE);
      if (this.#text[this.#offset] !== '"') {
        this.#fail("Expecting property name enclosed in double quotes");
      }
      const key = this.#string();
      if (!this.#skip(":")) this.#fail("Expecting ':' delimiter");
      result.set(key, this.#value());
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#fail("Expecting ',' delimiter");
    return result;
  }

  #array(): unknown[] {
    const result: unknown[] = [];
    if (this.#skip("]")) return result;
    do {
      result.push(this.#value());
    } while (this.#skip(","));
    if (!this.#skip("]")) this.#fail("Expecting ',' delimiter");
    return result;
  }

  #string(): string {
    const literal = this.#take(STRING)?.[0];
    if (literal === undefined) this.#fail("Unterminated string");
    try {
      return JSON.parse(literal) as string;
    } catch {
      this.#fail("Invalid control character or escape in a string");
    }
  }

  #numberOrWord(): unknown {
    const number = this.#take(NUMBER);
    if (number !== undefined) {
      const [digits, fraction, exponent] = number;
      const isFloat = fraction !== undefined || exponent !== undefined;
      return isFloat ? float(Number(digits)) : integer(BigInt(digits));
    }
    const start = this.#offset;
    const value = WORDS.get(this.#take(WORD)?.[0] ?? "");
    if (value !== undefined) return value;
    this.#offset = start;
    this.#fail("Expecting value");
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#offset = pattern.lastIndex;
    return match;
  }

  #skip(character: string): boolean {
    this.#take(SPACE);
    const found = this.#text[this.#offset] === character;
    if (found) this.#offset++;
    return found;
  }

  #fail(problem: string): never {
    const before = this.#text.slice(0, this.#offset).split("\n");
    const place = `line ${before.length} column ${(before.at(-1) ?? "").length + 1}`;
    throw valueError(`${problem}: ${place} (char ${this.#offset})`);
  }
}
