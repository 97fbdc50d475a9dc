/**
 * Files of the connection's own user.
 *
 * @module
 */
import {
  Fault,
  type FetchRequest,
  type PutRequest,
  type Sink,
  type TransferContext,
} from "@shep/sdk";
import { dirname, join } from "@shep/sdk/path";

/** How much of a file is read at a time, when it goes over the wire. */
const CHUNK_BYTES = 64 * 1024;

/** How much is, when it does not. */
const COPY_BYTES = 256 * 1024;

/**
 * Writes a file beside its place, and renames it once all of it is on the disk: whoever reads the
 * destination sees the old file or the new one, never a part.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `failed`, with what the file system said.
 */
export async function putFile(request: PutRequest, context: TransferContext): Promise<number> {
  const { destination, content, source, mode = 0o600 } = request;
  if (source !== undefined) return await copyFile(source, destination, mode, context.signal);
  const temporary = temporaryBeside(destination);
  return await explained("written", destination, async () => {
    try {
      const size = await writeNew(temporary, mode, content, context);
      context.signal.throwIfAborted();
      await Deno.rename(temporary, destination);
      return size;
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
  });
}

function temporaryBeside(destination: string): string {
  return join(dirname(destination), `.shep-${crypto.randomUUID()}`);
}

/**
 * Copies a file of this machine, which the kernel does by itself: some file systems need not even
 * copy a byte. It is done in a directory that is nobody else's, because a copy has the permissions of
 * its source at first.
 */
async function copyFile(
  source: string,
  destination: string,
  mode: number,
  signal: AbortSignal,
): Promise<number> {
  await explained("read", source, async () => (await Deno.open(source)).close());
  const folder = temporaryBeside(destination);
  const copy = join(folder, "copy");
  return await explained("written", destination, async () => {
    try {
      await Deno.mkdir(folder, { mode: 0o700 });
      await unlessAborted(Deno.copyFile(source, copy), signal);
      await Deno.chmod(copy, 0o600);
      using file = await Deno.open(copy);
      if (mode !== 0o600) await Deno.chmod(copy, mode);
      await file.sync();
      const { size } = await file.stat();
      await Deno.rename(copy, destination);
      return size;
    } finally {
      await Deno.remove(folder, { recursive: true }).catch(() => {});
    }
  });
}

/** Waits no longer when the task is given up: what is still written then is nobody's file any more. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", giveUp);
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function writeNew(
  path: string,
  mode: number,
  content: Uint8Array | undefined,
  context: TransferContext,
): Promise<number> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  let size = 0;
  const append = async (data: Uint8Array): Promise<void> => {
    size += data.length;
    for (let rest = data; rest.length > 0;) rest = rest.subarray(await file.write(rest));
  };
  await (content ? append(content) : context.read(append));
  // The mode given to open is subject to the umask.
  await Deno.chmod(path, mode);
  await file.sync();
  return size;
}

/**
 * Streams a file as `data`.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `not-found` or `failed`, with what the file system said.
 */
export async function fetchFile({ path }: FetchRequest, context: TransferContext): Promise<number> {
  return await explained("read", path, async () => {
    let size = 0;
    await readFile(path, CHUNK_BYTES, context.signal, (data) => {
      size += data.length;
      return context.write("data", data);
    });
    return size;
  });
}

/** The context of a put whose bytes, if it names a source, are that file's. */
export function withSource({ source }: PutRequest, context: TransferContext): TransferContext {
  if (source === undefined) return context;
  return {
    signal: context.signal,
    write: (channel, data) => context.write(channel, data),
    read: (sink) =>
      explained("read", source, () => readFile(source, COPY_BYTES, context.signal, sink)),
  };
}

/** The next chunk is read while the sink takes one: a copy is as fast as the slower of the two. */
async function readFile(
  path: string,
  chunkBytes: number,
  signal: AbortSignal,
  sink: Sink,
): Promise<void> {
  using file = await Deno.open(path);
  let next = readChunk(file, chunkBytes);
  try {
    for (let chunk = await next; chunk !== undefined; chunk = await next) {
      signal.throwIfAborted();
      next = readChunk(file, chunkBytes);
      await sink(chunk);
    }
  } finally {
    // The sink's own failure is told; the file is not closed while it is read.
    await next.catch(() => {});
  }
}

/** A chunk of its own: it is the sink's to keep. */
async function readChunk(file: Deno.FsFile, bytes: number): Promise<Uint8Array | undefined> {
  const chunk = new Uint8Array(bytes);
  const length = await file.read(chunk);
  return length === null ? undefined : chunk.subarray(0, length);
}

async function explained<T>(what: string, path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error)) throw error;
    const kind = error instanceof Deno.errors.NotFound ? "not-found" : "failed";
    throw new Fault(kind, `'${path}' could not be ${what}: ${error.message}`, { cause: error });
  }
}
