/**
 * Files on their way to a target, by what every target has: a shell, `cat`, `cksum` and `mv`.
 *
 * @module
 */
import {
  Fault,
  type PutRequest,
  sh,
  shellLines,
  type ShellText,
  type TransferContext,
} from "@shep/sdk";
import type { Runner } from "../runner.ts";
import { carry, checksumCommand, failure } from "./carrier.ts";
import { Checksum } from "./checksum.ts";
import { PART_BYTES, PartChecksums, type PartialFile } from "./partial_file.ts";

/**
 * Writes a file beside its place, and renames it once all of it is on the disk and its checksum was
 * found right: whoever reads the destination sees the old file or the new one, never a part.
 *
 * A streamed file that is lost on its way is continued when it is put again: what arrived stays.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `failed`, with what the system said; `unreachable` when it was lost on its way.
 */
export async function putByProgram(
  runner: Runner,
  request: PutRequest,
  context: TransferContext,
): Promise<number> {
  const { destination, content, mode = 0o600 } = request;
  if (!content) return await putStream(runner, { destination, mode }, context);
  const place = { destination, temporary: temporaryBeside(destination) };
  const checksum = new Checksum();
  checksum.add(content);
  const script = shellLines([receiveScript(place, mode, 0), installScript(place, checksum)]);
  await runScript(runner, script, destination, context, content);
  return content.length;
}

async function putStream(
  runner: Runner,
  { destination, mode }: { readonly destination: string; readonly mode: number },
  context: TransferContext,
): Promise<number> {
  const partial = runner.takePartial(destination);
  const place = { destination, temporary: partial?.temporary ?? temporaryBeside(destination) };
  const sums = new PartChecksums();
  try {
    const kept = partial === undefined ? 0 : await keptBytes(runner, partial, context);
    await carry(runner, {
      script: shellLines([receiveScript(place, mode, kept), "trap - 0"]),
      problem: writeProblem(destination),
      feed: (write) =>
        context.read(async (data) => {
          const known = Math.min(data.length, Math.max(0, kept - sums.whole.size));
          sums.add(data);
          if (known < data.length) await write(data.subarray(known));
        }),
    }, context.signal);
    await runScript(runner, installScript(place, sums.whole), destination, context);
  } catch (error) {
    if (error instanceof Fault && error.kind === "unreachable") {
      runner.keepPartial(destination, { temporary: place.temporary, sums });
    }
    throw error;
  }
  return sums.whole.size;
}

/** A file that is being written. */
interface Place {
  readonly destination: string;
  readonly temporary: string;
}

function temporaryBeside(destination: string): string {
  const directory = destination.slice(0, destination.lastIndexOf("/") + 1);
  return `${directory}.shep-${crypto.randomUUID()}`;
}

/** How much of a file is there, as it was sent: so much is not sent again. */
async function keptBytes(
  runner: Runner,
  { temporary, sums }: PartialFile,
  context: TransferContext,
): Promise<number> {
  const script = sh`part=${PART_BYTES}
size=$(wc -c <${temporary}) && [ "$size" -ge "$part" ] || exit
dd if=${temporary} bs="$part" count="$((size / part))" 2>/dev/null | cksum`;
  const { stdout } = await runner.exec(
    { kind: "script", script: script.text },
    { signal: context.signal, read: () => Promise.resolve(), write: () => Promise.resolve() },
  );
  return sums.verified(new TextDecoder().decode(stdout).trim());
}

/**
 * Writes its input to the temporary file, behind the bytes that are kept; the file is gone if
 * anything goes wrong, but not if the input only ends too early. It is written by position: what a
 * session that is lost, but not yet ended, may still write there is the same.
 */
function receiveScript({ destination, temporary }: Place, mode: number, kept: number): ShellText {
  const write = kept === 0
    ? sh`cat >${temporary}`
    : sh`dd of=${temporary} bs=${BLOCK_BYTES} seek=${kept / BLOCK_BYTES} conv=notrunc`;
  return sh`trap 'rm -f -- '${quotedTwice(temporary)} 0
trap 'exit 1' 1 2 15
[ ! -d ${destination} ] || { echo 'Is a directory' >&2; exit 1; }
umask 077
${write} && chmod ${mode.toString(8)} ${temporary} && sync ${temporary} || exit`;
}

/** What a pipe holds, and divides a part. */
const BLOCK_BYTES = 65_536;

/** A word inside of a word, as `trap` takes it. */
function quotedTwice(path: string): string {
  return sh`${path}`.text;
}

/** Renames the temporary file if it is what was sent. */
function installScript({ destination, temporary }: Place, checksum: Checksum): ShellText {
  return sh`trap 'rm -f -- '${quotedTwice(temporary)} 0
sum=$(${checksumCommand(temporary)}) || exit
case $sum in ${`${checksum}`} | ${`- ${checksum.size}`}) ;;
*) echo "Its checksum is $sum, not "${`${checksum}`} >&2; exit 1 ;; esac
mv -f -- ${temporary} ${destination} && trap - 0`;
}

function writeProblem(destination: string): string {
  return `'${destination}' could not be written`;
}

async function runScript(
  runner: Runner,
  script: ShellText,
  destination: string,
  context: TransferContext,
  stdin?: Uint8Array,
): Promise<void> {
  const request = { kind: "script", script: script.text } as const;
  const { exitCode, stderr } = await runner.exec(
    stdin === undefined ? request : { ...request, stdin },
    // What is read is the script's own input, and what it says belongs to the failure.
    { signal: context.signal, read: () => Promise.resolve(), write: () => Promise.resolve() },
  );
  if (exitCode !== 0) {
    throw failure(writeProblem(destination), new TextDecoder().decode(stderr));
  }
}
