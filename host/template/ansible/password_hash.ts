/**
 * The filter `password_hash`: passwords as `/etc/shadow` keeps them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/password_hash_filter.html
 * @module
 */

import { type CallContext, type Filter, table, takes } from "../call.ts";
import { EvaluationError, typeError, valueError } from "../errors.ts";
import { repr, text } from "../values/text.ts";
import { isInteger } from "../values/types.ts";
import { md5Crypt } from "./md5_crypt.ts";

/** The hash of a password; `salt` and `rounds` fit the algorithm. */
type Crypt = (password: string, salt: string, options: CryptOptions) => Promise<string>;

interface CryptOptions {
  readonly rounds: number | undefined;
  readonly ident: string | undefined;
}

interface Algorithm {
  readonly saltSize: number;
  /** Whether a salt has exactly that size. */
  readonly isExact: boolean;
  readonly rounds: readonly [least: number, most: number] | undefined;
  readonly crypt: Crypt;
}

/** SHA-crypt, with 5000 rounds if nothing is said, as `crypt(3)`. Loaded when it is first used. */
function shaCrypt(id: "5" | "6"): Algorithm {
  return {
    saltSize: 16,
    isExact: false,
    rounds: [1000, 999_999_999],
    crypt: async (password, salt, { rounds }) => {
      const { encrypt } = await import("unixcrypt");
      const count = rounds === undefined ? "" : `rounds=${rounds}$`;
      return encrypt(password, `$${id}$${count}${salt}`);
    },
  };
}

const BCRYPT: Algorithm = {
  saltSize: 22,
  isExact: true,
  rounds: [4, 31],
  crypt: async (password, salt, { rounds = 12, ident = "2b" }) => {
    if (!/^2[aby]$/.test(ident)) throw valueError(`invalid bcrypt ident ${repr(ident)}`);
    const { default: bcrypt } = await import("bcryptjs");
    const cost = String(rounds).padStart(2, "0");
    return await bcrypt.hash(password, `$${ident}$${cost}$${salt}`);
  },
};

const MD5: Algorithm = {
  saltSize: 8,
  isExact: false,
  rounds: undefined,
  crypt: (password, salt) => Promise.resolve(md5Crypt(password, salt)),
};

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ["md5", MD5],
  ["md5_crypt", MD5],
  ["blowfish", BCRYPT],
  ["bcrypt", BCRYPT],
  ["sha256", shaCrypt("5")],
  ["sha256_crypt", shaCrypt("5")],
  ["sha512", shaCrypt("6")],
  ["sha512_crypt", shaCrypt("6")],
]);

/** The characters of a salt, by hash type. */
export const SALT_SIZES: ReadonlyMap<string, number> = new Map(
  Array.from(ALGORITHMS, ([name, { saltSize }]) => [name, saltSize]),
);

const SALT_CHARACTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const signature = takes(
  ["hashtype?", "salt?", "salt_size?", "rounds?", "ident?"],
  (password, ...options) => [password, ...options.map((option) => option ?? undefined)],
);
const bind = table({ password_hash: signature }).get("password_hash") as Filter;

/** The filter. Each call that gives no salt has a random one. */
export const passwordHash: Filter = (value, args, call) => {
  const [password, name = "sha512", ...rest] = bind(value, args, call) as unknown[];
  if (typeof password !== "string") {
    throw typeError(`password_hash() takes a text, not ${repr(password)}`);
  }
  const algorithm = ALGORITHMS.get(text(name));
  if (algorithm === undefined) {
    const known = [...ALGORITHMS.keys()].join(", ");
    throw new EvaluationError("RuntimeError", `there is no hash type ${repr(name)}, but ${known}`);
  }
  return hash(password, text(name), algorithm, rest, call);
};

function hash(
  password: string,
  name: string,
  algorithm: Algorithm,
  [salt, saltSize, rounds, ident]: readonly unknown[],
  call: CallContext,
): string {
  const options = {
    rounds: rounds === undefined ? undefined : roundsOf(rounds, algorithm),
    ident: ident === undefined ? undefined : text(ident),
  };
  const given = salt === undefined ? undefined : saltOf(salt, algorithm);
  const size = saltSize === undefined ? algorithm.saltSize : Number(saltSize);
  return call.wait(
    ["password_hash", name, password, given ?? null, size, options.rounds ?? null],
    () => algorithm.crypt(password, given ?? randomSalt(size), options),
  );
}

function saltOf(salt: unknown, { saltSize, isExact }: Algorithm): string {
  if (typeof salt !== "string") throw typeError(`a salt is a text, not ${repr(salt)}`);
  if (!/^[./\w]*$/.test(salt) || salt.includes("_")) throw valueError("invalid characters in salt");
  if (isExact ? salt.length === saltSize : salt.length <= saltSize) return salt;
  throw valueError(`a salt has ${isExact ? "" : "at most "}${saltSize} characters here`);
}

function roundsOf(rounds: unknown, algorithm: Algorithm): number {
  const [least, most] = algorithm.rounds ?? [0, 0];
  if (!isInteger(rounds)) throw typeError(`rounds is a number, not ${repr(rounds)}`);
  const count = Number(rounds);
  if (algorithm.rounds !== undefined && count >= least && count <= most) return count;
  throw valueError(
    algorithm.rounds === undefined
      ? "this hash type has no rounds"
      : `rounds is from ${least} to ${most} here, not ${count}`,
  );
}

function randomSalt(size: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  return Array.from(bytes, (byte) => SALT_CHARACTERS[byte % SALT_CHARACTERS.length]).join("");
}
