/**
 * A file of the controller, written as it comes: beside its place, then renamed.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { TaskFailure } from "@shep/sdk";

/** The checksums of a file, in hex. */
export interface Checksums {
  readonly sha1: string;
  /** To compute it takes longer than everything else; so only if it is wanted. */
  readonly md5?: string;
}

/** Which of them are wanted. */
export interface WantedChecksums {
  readonly md5: boolean;
}

/** The checksums of a file; nothing if there is none. */
export async function checksumsOf(
  path: string,
  wanted: WantedChecksums,
): Promise<Checksums | undefined> {
  try {
    const hashes = new Hashes(wanted);
    using file = await Deno.open(path);
    for await (const chunk of file.readable) hashes.add(chunk);
    return hashes.take();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw cannot("read", path, error);
  }
}

/**
 * Puts what `receive` hands over at `path`, or where a link there leads to; the directories above
 * it are made.
 *
 * @param accept Throws if the file is not to be put in its place.
 * @throws {TaskFailure} When it cannot be written; what was there is whole then.
 */
export async function save(
  place: string,
  receive: (sink: (data: Uint8Array) => Promise<void>) => Promise<unknown>,
  accept: (checksums: Checksums) => void,
  wanted: WantedChecksums = { md5: false },
): Promise<Checksums> {
  const path = await Deno.realPath(place).catch(() => place);
  const temporary = `${dirname(path)}/.shep-${crypto.randomUUID()}`;
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    const checksums = await write(temporary, receive, wanted);
    accept(checksums);
    await Deno.rename(temporary, path);
    return checksums;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw cannot("write", path, error);
  }
}

async function write(
  path: string,
  receive: (sink: (data: Uint8Array) => Promise<void>) => Promise<unknown>,
  wanted: WantedChecksums,
): Promise<Checksums> {
  const hashes = new Hashes(wanted);
  using file = await Deno.open(path, { write: true, createNew: true });
  await receive(async (data) => {
    hashes.add(data);
    for (let at = 0; at < data.length;) at += await file.write(data.subarray(at));
  });
  await file.syncData();
  return hashes.take();
}

class Hashes {
  readonly #sha1 = createHash("sha1");
  readonly #md5: ReturnType<typeof createHash> | undefined;

  constructor({ md5 }: WantedChecksums) {
    this.#md5 = md5 ? createHash("md5") : undefined;
  }

  add(data: Uint8Array): void {
    this.#sha1.update(data);
    this.#md5?.update(data);
  }

  take(): Checksums {
    const md5 = this.#md5?.digest("hex");
    return { sha1: this.#sha1.digest("hex"), ...(md5 === undefined ? {} : { md5 }) };
  }
}

/** What the system says of the controller's own files, for the user. */
function cannot(what: string, path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return new TaskFailure(`Cannot ${what} ${path} on the controller: ${error.message}`);
}
