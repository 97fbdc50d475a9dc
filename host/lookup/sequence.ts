/**
 * The lookup `sequence`: numbers as text.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/sequence_lookup.html
 * @module
 */
import { percentFormat } from "../template/values/percent_format.ts";
import { type Lookup, lookupError } from "./lookup.ts";
import { readTerm } from "./terms.ts";

/** `[start-]end[/stride][:format]` */
const SHORT = /^(?:(0x[0-9a-f]+|\d+)-)?(0x[0-9a-f]+|\d+)(?:\/(0x[0-9a-f]+|\d+))?(?::(.+))?$/i;

/** How many numbers there may be. */
const LONGEST = 10_000_000;

/** Numbers as text, for each term, or for the options alone. */
export const sequence: Lookup = (terms, options) =>
  terms.length === 0 && options.size > 0
    ? numbers(options)
    : terms.flatMap((term) => numbers(specification(term)));

function specification(term: unknown): ReadonlyMap<string, unknown> {
  const [, start, end, stride, format] = SHORT.exec(String(term).trim()) ?? [];
  if (end !== undefined) {
    const parts = Object.entries({ start, end, stride, format });
    return new Map(parts.filter(([, value]) => value !== undefined));
  }
  const { text, options } = readTerm("sequence", term, new Map());
  if (text === "") return options;
  throw lookupError(`'${text}' is no sequence: write 'start=1 end=5', or '1-5/2:host%02d'`);
}

function numbers(options: ReadonlyMap<string, unknown>): string[] {
  const stride = integer(options, "stride") ?? 1;
  const start = integer(options, "start") ?? 1;
  const end = endOf(options, start, stride);
  const format = String(options.get("format") ?? "%d");
  if (format.split("%").length !== 2) {
    throw lookupError(`the format '${format}' of a sequence takes one number, as '%02d' does`);
  }
  if (end === undefined || stride === 0) return [];
  if (stride > 0 && end < start) {
    throw lookupError("a sequence that counts backwards has a negative stride");
  }
  if (stride < 0 && end > start) {
    throw lookupError("a sequence that counts forward has a positive stride");
  }
  const length = Math.floor((end - start) / stride) + 1;
  if (length > LONGEST) throw lookupError(`a sequence of ${length} numbers is too long`);
  return Array.from({ length }, (_, index) => percentFormat(format, start + index * stride));
}

/** The last number that may occur; none for a count of 0. */
function endOf(
  options: ReadonlyMap<string, unknown>,
  start: number,
  stride: number,
): number | undefined {
  const [end, count] = [integer(options, "end"), integer(options, "count")];
  if (end !== undefined && count !== undefined) {
    throw lookupError("a sequence has either 'end' or 'count'");
  }
  if (end !== undefined) return end;
  if (count === undefined) throw lookupError("a sequence needs 'end' or 'count'");
  return count === 0 ? undefined : start + (count - 1) * stride;
}

function integer(options: ReadonlyMap<string, unknown>, name: string): number | undefined {
  const value = options.get(name);
  if (value === undefined) return undefined;
  const text = String(value).trim();
  const [, sign, digits] = /^([-+]?)(0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+)$/i.exec(text) ?? [];
  if (digits !== undefined) return sign === "-" ? -Number(digits) : Number(digits);
  throw lookupError(`'${name}' of a sequence is an integer, not '${text}'`);
}
