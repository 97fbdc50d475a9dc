/**
 * Files of which a part is on the target.
 *
 * @module
 */
import { Checksum } from "./checksum.ts";

/**
 * How many bytes a part has. What arrived is kept in whole parts: there is a checksum for the end of
 * each, so that a file of 1 GiB costs a thousand of them.
 */
export const PART_BYTES: number = 1024 * 1024;

/** The checksum of a file, and of all that it begins with, part by part. */
export class PartChecksums {
  readonly #whole = new Checksum();
  readonly #parts: string[] = [];

  /** That of all that was added. */
  get whole(): Checksum {
    return this.#whole;
  }

  /** Takes the next bytes. */
  add(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const end = Math.min(data.length, at + PART_BYTES - this.#whole.size % PART_BYTES);
      this.#whole.add(data.subarray(at, end));
      if (this.#whole.size % PART_BYTES === 0) this.#parts.push(`${this.#whole}`);
      at = end;
    }
  }

  /** How many bytes there are that have a checksum, as `cksum` prints it; 0 if they are others. */
  verified(sum: string): number {
    const size = Number(sum.split(" ")[1] ?? 0);
    return size > 0 && this.#parts[size / PART_BYTES - 1] === sum ? size : 0;
  }
}

/** A file that was lost on its way to the target. */
export interface PartialFile {
  /** Where its part is. */
  readonly temporary: string;
  /** Of what was sent. */
  readonly sums: PartChecksums;
}
