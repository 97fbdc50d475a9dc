/** `first_found`: the first of many files that is there. @module */
import { coerce, defineLookup, Fault, type LookupDefinition } from "@shep/sdk";
import { pathsOf, statOf } from "./paths.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/first_found_lookup.html */
export const firstFound: LookupDefinition = defineLookup({
  name: "first_found",
  summary: "The path of the first file that is there.",
  async find(terms, { skip = false }): Promise<string[]> {
    const paths = terms.flatMap(pathsOf);
    for (const path of paths) if (await statOf(path)) return [path];
    if (coerce("bool", skip) === true) return [];
    throw new Fault("not-found", "No file was found when using first_found.", {
      detail: `Looked for:\n${paths.join("\n")}`,
      hint: "Add `skip: true` if there may be none",
    });
  },
});
