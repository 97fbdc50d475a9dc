/** `fileglob`: the files that match a pattern. @module */
import { basename, dirname, join } from "@shep/sdk/path";
import { defineLookup, type LookupDefinition } from "@shep/sdk";
import { pathsOf, statOf } from "./paths.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/fileglob_lookup.html */
export const fileglob: LookupDefinition = defineLookup({
  name: "fileglob",
  summary: "The files of a directory whose names match a pattern, by name.",
  async find(terms): Promise<string[]> {
    const found: string[] = [];
    for (const term of terms) found.push(...await firstMatching(pathsOf(term)));
    return found;
  },
});

/** The files of the first pattern that matches any. */
async function firstMatching(patterns: readonly string[]): Promise<string[]> {
  for (const pattern of patterns) {
    const files = await matching(pattern);
    if (files.length > 0) return files;
  }
  return [];
}

async function matching(pattern: string): Promise<string[]> {
  const directory = dirname(pattern);
  if (!(await statOf(directory))?.isDirectory) return [];
  const name = nameExpression(basename(pattern));
  const files: string[] = [];
  for await (const entry of Deno.readDir(directory)) {
    const path = join(directory, entry.name);
    if (name.test(entry.name) && (await statOf(path))?.isFile) files.push(path);
  }
  return files.sort();
}

/** A pattern of the shell, as Python's `glob` reads it: names that begin with a dot are hidden. */
function nameExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[(!?)(\]?[^\]]*)\]|[^]/g, (part, negated, set) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (set === undefined) return part.replace(/[\\^$.|+(){}[\]/]/, "\\$&");
    return `[${negated ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
  });
  return new RegExp(`^${pattern.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "su");
}
