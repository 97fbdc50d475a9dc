/** `file`: the contents of files. @module */
import { coerce, defineLookup, type LookupDefinition } from "@shep/sdk";
import { pathsOf, readFirst } from "./paths.ts";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/file_lookup.html */
export const file: LookupDefinition = defineLookup({
  name: "file",
  summary: "The contents of files, without blanks at their ends.",
  find(terms, { lstrip = false, rstrip = true }): Promise<string[]> {
    const [left, right] = [coerce("bool", lstrip) === true, coerce("bool", rstrip) === true];
    return Promise.all(terms.map(async (term) => {
      const text = await readFirst("file", pathsOf(term));
      const begun = left ? text.trimStart() : text;
      return right ? begun.trimEnd() : begun;
    }));
  },
});
