/**
 * The text that `ansible-vault` writes: a header, and three fields in hex.
 *
 * @see https://docs.ansible.com/ansible/latest/vault_guide/vault_using_encrypted_content.html#format-of-files-encrypted-with-ansible-vault
 * @module
 */

/** What every vaulted text begins with. */
export const VAULT_PREFIX = "$ANSIBLE_VAULT;";

/** The id that is meant where none is said. */
export const DEFAULT_ID = "default";

/** Columns of a line of the body. */
const LINE_LENGTH = 80;

const CIPHER = "AES256";
/** Of SHA-256. */
const MAC_BYTES = 32;
/** Of AES: the clear text is padded to a multiple of it. */
const BLOCK_BYTES = 16;

/** A vaulted text, taken apart. */
export interface Envelope {
  /** The vault id that the text is labelled with; a label makes it format 1.2. */
  readonly id?: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  /** HMAC-SHA256 of the ciphertext. */
  readonly mac: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** A text that says it is vaulted, but is not as `ansible-vault` writes it. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
  /** The line of the text that is wrong; counts from 1. */
  readonly line: number;
  /** What to do about it. */
  readonly hint: string;

  constructor(message: string, line: number, hint: string) {
    super(message);
    this.line = line;
    this.hint = hint;
  }
}

/** Whether a text, or the bytes of one, says that it is vaulted. */
export function isVaulted(data: string | Uint8Array): boolean {
  if (typeof data === "string") return data.startsWith(VAULT_PREFIX);
  return VAULT_PREFIX.length <= data.length &&
    PREFIX_BYTES.every((byte, index) => data[index] === byte);
}

const PREFIX_BYTES = new TextEncoder().encode(VAULT_PREFIX);

/**
 * Takes a vaulted text apart. Blanks around its lines do not matter: it may be indented in YAML.
 *
 * @throws {EnvelopeError} if it is damaged, or in a format that Shep does not read.
 */
export function parseEnvelope(text: string): Envelope {
  const [header = "", ...body] = text.split(/\r\n?|\n/).map((line) => line.trim());
  const id = parseHeader(header);
  const fields = new TextDecoder().decode(hexOfLines(body)).split("\n");
  if (fields.length !== 3) {
    throw damaged(`the body has ${fields.length} of its 3 fields`, 2);
  }
  const [salt, mac, ciphertext] = fields.map(bytesOfField) as [Bytes, Bytes, Bytes];
  if (salt.length === 0) throw damaged("the salt is missing", 2);
  if (mac.length !== MAC_BYTES) {
    throw damaged(`the checksum has ${mac.length} bytes instead of ${MAC_BYTES}`, 2);
  }
  if (ciphertext.length === 0 || ciphertext.length % BLOCK_BYTES !== 0) {
    throw damaged(
      `the ciphertext is incomplete: it has ${ciphertext.length} bytes`,
      body.length + 1,
    );
  }
  return { salt, mac, ciphertext, ...(id === undefined ? {} : { id }) };
}

/** Writes a vaulted text, with a newline at its end. */
export function formatEnvelope({ id, salt, mac, ciphertext }: Envelope): string {
  const fields = [salt, mac, ciphertext].map((bytes) => bytes.toHex()).join("\n");
  const hex = new TextEncoder().encode(fields).toHex();
  const header = id === undefined || id === DEFAULT_ID
    ? `${VAULT_PREFIX}1.1;${CIPHER}`
    : `${VAULT_PREFIX}1.2;${CIPHER};${id}`;
  const lines = hex.match(new RegExp(`.{1,${LINE_LENGTH}}`, "g")) ?? [];
  return [header, ...lines, ""].join("\n");
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The vault id that a header names. */
function parseHeader(header: string): string | undefined {
  if (!isVaulted(header)) {
    throw new EnvelopeError(
      `this is not vaulted: it does not begin with '${VAULT_PREFIX}'`,
      1,
      "Encrypt it with 'shep vault encrypt'.",
    );
  }
  const [, version = "", cipher = "", id] = header.split(";").map((part) => part.trim());
  if (version !== "1.1" && version !== "1.2") {
    throw new EnvelopeError(
      `the vault format '${version}' is not supported`,
      1,
      "Formats 1.1 and 1.2 are. 'ansible-vault rekey' writes an older one anew.",
    );
  }
  if (cipher !== CIPHER) {
    throw new EnvelopeError(`the cipher '${cipher}' is not supported`, 1, `Only ${CIPHER} is.`);
  }
  return id === undefined || id === "" ? undefined : id;
}

function hexOfLines(lines: readonly string[]): Bytes {
  for (const [index, line] of lines.entries()) {
    const at = line.search(/[^0-9a-fA-F]/);
    if (at >= 0) {
      const found = JSON.stringify(String.fromCodePoint(line.codePointAt(at)!));
      throw damaged(`${found} is no hexadecimal digit`, index + 2);
    }
  }
  const hex = lines.join("");
  if (hex === "") throw damaged("nothing follows the header", 1);
  if (hex.length % 2 !== 0) throw damaged("half a byte is missing at the end", lastLine(lines));
  return Uint8Array.fromHex(hex);
}

function bytesOfField(field: string): Bytes {
  if (field.length % 2 !== 0 || /[^0-9a-fA-F]/.test(field)) {
    throw damaged("a field inside the body is not hexadecimal", 2);
  }
  return Uint8Array.fromHex(field);
}

function lastLine(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line !== "") + 2;
}

function damaged(what: string, line: number): EnvelopeError {
  return new EnvelopeError(
    `the vaulted text is damaged: ${what}`,
    line,
    "Take it from a backup or from version control; whole lines must be copied.",
  );
}
