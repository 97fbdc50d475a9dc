/** `password`: a password that is made once, and kept in a file. @module */
import { dirname } from "@shep/sdk/path";
import {
  coerce,
  defineLookup,
  Fault,
  type LookupDefinition,
  type Plain,
  type Value,
} from "@shep/sdk";
import {
  below,
  characters,
  DEFAULT_CHARACTERS,
  drawnFrom,
  randomText,
  splitCharacters,
} from "./characters.ts";

const DEFAULT_LENGTH = 20;

/** Whoever names this file wants a new password each time. */
const NOWHERE = "/dev/null";

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/password_lookup.html */
export const password: LookupDefinition = defineLookup({
  name: "password",
  summary: "The password in a file, which is made if it is not there.",
  find(terms, { length = DEFAULT_LENGTH, chars, salt, ident, words }): Plain[] {
    // The host makes of a seed what Python draws by it.
    const draw = Array.isArray(words) ? drawnFrom(words.map(Number)) : below;
    const make = (): string =>
      randomText(countOf(length, "length"), characters(partsOf(chars)), draw);
    // The host hashes: it asks for a salt of a size, and gets it behind the password.
    if (salt === undefined) return terms.map((term) => kept(String(term), make).password);
    const makeSalt = (): string => randomText(countOf(salt, "salt"), SALT_CHARACTERS);
    return terms.map((term) => {
      const entry = kept(String(term), make, makeSalt, ident);
      return [entry.password, entry.salt ?? ""];
    });
  },
});

/** What salts are made of. */
const SALT_CHARACTERS = characters(["ascii_letters", "digits", "./"]);

function countOf(value: Value, name: string): number {
  const count = coerce("int", value);
  if (typeof count === "number" && count >= 0) return count;
  throw new Fault("invalid-argument", `'${name}' counts characters, and is not '${value}'`);
}

function partsOf(chars: Value | undefined): readonly string[] {
  if (chars === undefined || chars === null) return DEFAULT_CHARACTERS;
  return Array.isArray(chars) ? chars.map(String) : splitCharacters(String(chars));
}

/** What a file says: `password salt=… ident=…`. */
interface KeptPassword {
  readonly password: string;
  readonly salt?: string | undefined;
  readonly ident?: string | undefined;
}

/**
 * The password in a file; a new one if there is none, and a salt if one is asked for. All at once,
 * so that of two hosts that ask for the same the second finds what the first has written.
 */
function kept(
  path: string,
  make: () => string,
  makeSalt: () => string | undefined = () => undefined,
  ident?: Value,
): KeptPassword {
  const found = path === NOWHERE ? undefined : readKept(path);
  const { password = make(), salt = makeSalt(), ident: knownIdent } = found ?? {};
  const wantedIdent = ident === undefined || ident === null ? knownIdent : String(ident);
  const entry = { password, salt, ident: wantedIdent };
  const isNew = found === undefined || found.salt !== salt || knownIdent !== wantedIdent;
  if (path !== NOWHERE && isNew) write(path, entry, found === undefined);
  return entry;
}

function readKept(path: string): KeptPassword | undefined {
  try {
    return parseKept(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function parseKept(text: string): KeptPassword {
  const line = text.replace(/\n$/, "");
  const options = /(?: salt=(\S*))?(?: ident=(\S*))?$/.exec(line);
  return { password: line.slice(0, options?.index), salt: options?.[1], ident: options?.[2] };
}

function write(path: string, { password, salt, ident }: KeptPassword, isNew: boolean): void {
  const options = Object.entries({ salt, ident })
    .map(([name, value]) => value === undefined ? "" : ` ${name}=${value}`);
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  Deno.writeTextFileSync(path, `${password}${options.join("")}\n`, {
    createNew: isNew,
    mode: 0o600,
  });
}
