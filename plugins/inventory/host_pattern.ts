/**
 * The hosts that one entry of an inventory names: `web[01:50].example.org:2222`.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#adding-ranges-of-hosts
 *
 * @module
 */
import { Refusal } from "./error.ts";

/** What an entry names. */
export interface NamedHosts {
  /** In the order of the range; empty for a range like `[2:1]`. */
  readonly names: readonly string[];
  /** `ansible_port`, where the entry ends in one. */
  readonly port?: number;
}

/** So that a slip of the keyboard is an error and not the end of the memory. */
const MOST_HOSTS = 1_000_000;

/**
 * The hosts of an entry.
 *
 * | entry | hosts | port |
 * | --- | --- | --- |
 * | `db[08:10]:5432` | db08, db09, db10 | 5432 |
 * | `db-[a:c]` | db-a, db-b, db-c | |
 * | `2001:db8::1` | 2001:db8::1 | |
 * | `[2001:db8::1]:22` | 2001:db8::1 | 22 |
 *
 * @throws {Refusal} for a range that cannot be counted, and for an entry that ends in `:`.
 */
export function namedHosts(entry: string): NamedHosts {
  if (entry.endsWith(":")) {
    throw new Refusal(
      `invalid host pattern "${entry}": a ":" at the end is not allowed, a port must follow it`,
      "Is this YAML? Then the file's name must end in .yml, .yaml or .json.",
    );
  }
  const { host, port } = splitPort(entry);
  const names = expandRanges(host);
  return port === undefined ? { names } : { names, port };
}

function splitPort(entry: string): { host: string; port?: number } {
  if (isIPv6(entry)) return { host: entry };
  const bracketed = /^\[([^[\]]+)\](?::([0-9]+))?$/.exec(entry);
  if (bracketed?.[1] !== undefined && isIPv6(bracketed[1])) {
    return withPort(bracketed[1], bracketed[2]);
  }
  const last = /^(.+):([0-9]+)$/.exec(entry);
  const host = last?.[1] ?? entry;
  // With colons elsewhere it is an IPv6 address whose range is not counted yet, or just odd.
  if (host.replace(/\[[^\]]*\]/g, "").includes(":")) return { host: entry };
  return withPort(host, last?.[2]);
}

function withPort(host: string, port: string | undefined): { host: string; port?: number } {
  return port === undefined ? { host } : { host, port: Number(port) };
}

/**
 * Every name that the ranges in `text` stand for; the last range counts fastest.
 *
 * @throws {Refusal} for a range that cannot be counted.
 */
export function expandRanges(text: string): readonly string[] {
  if (!text.includes("[")) return [text];
  let names = [""];
  let rest = text;
  for (let open = rest.indexOf("["); open !== -1; open = rest.indexOf("[")) {
    const close = rest.indexOf("]", open);
    if (close === -1) {
      throw new Refusal(
        `the "[" in "${text}" is never closed`,
        'A range is written "web[1:3]", a section "[web]".',
      );
    }
    const head = rest.slice(0, open);
    const members = rangeMembers(rest.slice(open + 1, close), text);
    if (names.length * members.length > MOST_HOSTS) throw tooMany(text);
    names = names.flatMap((name) => members.map((member) => name + head + member));
    rest = rest.slice(close + 1);
  }
  return names.map((name) => name + rest);
}

/** What a range counts: `1:3`, `01:10:3`, `a:f`, `:5`. */
function rangeMembers(range: string, text: string): readonly string[] {
  const refuse = (why: string): never => {
    throw new Refusal(`the range "[${range}]" in "${text}" ${why}`, RANGE_HINT);
  };
  const [begin = "", end, stepText = "1", ...more] = range.split(":");
  if (end === undefined || more.length > 0) return refuse("is not [begin:end] or [begin:end:step]");
  if (end === "") return refuse("has no end");
  if (!/^[0-9]+$/.test(stepText) || Number(stepText) === 0) {
    return refuse("needs a whole step above 0");
  }
  const step = Number(stepText);
  if (/^[a-z]$/i.test(begin) && /^[a-z]$/i.test(end)) {
    const from = LETTERS.indexOf(begin);
    const to = LETTERS.indexOf(end);
    if (from > to) return refuse("begins after its end: a to z come before A to Z");
    return countFrom(from, to, step).map((index) => LETTERS.charAt(index));
  }
  if (!/^[0-9]*$/.test(begin) || !/^[0-9]+$/.test(end)) {
    return refuse("needs two whole numbers or two letters");
  }
  const width = begin.length > 1 && begin.startsWith("0") ? begin.length : 0;
  if (width > 0 && width !== end.length) {
    return refuse("begins with a 0, so both ends need as many digits");
  }
  if ((Number(end) - Number(begin)) / step >= MOST_HOSTS) throw tooMany(text);
  return countFrom(Number(begin), Number(end), step).map((n) => String(n).padStart(width, "0"));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const RANGE_HINT =
  'Write "web[1:3]", "web[01:10]", "web[0:10:5]" or "db-[a:f]"; both ends are included.';

function countFrom(from: number, to: number, step: number): number[] {
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  return Array.from({ length }, (_, index) => from + index * step);
}

function tooMany(text: string): Refusal {
  return new Refusal(`"${text}" stands for more than ${MOST_HOSTS} hosts`, RANGE_HINT);
}

/**
 * Whether `text` is an IPv6 address; the URL parser knows, and `node:net` would take 45 ms to load.
 */
function isIPv6(text: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`);
}
