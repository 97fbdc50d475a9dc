/**
 * Takes secrets out of what is shown.
 *
 * Templates need the clear text of a secret, and what they make of it travels on as plain text: into
 * arguments, through a target, and back in a result. No mark on a value survives that. So every
 * secret is known here from the moment it is decrypted, and everything that leaves the host as an
 * event or an error is searched for all of them.
 *
 * @module
 */
import { type Diagnostic, Fault } from "@shep/sdk";
import type { Key, Value } from "@shep/sdk/value";
import { hasMarkup } from "../template/mod.ts";
import { MASK } from "./secret.ts";

/** Shorter texts are not looked for: they are part of everything. */
const SHORTEST = 4;

/** Shorter lines of a secret with several lines are not looked for on their own. */
const SHORTEST_LINE = 8;

/** Knows secrets, and replaces them by stars. */
export class Scrubber {
  readonly #secrets = new Set<string>();
  /** Files of which no line is shown. */
  readonly #files = new Set<string>();
  /** Matches all of them; made when it is needed. */
  #pattern: RegExp | undefined;

  /** Whether there is nothing to look for. */
  get isEmpty(): boolean {
    return this.#secrets.size === 0 && this.#files.size === 0;
  }

  /**
   * Looks for `secret` from now on: as it is, line by line, as JSON writes it and, if it is a
   * template, for what it is put together from.
   */
  add(secret: string): void {
    const text = secret.trim();
    if (text.length < SHORTEST) return;
    for (const part of [text, ...longLines(text), ...literals(text)]) {
      this.#learn(part);
      this.#learn(JSON.stringify(part).slice(1, -1));
    }
  }

  /** Looks for every text and number in a tree, such as a decrypted file of variables. */
  addAll(value: unknown): void {
    if (typeof value === "string") this.add(value);
    else if (isNumeric(value)) this.add(String(value));
    else if (value instanceof Map || Array.isArray(value)) {
      for (const each of value.values()) this.addAll(each);
    }
  }

  /** Shows no line of a file from now on, not even a short one. */
  addFile(path: string): void {
    this.#files.add(path);
  }

  /** A text without secrets. */
  text(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= patternOf(this.#secrets);
    return text.replace(this.#pattern, MASK);
  }

  /** A value without secrets in it, at any depth; itself if there are none. */
  value(value: Value): Value {
    if (this.isEmpty) return value;
    if (typeof value === "string") return this.text(value);
    if (isNumeric(value)) return this.#secrets.has(String(value)) ? MASK : value;
    if (Array.isArray(value)) return this.#list(value);
    if (value instanceof Map) return this.#map(value);
    return value instanceof Uint8Array ? this.#bytes(value) : value;
  }

  /** The same for an object whose fields are texts, such as a diff. */
  fields<T extends object>(fields: T): T {
    if (this.isEmpty) return fields;
    const scrubbed = Object.entries(fields).map(([name, field]): [string, unknown] => [
      name,
      typeof field === "string" ? this.text(field) : field,
    ]);
    return Object.fromEntries(scrubbed) as T;
  }

  /** A diagnostic without secrets. */
  diagnostic(diagnostic: Diagnostic): Diagnostic {
    const { sourceLine, ...rest } = this.fields(diagnostic);
    const isHidden = diagnostic.file !== undefined && this.#files.has(diagnostic.file);
    return sourceLine === undefined || isHidden ? rest : { ...rest, sourceLine };
  }

  /** An error whose message, diagnostic and stack tell no secret; itself if they tell none. */
  error(error: unknown): unknown {
    if (this.isEmpty || !(error instanceof Error)) return error;
    for (const name of ["message", "stack"] as const) {
      const text = error[name];
      if (text !== undefined) Object.defineProperty(error, name, { value: this.text(text) });
    }
    if (error instanceof Fault) {
      const value = this.diagnostic(error.diagnostic);
      Object.defineProperty(error, "diagnostic", { value });
    }
    this.error(error.cause);
    return error;
  }

  #learn(secret: string): void {
    if (this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    this.#pattern = undefined;
  }

  #list(list: Value[]): Value[] {
    const clean = list.map((item) => this.value(item));
    return clean.some((item, index) => item !== list[index]) ? clean : list;
  }

  #map(map: Map<Key, Value>): Map<Key, Value> {
    const entries = Array.from(map, ([key, item]): [Key, Value] => [
      typeof key === "string" ? this.text(key) : key,
      this.value(item),
    ]);
    const isClean = entries.every(([key, item]) => map.get(key) === item);
    return isClean ? map : new Map(entries);
  }

  #bytes(bytes: Uint8Array): Uint8Array {
    const text = new TextDecoder().decode(bytes);
    const clean = this.text(text);
    return clean === text ? bytes : new TextEncoder().encode(clean);
  }
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Number;
}

function longLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.length === 1) return [];
  return lines.map((line) => line.trim()).filter((line) => line.length >= SHORTEST_LINE);
}

const MARKUP = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/gs;
const QUOTED = /'([^']*)'|"([^"]*)"/g;

/** What stands in a template between its markup, and in quotes inside of it. */
function literals(template: string): string[] {
  if (!hasMarkup(template)) return [];
  const quoted = [...template.matchAll(MARKUP)].flatMap(([markup]) =>
    Array.from(markup.matchAll(QUOTED), ([, single, double]) => single ?? double ?? "")
  );
  return [...template.split(MARKUP), ...quoted].map((part) => part.trim())
    .filter((part) => part.length >= SHORTEST);
}

/** The longest first: a secret may be part of another. */
function patternOf(secrets: Iterable<string>): RegExp {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((secret) => RegExp.escape(secret)).join("|"), "g");
}
