/**
 * The lookup `password`: passwords that are made once and kept in a file, hashed if that is asked
 * for.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/password_lookup.html
 * @module
 */
import type { Value } from "@shep/sdk";
import { MersenneTwister } from "../template/ansible/mersenne_twister.ts";
import { SALT_SIZES } from "../template/ansible/password_hash.ts";
import type { CallContext } from "../template/mod.ts";
import { plainValue } from "../variables/plain.ts";
import { type Lookup, lookupError } from "./lookup.ts";
import { pathsOf } from "./search.ts";
import type { PluginLookups } from "./services.ts";
import { readTerm } from "./terms.ts";

/** The lookup: the plugin keeps the files, the host hashes. */
export function passwordLookup(plugins: PluginLookups): Lookup {
  return (terms, options, call) =>
    terms.map((term) => {
      const { text, options: own } = readTerm("password", term, options);
      const [path = ""] = pathsOf(text, "", call).slice(-1);
      const { encrypt, ...others } = seeded(Object.fromEntries(own));
      const salt = encrypt === undefined || encrypt === null ? undefined : saltSize(encrypt);
      const given = salt === undefined ? others : { ...others, salt };
      const asked = new Map(
        Object.entries(given).map(([name, value]) => [name, plainValue(value) ?? null]),
      );
      const [found] = call.wait(
        ["password", path, asked],
        () => plugins.find("password", [path], asked),
      );
      return salt === undefined ? found : hashed(found, encrypt, others["ident"], call);
    });
}

/** As many words as a character takes at the very most: half of them or more are of use. */
const WORDS_A_CHARACTER = 64;

/** Python's chance in place of `seed`: the words that it draws, of which the plugin makes use. */
function seeded(options: Record<string, unknown>): Record<string, unknown> {
  const { seed, ...others } = options;
  if (seed === undefined || seed === null) return others;
  const chance = new MersenneTwister(String(seed));
  const count = Math.max(1, Number(others["length"] ?? 20) || 0) * WORDS_A_CHARACTER;
  return { ...others, words: Array.from({ length: count }, () => chance.bits(32)) };
}

function saltSize(algorithm: unknown): number {
  const size = SALT_SIZES.get(String(algorithm));
  if (size !== undefined) return size;
  const known = [...SALT_SIZES.keys()].join(", ");
  throw lookupError(
    `'encrypt' of the lookup 'password' is '${algorithm}', but not one of ${known}`,
  );
}

/** What the plugin found is the password and its salt. */
function hashed(
  found: Value | undefined,
  algorithm: unknown,
  ident: unknown,
  call: CallContext,
): unknown {
  const [password, salt] = found as [string, string];
  const named = new Map(ident === undefined || ident === null ? [] : [["ident", ident]]);
  return call.filter("password_hash")(password, { positional: [algorithm, salt], named }, call);
}
