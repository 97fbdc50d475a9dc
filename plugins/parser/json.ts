/**
 * JSON, with positions.
 *
 * YAML is almost a superset of JSON, but reads `1e3` as text and refuses tabs between tokens; what
 * is JSON is therefore read as JSON, which Ansible does, too.
 *
 * @module
 */

import { float } from "@shep/sdk/value";
import { refuse } from "./error.ts";
import { MAX_DEPTH } from "./events.ts";
import { combinePairs } from "./mapping.ts";
import type { Pair, ScalarNode, ScalarValue, SyntaxNode, SyntaxTree } from "./syntax.ts";

/**
 * The tree of a JSON text; undefined when it is not JSON. Of equal keys the last wins, without a
 * warning, as everywhere in JSON.
 *
 * @throws {Refusal} when it is nested too deeply.
 */
export function parseJson(source: string): SyntaxTree | undefined {
  if (!isJson(source)) return undefined;
  return { root: new JsonScanner(source).node(0), warnings: [] };
}

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

const LITERALS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

/** One token, after white space: a bracket or separator, a string, or a literal. */
const TOKEN = /\s*([[\]{},:]|"(?:[^"\\]|\\.)*"|[^\s[\]{},:"]+)/y;

/** Reads what is known to be JSON. */
class JsonScanner {
  readonly #source: string;
  readonly #pattern = new RegExp(TOKEN);
  #token = "";
  #offset = 0;

  constructor(source: string) {
    this.#source = source;
    this.#advance();
  }

  /** The value that begins at the current token; the token after it becomes current. */
  node(depth: number): SyntaxNode {
    if (depth > MAX_DEPTH) {
      refuse(
        `nested more than ${MAX_DEPTH} levels deep`,
        this.#offset,
        "Split the data into several variables.",
      );
    }
    if (this.#token === "[") return this.#sequence(depth);
    return this.#token === "{" ? this.#mapping(depth) : this.#scalar();
  }

  #advance(): void {
    const match = this.#pattern.exec(this.#source);
    this.#token = match?.[1] ?? "";
    this.#offset = this.#pattern.lastIndex - this.#token.length;
  }

  #sequence(depth: number): SyntaxNode {
    const offset = this.#offset;
    const items: SyntaxNode[] = [];
    this.#eachEntry("]", () => items.push(this.node(depth + 1)));
    return { kind: "sequence", items, offset };
  }

  #mapping(depth: number): SyntaxNode {
    const offset = this.#offset;
    const pairs: Pair[] = [];
    this.#eachEntry("}", () => {
      const key = this.#scalar();
      this.#advance(); // ":"
      pairs.push({ key, value: this.node(depth + 1) });
    });
    return { kind: "mapping", pairs: combinePairs([], pairs).pairs, offset };
  }

  #eachEntry(close: string, read: () => void): void {
    this.#advance();
    while (this.#token !== close) {
      read();
      if (this.#token === ",") this.#advance();
    }
    this.#advance();
  }

  #scalar(): ScalarNode {
    const token = this.#token;
    const offset = this.#offset;
    this.#advance();
    if (token.startsWith('"')) {
      return { kind: "scalar", value: JSON.parse(token), offset, quoted: true };
    }
    const literal = LITERALS.get(token);
    return { kind: "scalar", value: literal === undefined ? number(token) : literal, offset };
  }
}

function number(token: string): ScalarValue {
  if (!/^-?\d+$/.test(token)) return float(Number(token));
  const double = Number(token);
  return Number.isSafeInteger(double) ? double || 0 : BigInt(token);
}
