/**
 * Reads the archives that `deno publish` uploads.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar)
 * @module
 */

const BLOCK = 512;

/** The files of a tar archive, by their absolute path. */
export function untar(archive: Uint8Array<ArrayBuffer>): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let longName = "";
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = longName || joined(text(header, 345, 155), text(header, 0, 100));
    if (name === "") break;
    const size = parseInt(text(header, 124, 12) || "0", 8);
    const data = archive.slice(at + BLOCK, at + BLOCK + size);
    const type = text(header, 156, 1);
    // GNU's way to say a name of more than 100 bytes: as the content of the entry before.
    longName = type === "L" ? text(data, 0, data.length) : "";
    if (type === "0" || type === "") files.set(`/${name.replace(/^\.?\//, "")}`, data);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function joined(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}/${name}`;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return new TextDecoder().decode(bytes.subarray(at, at + length)).replace(/\0[^]*$/, "").trim();
}
