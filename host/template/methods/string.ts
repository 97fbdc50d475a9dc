/**
 * The methods of text.
 *
 * @see https://docs.python.org/3/library/stdtypes.html#string-methods
 * @module
 */

import { type Filter, type Signature, table, takes } from "../call.ts";
import { typeError, valueError } from "../errors.ts";
import { iterate, length } from "../values/sequence.ts";
import { Tuple, typeName } from "../values/types.ts";
import { defined } from "../values/undefined.ts";
import { absent, flag, integerArgument, textArgument } from "./arguments.ts";
import { splitLines, splitText, splitTextFromRight } from "./split.ts";
import { stringFormat } from "./string_format.ts";

/** Wraps a function of text and arguments. */
function method(
  parameters: readonly string[],
  run: (text: string, ...args: unknown[]) => unknown,
): Signature {
  return takes(parameters, (self, ...args) => run(self as string, ...args));
}

/** A predicate of the whole, non-empty text. */
function matches(pattern: RegExp): Signature {
  return method([], (self) => pattern.test(self));
}

/** `str.capitalize`: the first character in upper case, the others in lower case. */
export function capitalize(text: string): string {
  const [first = ""] = text;
  const upper = first.toUpperCase(); // of one letter it can be two: ß
  return upper.slice(0, first.length) + upper.slice(first.length).toLowerCase() +
    text.slice(first.length).toLowerCase();
}

function title(text: string): string {
  return text.replace(/\p{L}+/gu, capitalize);
}

function isLower(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase();
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

function swapCase(text: string): string {
  const swap = (character: string): string =>
    isUpper(character) ? character.toLowerCase() : character.toUpperCase();
  return Array.from(text, swap).join("");
}

/** Which ends of a text to strip. */
export type Ends = "both" | "left" | "right";

/** `str.strip`: without blanks, or any of `characters`, at its ends. */
export function strip(text: string, characters: unknown, ends: Ends = "both"): string {
  if (absent(characters)) {
    if (ends === "left") return text.trimStart();
    return ends === "right" ? text.trimEnd() : text.trim();
  }
  const unwanted = new Set(textArgument(characters, "strip arg"));
  const all = Array.from(text);
  let [start, end] = [0, all.length];
  if (ends !== "right") { while (start < end && unwanted.has(all[start] ?? "")) start++; }
  if (ends !== "left") { while (end > start && unwanted.has(all[end - 1] ?? "")) end--; }
  return all.slice(start, end).join("");
}

/** `str.replace`: the first `count` occurrences, all when negative. */
export function replaceText(text: string, old: string, by: string, count: number): string {
  if (count < 0) return text.replaceAll(old, () => by);
  let result = "";
  let rest = text;
  for (let i = 0; i < count; i++) {
    const index = rest.indexOf(old);
    if (index < 0 || rest === "" && i > 0) break;
    const step = old === "" ? 1 : 0;
    result += rest.slice(0, index) + by + rest.slice(index, index + step);
    rest = rest.slice(index + old.length + step);
  }
  return result + rest;
}

/** Pads text to `width`, at the end, the start or (like Python, a little left) both. */
export function justify(text: string, width: number, align: Ends, fill = " "): string {
  const missing = width - length(text);
  if (missing <= 0) return text;
  if (Array.from(fill).length !== 1) {
    throw typeError("The fill character must be exactly one character long");
  }
  if (align === "left") return text + fill.repeat(missing);
  if (align === "right") return fill.repeat(missing) + text;
  const before = (missing >> 1) + (missing & width & 1);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function justifier(align: Ends): Signature {
  return method(
    ["width", "fillchar?"],
    (self, width, fill) =>
      justify(self, integerArgument(width), align, fill === undefined ? " " : textArgument(fill)),
  );
}

function zeroFill(text: string, width: number): string {
  const sign = /^[+-]/.test(text) ? text.slice(0, 1) : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/** The part of `text` between two optional indices, and where it begins. */
function range(text: string, start: unknown, end: unknown): { part: string; from: number } {
  const clamp = (index: unknown, fallback: number): number => {
    if (absent(index)) return fallback;
    const i = integerArgument(index);
    return Math.min(Math.max(i < 0 ? i + text.length : i, 0), text.length);
  };
  const from = clamp(start, 0);
  return { part: text.slice(from, Math.max(from, clamp(end, text.length))), from };
}

/** Whether text begins (or ends) with one text or one of a tuple. */
function affix(name: "startswith" | "endswith"): Signature {
  return method(["affix", "start?", "end?"], (self, wanted, start, end) => {
    const { part } = range(self, start, end);
    const candidates = wanted instanceof Tuple ? wanted : [wanted];
    return candidates.some((candidate) => {
      const text = textArgument(candidate, `${name} first arg`);
      return name === "startswith" ? part.startsWith(text) : part.endsWith(text);
    });
  });
}

function finder(search: "indexOf" | "lastIndexOf", required: boolean): Signature {
  return method(["sub", "start?", "end?"], (self, wanted, start, end) => {
    const { part, from } = range(self, start, end);
    const index = part[search](textArgument(wanted));
    if (index < 0 && required) throw valueError("substring not found");
    return index < 0 ? -1 : index + from;
  });
}

function countOf(text: string, wanted: string): number {
  return wanted === "" ? length(text) + 1 : text.split(wanted).length - 1;
}

function partition(text: string, separator: string, index: number, whole: Ends): Tuple {
  if (separator === "") throw valueError("empty separator");
  if (index < 0) return whole === "left" ? Tuple.of(text, "", "") : Tuple.of("", "", text);
  return Tuple.of(text.slice(0, index), separator, text.slice(index + separator.length));
}

function join(separator: string, elements: unknown): string {
  return iterate(elements).map((element, index) => {
    if (typeof element === "string") return element;
    defined(element);
    throw typeError(`sequence item ${index}: expected str instance, ${typeName(element)} found`);
  }).join(separator);
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  return text.replace(/\t|[\r\n]|[^\t\r\n]+/g, (piece) => {
    const spaces = piece === "\t" && size > 0 ? size - column % size : 0;
    const result = piece === "\t" ? " ".repeat(spaces) : piece;
    column = piece === "\n" || piece === "\r" ? 0 : column + result.length;
    return result;
  });
}

function translate(text: string, mapping: unknown): string {
  if (!(mapping instanceof Map)) {
    throw typeError(`'${typeName(mapping)}' object is not subscriptable`);
  }
  return Array.from(text, (character) => {
    const code = character.codePointAt(0);
    if (!mapping.has(code)) return character;
    const by: unknown = mapping.get(code);
    if (by === null) return "";
    return typeof by === "number" ? String.fromCodePoint(by) : textArgument(by);
  }).join("");
}

/**
 * The bytes of `text` in a character encoding.
 *
 * @throws {EvaluationError} when the encoding is not supported, or lacks a character
 */
export function encode(text: string, encoding: string): Uint8Array {
  switch (encoding.toLowerCase().replaceAll("_", "-")) {
    case "utf-8":
    case "utf8":
      return new TextEncoder().encode(text);
    case "ascii":
    case "us-ascii":
      return encodeBytes(text, 0x7f, encoding);
    case "latin-1":
    case "latin1":
    case "iso-8859-1":
      return encodeBytes(text, 0xff, encoding);
    case "utf-16-le":
    case "utf-16le":
      return new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);
    default:
      throw valueError(`encoding '${encoding}' is not supported yet`);
  }
}

function encodeBytes(text: string, highest: number, encoding: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= highest) return code;
    throw valueError(`'${encoding}' codec can't encode character '${character}'`);
  });
}

const format: Filter = (self, args) => stringFormat(self as string, args);

/** The methods of `str` by name. */
export const STRING_METHODS: ReadonlyMap<string, Filter> = table({
  capitalize: method([], capitalize),
  casefold: method([], (self) => self.toLowerCase().replaceAll("ß", "ss")),
  center: justifier("both"),
  count: method(
    ["sub", "start?", "end?"],
    (self, wanted, start, end) => countOf(range(self, start, end).part, textArgument(wanted)),
  ),
  encode: method(
    ["encoding?", "errors?"],
    (self, encoding) => encode(self, encoding === undefined ? "utf-8" : textArgument(encoding)),
  ),
  endswith: affix("endswith"),
  expandtabs: method(["tabsize?"], (self, size) => expandTabs(self, integerArgument(size, 8))),
  find: finder("indexOf", false),
  format,
  format_map: method(["mapping"], (self, mapping) => {
    const named = mapping instanceof Map ? mapping as Map<string, unknown> : new Map();
    return stringFormat(self, { positional: [], named });
  }),
  index: finder("indexOf", true),
  isalnum: matches(/^[\p{L}\p{N}]+$/u),
  isalpha: matches(/^\p{L}+$/u),
  // deno-lint-ignore no-control-regex -- ASCII includes the control characters
  isascii: matches(/^[\x00-\x7f]*$/),
  isdecimal: matches(/^\p{Nd}+$/u),
  isdigit: matches(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u),
  isidentifier: matches(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  islower: method([], isLower),
  isnumeric: matches(/^\p{N}+$/u),
  isspace: matches(/^\s+$/),
  istitle: method([], (self) => self === title(self) && /\p{L}/u.test(self)),
  isupper: method([], isUpper),
  join: method(["iterable"], join),
  ljust: justifier("left"),
  lower: method([], (self) => self.toLowerCase()),
  lstrip: method(["chars?"], (self, characters) => strip(self, characters, "left")),
  partition: method(["sep"], (self, separator) => {
    const text = textArgument(separator);
    return partition(self, text, self.indexOf(text), "left");
  }),
  removeprefix: method(["prefix"], (self, prefix) => {
    const text = textArgument(prefix);
    return self.startsWith(text) ? self.slice(text.length) : self;
  }),
  removesuffix: method(["suffix"], (self, suffix) => {
    const text = textArgument(suffix);
    return text !== "" && self.endsWith(text) ? self.slice(0, -text.length) : self;
  }),
  replace: method(["old", "new", "count?"], (self, old, by, count) =>
    replaceText(
      self,
      textArgument(old, "replace() argument 1"),
      textArgument(by, "replace() argument 2"),
      integerArgument(count, -1),
    )),
  rfind: finder("lastIndexOf", false),
  rindex: finder("lastIndexOf", true),
  rjust: justifier("right"),
  rpartition: method(["sep"], (self, separator) => {
    const text = textArgument(separator);
    return partition(self, text, self.lastIndexOf(text), "right");
  }),
  rsplit: method(
    ["sep?", "maxsplit?"],
    (self, separator, most) => splitTextFromRight(self, separator, integerArgument(most, -1)),
  ),
  rstrip: method(["chars?"], (self, characters) => strip(self, characters, "right")),
  split: method(
    ["sep?", "maxsplit?"],
    (self, separator, most) => splitText(self, separator, integerArgument(most, -1)),
  ),
  splitlines: method(["keepends?"], (self, keep) => splitLines(self, flag(keep))),
  startswith: affix("startswith"),
  strip: method(["chars?"], (self, characters) => strip(self, characters)),
  swapcase: method([], swapCase),
  title: method([], title),
  translate: method(["table"], translate),
  upper: method([], (self) => self.toUpperCase()),
  zfill: method(["width"], (self, width) => zeroFill(self, integerArgument(width))),
}, "str.");
