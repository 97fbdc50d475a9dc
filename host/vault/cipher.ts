/**
 * The cryptography of `ansible-vault`: keys by PBKDF2, AES-256 in counter mode, and an HMAC over
 * the ciphertext. WebCrypto does all of it: loading `node:crypto` costs 21 ms.
 *
 * @module
 */
import type { Envelope } from "./envelope.ts";
import type { Secret } from "./secret.ts";

/** A key for AES, a key for the HMAC, and the counter to begin with. */
interface Keys {
  readonly cipher: CryptoKey;
  readonly mac: CryptoKey;
  readonly counter: Uint8Array<ArrayBuffer>;
}

const ITERATIONS = 10_000;
const SALT_BYTES = 32;
const KEY_BYTES = 32;
const BLOCK_BYTES = 16;

/**
 * Encrypts bytes.
 *
 * @param id The label for the envelope.
 * @param salt What makes it differ each time: random, unless the same is to come out again.
 */
export async function seal(
  clear: Uint8Array,
  password: Secret,
  id?: string,
  salt: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
): Promise<Envelope> {
  const keys = await deriveKeys(password, salt);
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt(counterMode(keys), keys.cipher, padded(clear)),
  );
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", keys.mac, ciphertext));
  return { salt, mac, ciphertext, ...(id === undefined ? {} : { id }) };
}

/** Decrypts an envelope; nothing if it was sealed with another password, or changed since. */
export async function open(
  { salt, mac, ciphertext }: Envelope,
  password: Secret,
): Promise<Uint8Array | undefined> {
  const keys = await deriveKeys(password, salt);
  if (!await crypto.subtle.verify("HMAC", keys.mac, mac, ciphertext)) return undefined;
  const clear = await crypto.subtle.decrypt(counterMode(keys), keys.cipher, ciphertext);
  return unpadded(new Uint8Array(clear));
}

/** Takes 5 ms on purpose: so does every guess of an attacker. */
async function deriveKeys(password: Secret, salt: Uint8Array<ArrayBuffer>): Promise<Keys> {
  const bytes = new TextEncoder().encode(password.reveal());
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS },
    base,
    8 * (2 * KEY_BYTES + BLOCK_BYTES),
  );
  const part = (start: number, length: number): Uint8Array<ArrayBuffer> =>
    new Uint8Array(bits, start, length);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const [cipher, mac] = await Promise.all([
    crypto.subtle.importKey("raw", part(0, KEY_BYTES), "AES-CTR", false, ["encrypt", "decrypt"]),
    crypto.subtle.importKey("raw", part(KEY_BYTES, KEY_BYTES), hmac, false, ["sign", "verify"]),
  ]);
  return { cipher, mac, counter: part(2 * KEY_BYTES, BLOCK_BYTES) };
}

function counterMode({ counter }: Keys): AesCtrParams {
  return { name: "AES-CTR", counter, length: 8 * BLOCK_BYTES };
}

/** Filled up to whole blocks, as PKCS #7 says: the last byte tells how much was added. */
function padded(clear: Uint8Array): Uint8Array<ArrayBuffer> {
  const missing = BLOCK_BYTES - clear.length % BLOCK_BYTES;
  const whole = new Uint8Array(clear.length + missing).fill(missing);
  whole.set(clear);
  return whole;
}

function unpadded(whole: Uint8Array): Uint8Array {
  const added = whole.at(-1) ?? 0;
  const isPadding = added >= 1 && added <= BLOCK_BYTES &&
    whole.subarray(-added).every((byte) => byte === added);
  // The HMAC holds, so whoever wrote this knew the password and did not pad.
  if (!isPadding) throw new Error("The padding inside a vaulted text is wrong");
  return whole.subarray(0, -added);
}
