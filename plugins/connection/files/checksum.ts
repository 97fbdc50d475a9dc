/**
 * The checksum of POSIX `cksum`, which every target has: for bytes that may have been lost or cut
 * on their way to a disk, not against anybody's intent.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/cksum.html
 * @module
 */

/** The generator polynomial of Ethernet's CRC, highest power first. */
const POLYNOMIAL = 0x04c11db7;

/** How many bytes are taken in one step: a table for each makes it four times as fast. */
const STRIDE = 4;

/** `TABLES[k][b]` is the remainder of the byte `b` with `k` bytes of zeros behind it. */
function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte << 24;
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder << 1) ^ (remainder & 0x80000000 ? POLYNOMIAL : 0);
    }
    return remainder;
  });
  const tables = [first];
  while (tables.length < STRIDE) {
    tables.push(tables.at(-1)!.map((value) => (value << 8) ^ first[value >>> 24]!));
  }
  return tables;
}

const TABLES = makeTables();

/** Takes bytes piece by piece. */
export class Checksum {
  #remainder = 0;
  #size = 0;

  /** How many bytes there were. */
  get size(): number {
    return this.#size;
  }

  /** Takes the next bytes. */
  add(data: Uint8Array): void {
    const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
    let remainder = this.#remainder;
    let at = 0;
    for (const end = data.length - STRIDE; at <= end; at += STRIDE) {
      const word = remainder ^
        (data[at]! << 24 | data[at + 1]! << 16 | data[at + 2]! << 8 | data[at + 3]!);
      remainder = t3[word >>> 24]! ^ t2[word >>> 16 & 255]! ^ t1[word >>> 8 & 255]! ^
        t0[word & 255]!;
    }
    for (; at < data.length; at++) remainder = step(remainder, data[at]!);
    this.#remainder = remainder;
    this.#size += data.length;
  }

  /** As `cksum` prints it: the checksum, and the size in bytes. */
  toString(): string {
    let remainder = this.#remainder;
    for (let size = this.#size; size > 0; size = Math.floor(size / 256)) {
      remainder = step(remainder, size % 256);
    }
    return `${~remainder >>> 0} ${this.#size}`;
  }
}

function step(remainder: number, byte: number): number {
  return (remainder << 8) ^ TABLES[0]![(remainder >>> 24) ^ byte]!;
}
