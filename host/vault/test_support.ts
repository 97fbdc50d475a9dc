/**
 * What the tests of the vault share.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { Keyring } from "./keyring.ts";
import { Secret } from "./secret.ts";

const TESTDATA = new URL("testdata/", import.meta.url);

/** The content of a file of `testdata/`. */
export function recorded(path: string): Uint8Array {
  return Deno.readFileSync(new URL(path, TESTDATA));
}

/** The passwords with which `testdata/` was encrypted. */
export const PASSWORDS = {
  default: new Secret("correct horse"),
  prod: new Secret("fünf €"),
} as const;

/** A keyring of all of them. */
export const KEYRING = new Keyring(
  Object.entries(PASSWORDS).map(([id, password]) => ({ id, password })),
);

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of bytes. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Whether there is an `ansible-vault` to compare with. */
export function hasAnsibleVault(): boolean {
  return spawnSync("ansible-vault", ["--version"]).status === 0;
}
