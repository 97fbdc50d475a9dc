/**
 * Files of another user, by programs that run as that user.
 *
 * @module
 */
import {
  Fault,
  type FetchRequest,
  type PutRequest,
  sh,
  type Sink,
  type TransferContext,
} from "@shep/sdk";
import { untilAborted } from "./command.ts";
import type { Launcher, Program } from "./program.ts";

/** How much of what a program says is quoted. */
const DIAGNOSTICS_CHARACTERS = 2000;

/**
 * Writes a file beside its place, and renames it once all of it is on the disk.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `failed`, with what the system said.
 */
export async function putElevated(
  launcher: Launcher,
  request: PutRequest,
  context: TransferContext,
): Promise<number> {
  const { destination, content, mode = 0o600 } = request;
  const directory = destination.slice(0, destination.lastIndexOf("/") + 1);
  const temporary = `${directory}.shep-${crypto.randomUUID()}`;
  const script = sh`temporary=${temporary}
trap 'rm -f -- "$temporary"' 0
trap 'exit 1' 1 2 15
[ ! -d ${destination} ] || { echo 'Is a directory' >&2; exit 1; }
umask 077
cat >"$temporary" && chmod ${mode.toString(8)} "$temporary" && sync "$temporary" || exit
mv -f -- "$temporary" ${destination}`;
  const program = await launcher.start({ argv: ["/bin/sh", "-c", script.text] }, "piped");
  let size = 0;
  const send = async (data: Uint8Array): Promise<void> => {
    size += data.length;
    // Why it takes no more is told by how it ends.
    await program.write(data).catch(() => {});
  };
  await finish(program, `'${destination}' could not be written`, context.signal, async () => {
    await (content ? send(content) : context.read(send));
    await program.closeInput();
  });
  return size;
}

/**
 * Streams a file as `data`.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `failed`, with what the system said.
 */
export async function fetchElevated(
  launcher: Launcher,
  { path }: FetchRequest,
  context: TransferContext,
): Promise<number> {
  const argv = ["cat", "--", path];
  const program = await launcher.start({ argv }, "null");
  let size = 0;
  const receive = (data: Uint8Array): Promise<void> => {
    size += data.length;
    return context.write("data", data);
  };
  await finish(program, `'${path}' could not be read`, context.signal, undefined, receive);
  return size;
}

/** Feeds a program, waits for its end, and explains it if it failed. */
async function finish(
  program: Program,
  problem: string,
  signal: AbortSignal,
  feed: () => Promise<void> = () => Promise.resolve(),
  stdout: Sink = () => {},
): Promise<void> {
  const decoder = new TextDecoder();
  let diagnostics = "";
  const stderr = (data: Uint8Array): void => {
    diagnostics = (diagnostics + decoder.decode(data)).slice(-DIAGNOSTICS_CHARACTERS);
  };
  const { exitCode } = await untilAborted(program, signal, async () => {
    const [status, fed] = await Promise.allSettled([
      program.drain(stdout, stderr),
      feed().catch((error) => program.terminate().then(() => Promise.reject(error))),
    ]);
    if (fed.status === "rejected") throw fed.reason;
    if (status.status === "rejected") throw status.reason;
    return status.value;
  });
  if (exitCode === 0) return;
  const kind = diagnostics.includes("No such file") ? "not-found" : "failed";
  throw new Fault(kind, `${problem}: ${diagnostics.trim() || `exit code ${exitCode}`}`);
}
