/**
 * The lookup `unvault`: files as they are, decrypted if they are vaulted.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/unvault_lookup.html
 * @module
 */
import { type Lookup, lookupError } from "./lookup.ts";
import { pathsOf } from "./search.ts";
import type { LookupServices } from "./services.ts";
import { termText } from "./terms.ts";

/** The lookup. */
export function unvaultLookup({ readClear }: Pick<LookupServices, "readClear">): Lookup {
  return (terms, _options, call) =>
    terms.map((term) => {
      const name = termText("unvault", term);
      const paths = pathsOf(name, "files", call);
      const text = call.wait(["unvault", paths], () => readClear(paths));
      if (text !== undefined) return text;
      throw lookupError(
        `unable to find file matching '${name}' for the lookup 'unvault': ` +
          `looked for ${paths.join(", ")}`,
      );
    });
}
