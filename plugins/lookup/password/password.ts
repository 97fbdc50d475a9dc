/** `password`: a password that is made once, and kept in a file. @module */
import { dirname } from "@shep/sdk/path";
import { coerce, defineLookup, Fault, type LookupDefinition, type Value } from "@shep/sdk";
import { characters, DEFAULT_CHARACTERS, randomText, splitCharacters } from "./characters.ts";

const DEFAULT_LENGTH = 20;

/** Whoever names this file wants a new password each time. */
const NOWHERE = "/dev/null";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/password_lookup.html */
export const password: LookupDefinition = defineLookup({
  name: "password",
  summary: "The password in a file, which is made if it is not there.",
  find(terms, { length = DEFAULT_LENGTH, chars, encrypt, seed, ident }): string[] {
    for (const [name, value] of Object.entries({ encrypt, seed, ident })) {
      if (value === undefined || value === null) continue;
      throw new Fault(
        "invalid-argument",
        `'${name}' of the lookup 'password' is not supported yet`,
      );
    }
    const size = coerce("int", length);
    if (typeof size !== "number" || size < 0) {
      throw new Fault("invalid-argument", `'length' counts characters, and is not '${length}'`);
    }
    const choices = characters(partsOf(chars));
    return terms.map((term) => kept(String(term), () => randomText(size, choices)));
  },
});

function partsOf(chars: Value | undefined): readonly string[] {
  if (chars === undefined || chars === null) return DEFAULT_CHARACTERS;
  return Array.isArray(chars) ? chars.map(String) : splitCharacters(String(chars));
}

/**
 * The password in a file; a new one if there is none. All at once, so that of two hosts that ask
 * for the same the second finds what the first has written.
 */
function kept(path: string, make: () => string): string {
  if (path === NOWHERE) return make();
  try {
    return passwordIn(Deno.readTextFileSync(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const made = make();
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  Deno.writeTextFileSync(path, `${made}\n`, { createNew: true, mode: 0o600 });
  return made;
}

/** Without the salt that Ansible keeps behind it. */
function passwordIn(text: string): string {
  return text.replace(/\n$/, "").replace(/ (?:salt|ident)=\S*(?: ident=\S*)?$/, "");
}
