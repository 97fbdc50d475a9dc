/**
 * Host patterns: what `hosts:` and `--limit` mean.
 *
 * @see https://docs.ansible.com/ansible/latest/inventory_guide/intro_patterns.html
 *
 * @module
 */
import { Fault } from "@shep/sdk/errors";
import { globMatcher } from "./glob.ts";

/** What patterns are matched against. */
export interface PatternScope {
  /** The hosts' names, in order. */
  hostNames(): readonly string[];
  /** The groups' names, in order. */
  groupNames(): readonly string[];
  /** The hosts in or below a group, in order. */
  hostsIn(group: string): readonly string[];
  /** The host that a name means, be it one no inventory named. */
  host(name: string): { readonly name: string; readonly implicit: boolean } | undefined;
}

/** The hosts a pattern means. */
export interface PatternMatch {
  /** Their names, each once, in order. */
  readonly hosts: readonly string[];
  /** What the user should know about patterns that meant nothing, a sentence each. */
  readonly warnings: readonly string[];
}

/** Raised for a pattern that cannot be understood. */
export class PatternError extends Fault {
  /** What is wrong with it. */
  constructor(message: string) {
    super("invalid-argument", message);
  }
}

/** Raised for a pattern with the number of a host that there is not. */
export class NoSuchHostError extends Fault {
  /** The pattern, and what to do. */
  constructor(pattern: string, hint: string) {
    super("not-found", `No hosts matched the subscripted pattern "${pattern}"`, { hint });
  }
}

/**
 * The hosts that a pattern, or a list of them, means.
 *
 * Terms are separated by commas, or by colons and spaces where there is no comma. First the plain terms add
 * hosts, then each `&term` keeps only its own and each `!term` takes its own away. Without a plain
 * term, all hosts are what is kept from. A term is the exact name of a host; or the name of a group;
 * or a glob or `~regex` over both, with `[0]`, `[-1]`, `[1:3]` (both ends included) or `[2:]` after
 * it to pick from what it means.
 *
 * @throws {PatternError} for an invalid regular expression and an unclosed bracket.
 * @throws {NoSuchHostError} for a number beyond the hosts; there is no error for a range.
 */
export function matchHosts(
  pattern: string | readonly string[],
  scope: PatternScope,
): PatternMatch {
  const warnings: string[] = [];
  const terms = [pattern].flat().flatMap(splitPattern);
  const plain = terms.filter((term) => !term.startsWith("&") && !term.startsWith("!"));
  const hosts = new Set<string>();
  for (const term of plain.length > 0 ? plain : ["all"]) {
    for (const name of matchTerm(term, scope, warnings)) hosts.add(name);
  }
  // Intersections first, wherever they were written: `a:!b:&c` and `a:&c:!b` are the same.
  for (const term of terms.filter((term) => term.startsWith("&"))) {
    const kept = new Set(matchTerm(term.slice(1), scope, warnings));
    for (const name of hosts) if (!kept.has(name)) hosts.delete(name);
  }
  for (const term of terms.filter((term) => term.startsWith("!"))) {
    for (const name of matchTerm(term.slice(1), scope, warnings)) hosts.delete(name);
  }
  return { hosts: [...hosts], warnings };
}

/** What of `match` is also in `limit`, in the order of `match`. */
export function limitTo(match: PatternMatch, limit: PatternMatch): PatternMatch {
  const kept = new Set(limit.hosts);
  return {
    hosts: match.hosts.filter((name) => kept.has(name)),
    warnings: [...new Set([...match.warnings, ...limit.warnings])],
  };
}

/**
 * The patterns of a `--limit`, in which `@FILE` stands for the lines of a file, such as the `.retry`
 * file of an earlier run.
 *
 * @param limit The option's value.
 * @param textOf The text of a file, given its path.
 * @throws {PatternError} for a file without a line, which Ansible takes for every host.
 */
export function limitPatterns(limit: string, textOf: (file: string) => string): readonly string[] {
  return splitPattern(limit).flatMap((term) => {
    if (!term.startsWith("@")) return [term];
    const file = term.slice(1);
    const lines = nonEmpty(textOf(file).split("\n"));
    if (lines.length > 0) return lines;
    throw new PatternError(`The file "${file}" of the limit names no host.`);
  });
}

/**
 * The terms of a pattern: split at commas, else at spaces and at colons that are not in brackets. An
 * IPv6 address and `host:port` are one term.
 *
 * @throws {PatternError} for a bracket that is never closed.
 */
export function splitPattern(pattern: string): readonly string[] {
  if (pattern.includes(",")) return nonEmpty(pattern.split(","));
  if (!/[\s:]/.test(pattern.trim()) || isAddress(pattern.trim())) return nonEmpty([pattern]);
  const terms = pattern.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [];
  if (terms.join("").length < pattern.replace(/[\s:]/g, "").length) {
    throw new PatternError(
      `The host pattern "${pattern}" has a bracket without its partner. ` +
        `A part of a group is written "web[0:3]"; for brackets in a regular expression, ` +
        `separate patterns by commas instead of colons.`,
    );
  }
  return terms;
}

function nonEmpty(terms: readonly string[]): readonly string[] {
  return terms.map((term) => term.trim()).filter((term) => term !== "");
}

function isAddress(text: string): boolean {
  return isIPv6(text) || /^(?:\[[^\]]+\]|[\p{L}\p{N}_.-]+(?:\[[^\]]*\])?):[0-9]+$/u.test(text);
}

/** The hosts one term means, without its `&` or `!`. */
function matchTerm(term: string, scope: PatternScope, warnings: string[]): readonly string[] {
  const exact = scope.host(term);
  if (exact !== undefined && !exact.implicit) return [exact.name];
  const { name, subscript } = splitSubscript(term);
  const { hosts, found } = named(name, scope);
  if (!found && name !== "all") {
    warnings.push(`Could not match supplied host pattern, ignoring: ${name}`);
  }
  if (subscript === undefined || hosts.length === 0) return hosts;
  const picked = subscript(hosts);
  if (picked?.length) return picked;
  const count = `"${name}" means ${hosts.length === 1 ? "1 host" : `${hosts.length} hosts`}.`;
  if (picked === undefined) throw new NoSuchHostError(term, `${count} The first has the number 0.`);
  warnings.push(`No hosts matched the subscripted pattern "${term}": ${count}`);
  return picked;
}

/**
 * The hosts of a name, glob or regular expression, some of them more than once where several groups
 * match: Ansible counts them so in a subscript. `found` is true also for a group without hosts.
 */
function named(name: string, scope: PatternScope): { hosts: readonly string[]; found: boolean } {
  const isMatch = nameMatcher(name);
  const groups = scope.groupNames().filter(isMatch);
  const inGroups = groups.flatMap((group) => scope.hostsIn(group));
  const hosts = groups.length === 0 || /^~|[.?*[]/.test(name)
    ? inGroups.concat(scope.hostNames().filter(isMatch))
    : inGroups;
  if (hosts.length > 0) return { hosts, found: true };
  const implicit = scope.host(name);
  return implicit === undefined
    ? { hosts, found: groups.length > 0 }
    : { hosts: [implicit.name], found: true };
}

function nameMatcher(name: string): (candidate: string) => boolean {
  if (name.startsWith("~")) return regexMatcher(name.slice(1));
  if (/[?*[]/.test(name)) return globMatcher(name);
  return (candidate) => candidate === name;
}

/** As Python's `re.match`: the expression must match from the start on, but not to the end. */
function regexMatcher(source: string): (candidate: string) => boolean {
  const [, flags = "", rest = source] = /^\(\?([ims]+)\)(.*)$/s.exec(source) ?? [];
  const translated = rest.replaceAll("(?P<", "(?<").replaceAll("\\A", "^").replaceAll("\\Z", "$");
  try {
    const regex = new RegExp(`^(?:${translated})`, flags);
    return (candidate) => regex.test(candidate);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PatternError(
      `The host pattern "~${source}" is not a valid regular expression: ${why}. ` +
        `A colon ends a pattern: an expression that contains one needs a comma after it ("~${source},").`,
    );
  }
}

/** Picks from hosts; nothing, if there is no host of the number. */
type Subscript = (hosts: readonly string[]) => readonly string[] | undefined;

/** Splits `web[1:3]`; a regular expression has no subscript, for there brackets mean a set. */
function splitSubscript(term: string): { name: string; subscript?: Subscript } {
  const parts = term.startsWith("~")
    ? null
    : /^(.+)\[(?:(-?[0-9]+)|([0-9]+)[:-]([0-9]*))\]$/.exec(term);
  if (parts === null) return { name: term };
  const [, name = term, index, start, end] = parts;
  if (index !== undefined) {
    return {
      name,
      subscript: (hosts) => {
        const host = hosts.at(Number(index));
        return host === undefined ? undefined : [host];
      },
    };
  }
  const from = Number(start);
  const to = end === "" || end === undefined ? Infinity : Number(end) + 1;
  return { name, subscript: (hosts) => hosts.slice(from, to) };
}

/**
 * Whether `text` is an IPv6 address; the URL parser knows, and `node:net` would take 45 ms to load.
 */
function isIPv6(text: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`);
}
