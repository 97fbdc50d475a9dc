/**
 * Lookups that plugins carry out, because they touch the machine: the host finds out which files
 * are meant, and asks.
 *
 * @module
 */
import type { Value } from "@shep/sdk";
import { truthy } from "../template/mod.ts";
import { entries } from "../template/values/sequence.ts";
import { isMapping } from "../template/values/types.ts";
import { plainValue } from "../variables/plain.ts";
import { type Lookup, lookupError, type LookupOptions } from "./lookup.ts";
import { pathsOf, playbookFolder } from "./search.ts";
import type { LookupServices, PluginLookups } from "./services.ts";
import { readTerm, termText } from "./terms.ts";
import type { CallContext } from "../template/mod.ts";

/** One question to a plugin. */
interface Question {
  readonly terms: readonly unknown[];
  readonly options: LookupOptions;
}

/** What a plugin is asked for a lookup of a template. */
type Questions = (
  terms: readonly unknown[],
  options: LookupOptions,
  call: CallContext,
) => readonly Question[];

/** Each term is a list of paths, of which the first that is there is meant. */
function ofPaths(lookup: string): Questions {
  return (terms, options, call) => [{
    terms: terms.map((term) => pathsOf(termText(lookup, term), "files", call)),
    options,
  }];
}

/** Each term is a key, and has options of its own, a file among them. */
function ofKeys(lookup: string, usualFile: string): Questions {
  return (terms, options, call) =>
    terms.map((term) => {
      const { text, options: own } = readTerm(lookup, term, options);
      const file = pathsOf(String(own.get("file") ?? usualFile), "files", call);
      return { terms: [text], options: new Map([...own, ["file", file]]) };
    });
}

/** Programs start in the playbook's folder, with the user's environment. */
function programs(environment: LookupServices["environment"]): Questions {
  return (terms, options, call) => [{
    terms,
    options: new Map<string, unknown>([
      ...options,
      ["chdir", playbookFolder(call)],
      ["environment", new Map(Object.entries(environment))],
    ]),
  }];
}

/** All files that may be meant, as one list: the first that is there is found. */
const firstFound: Questions = (terms, options, call) => {
  const { folder = "files", ...given } = Object.fromEntries(options);
  const all = terms.length === 0 ? [new Map(Object.entries(given))] : terms.flat();
  const paths = all.flatMap((term) =>
    namesOf(term).flatMap((name) => pathsOf(name, String(folder), call))
  );
  const skip = [options, ...all].some((each) =>
    isMapping(each) && truthy(each.get("skip") ?? false)
  );
  return [{ terms: [paths], options: new Map([["skip", skip]]) }];
};

/** The names that a term of `first_found` stands for: files, in each of the paths if any are given. */
function namesOf(term: unknown): string[] {
  if (!isMapping(term)) return [termText("first_found", term)];
  for (const [name] of entries(term)) {
    if (!["files", "paths", "skip"].includes(String(name))) {
      throw lookupError(`the lookup 'first_found' has no option '${name}', but files, paths, skip`);
    }
  }
  const files = splitList(term.get("files"), /[,;]/);
  const paths = splitList(term.get("paths"), /[,;:]/);
  if (paths.length === 0) return files;
  return paths.flatMap((path) =>
    files.length === 0 ? [path] : files.map((file) => `${path}/${file}`)
  );
}

function splitList(value: unknown, separator: RegExp): string[] {
  if (value === undefined || value === null) return [];
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => termText("first_found", item).split(separator));
}

const QUESTIONS: ReadonlyMap<string, Questions> = new Map([
  ["csvfile", ofKeys("csvfile", "ansible.csv")],
  ["file", ofPaths("file")],
  ["fileglob", ofPaths("fileglob")],
  ["filetree", ofPaths("filetree")],
  ["first_found", firstFound],
  ["ini", ofKeys("ini", "ansible.ini")],
  ["url", (terms, options) => [{ terms, options }]],
]);

/** The lookups that touch the machine, by name. */
export function machineLookups(
  { plugins, environment }: Pick<LookupServices, "plugins" | "environment">,
): Map<string, Lookup> {
  const run = programs(environment);
  return new Map(
    [...QUESTIONS, ["lines", run] as const, ["pipe", run] as const].map((
      [name, questions],
    ) => [name, asking(plugins, name, questions)]),
  );
}

/** A lookup of a plugin that the host knows nothing of. */
export function foreignLookup(plugins: PluginLookups, name: string): Lookup {
  return asking(plugins, name, (terms, options) => [{ terms, options }]);
}

function asking(plugins: PluginLookups, name: string, questions: Questions): Lookup {
  return (terms, options, call) => {
    const asked = questions(terms, options, call).map((each) => ({
      terms: plainList(each.terms),
      options: plainMap(each.options),
    }));
    const question = [name, ...asked.flatMap(({ terms, options }) => [terms, options])];
    return call.wait(question, async () => {
      const found = await Promise.all(
        asked.map(({ terms, options }) => plugins.find(name, terms, options)),
      );
      return found.flat();
    });
  };
}

function plainList(terms: readonly unknown[]): Value[] {
  return terms.map((term) => plainValue(term) ?? null);
}

function plainMap(options: LookupOptions): Map<string, Value> {
  return new Map([...options].map(([name, value]) => [name, plainValue(value) ?? null]));
}
