/** What tells whether a file has changed. @module */

/** The SHA-256 of a file, in hex; nothing if it cannot be read. */
export async function digestOf(path: string): Promise<string | undefined> {
  try {
    return await digestOfBytes(await Deno.readFile(path));
  } catch {
    return undefined;
  }
}

/** The SHA-256 of texts, in hex. */
export function digestOfTexts(texts: readonly string[]): Promise<string> {
  return digestOfBytes(new TextEncoder().encode(JSON.stringify(texts)));
}

async function digestOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
