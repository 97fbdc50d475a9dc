/**
 * The vault passwords of a run, and which of them opens what.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html
 * @module
 */
import { Fault } from "@shep/sdk";
import { open, seal } from "./cipher.ts";
import {
  DEFAULT_ID,
  type Envelope,
  EnvelopeError,
  formatEnvelope,
  parseEnvelope,
} from "./envelope.ts";
import type { Secret } from "./secret.ts";

/** A password, and the vault id that it goes by. */
export interface Identity {
  /** The vault id. */
  readonly id: string;
  /** The password. */
  readonly password: Secret;
}

/** Where a vaulted text stands. */
export interface VaultPlace {
  /** The file's name. */
  readonly file?: string;
  /** Counts from 1. */
  readonly line?: number;
  /** Counts from 1. */
  readonly column?: number;
  /** The line of the source that `line` names. */
  readonly sourceLine?: string;
  /** Whether the text is the whole file: then its lines are the file's. */
  readonly isFile?: boolean;
}

/** What was in a vaulted text, and what it takes to write it again. */
export interface OpenedVault {
  /** The clear text, which need not be text. */
  readonly clear: Uint8Array;
  /** Whose password opened it. */
  readonly identity: Identity;
  /** The id that the text is labelled with. */
  readonly label?: string;
}

/** How a {@linkcode Keyring} chooses. */
export interface KeyringOptions {
  /** Whether only the passwords of a text's own id are tried (`ANSIBLE_VAULT_ID_MATCH`). */
  readonly matchesIds?: boolean;
}

/**
 * Passwords in the order in which they are tried: those of the text's own id first.
 *
 * @example
 * ```ts
 * import { Keyring, Secret } from "@shep/host/vault";
 * import assert from "node:assert/strict";
 *
 * const keyring = new Keyring([{ id: "dev", password: new Secret("hunter2") }]);
 * const text = await keyring.seal(new TextEncoder().encode("a: 1\n"), "dev");
 * assert(text.startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
 * const { clear } = await keyring.open(text);
 * assert.equal(new TextDecoder().decode(clear), "a: 1\n");
 * ```
 */
export class Keyring {
  /** All of them, as they were given. */
  readonly identities: readonly Identity[];
  readonly #matchesIds: boolean;

  /** A keyring of these passwords. */
  constructor(identities: readonly Identity[], { matchesIds = false }: KeyringOptions = {}) {
    this.identities = identities;
    this.#matchesIds = matchesIds;
  }

  /**
   * Decrypts a text.
   *
   * @throws {Fault} `failed`, if no password opens it; `syntax`, if it is damaged.
   */
  async open(text: string, { isFile = false, ...place }: VaultPlace = {}): Promise<OpenedVault> {
    const envelope = parse(text, place, isFile);
    const label = envelope.id === undefined ? {} : { label: envelope.id };
    const candidates = this.#candidates(envelope);
    for (const identity of candidates) {
      const clear = await open(envelope, identity.password);
      if (clear !== undefined) return { clear, identity, ...label };
    }
    throw this.identities.length === 0
      ? noPasswords(envelope, place)
      : wrongPasswords(envelope, candidates, this.identities, place);
  }

  /**
   * Encrypts bytes with the password of an id, and labels them with it.
   *
   * @throws {Fault} `not-found`, if there is no such password.
   */
  async seal(clear: Uint8Array, id?: string): Promise<string> {
    return await sealWith(this.sealingIdentity(id), clear);
  }

  /**
   * The password to encrypt with: that of an id, or the only one there is.
   *
   * @throws {Fault} `not-found`, if there is none; `invalid-argument`, if there are several.
   */
  sealingIdentity(id?: string): Identity {
    const [first] = this.identities;
    if (first === undefined) {
      throw new Fault("not-found", "There is no vault password to encrypt with", {
        hint: `Say where it is: ${OPTIONS}`,
      });
    }
    if (id === undefined) {
      if (this.identities.every((each) => each.id === first.id)) return first;
      throw new Fault("invalid-argument", "There are several vault passwords to encrypt with", {
        detail: `They are of the vault ids: ${idsOf(this.identities)}`,
        hint: "Choose one: --encrypt-vault-id ID",
      });
    }
    const identity = this.identities.find((each) => each.id === id);
    if (identity !== undefined) return identity;
    throw new Fault("not-found", `There is no password of the vault id '${id}'`, {
      detail: `There is one of: ${idsOf(this.identities)}`,
      hint: `Name its source: --vault-id ${id}@FILE`,
    });
  }

  #candidates({ id = DEFAULT_ID }: Envelope): Identity[] {
    const own = this.identities.filter((each) => each.id === id);
    if (this.#matchesIds) return own;
    return [...own, ...this.identities.filter((each) => each.id !== id)];
  }
}

/** Encrypts bytes with a password, and labels them with its id. */
export async function sealWith(
  { id, password }: Identity,
  clear: Uint8Array,
  salt?: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return formatEnvelope(await seal(clear, password, id, salt));
}

function parse(text: string, place: VaultPlace, isFile: boolean): Envelope {
  try {
    return parseEnvelope(text);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    const { message, line, hint } = error;
    throw new Fault("syntax", message, {
      ...place,
      ...(isFile ? { line, column: 1 } : { detail: `In line ${line} of the vaulted text` }),
      hint,
    });
  }
}

const OPTIONS = "--vault-id ID@FILE, --vault-password-file FILE, --ask-vault-pass, " +
  "or ANSIBLE_VAULT_PASSWORD_FILE";

/** In Ansible's words, which playbooks and people look for. */
function noPasswords({ id }: Envelope, place: VaultPlace): Fault {
  return new Fault("failed", "Attempting to decrypt but no vault secrets found", {
    ...place,
    ...(id === undefined ? {} : { detail: `It was encrypted for the vault id '${id}'` }),
    hint: `Say where the password is: ${OPTIONS}`,
  });
}

function wrongPasswords(
  { id = DEFAULT_ID }: Envelope,
  tried: readonly Identity[],
  all: readonly Identity[],
  place: VaultPlace,
): Fault {
  const what = tried.length === 0
    ? `Only passwords of the vault id '${id}' may be tried, and those given are of: ${idsOf(all)}`
    : `Tried the passwords of these vault ids: ${idsOf(tried)}\n` +
      `It was encrypted for the vault id '${id}', with another password or by another hand: ` +
      "a text that was changed since cannot be told from one with another password";
  return new Fault(
    "failed",
    "Decryption failed (no vault secrets were found that could decrypt)",
    { ...place, detail: what, hint: `Check the password of '${id}', or add one: ${OPTIONS}` },
  );
}

function idsOf(identities: readonly Identity[]): string {
  return [...new Set(identities.map(({ id }) => id))].join(", ");
}
