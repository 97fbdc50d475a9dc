/**
 * Files of a target, by what every target has: a shell, `cat`, `cksum` and `mv`.
 *
 * @module
 */
import {
  Fault,
  type FetchRequest,
  type PutRequest,
  sh,
  shellLines,
  type ShellText,
  type Sink,
  type TransferContext,
} from "@shep/sdk";
import { Checksum } from "./checksum.ts";
import { untilAborted } from "./command.ts";
import type { Program } from "./program.ts";
import type { Runner } from "./runner.ts";

/** How much of what a program says is quoted. */
const DIAGNOSTICS_CHARACTERS = 2000;

/**
 * Writes a file beside its place, and renames it once all of it is on the disk and its checksum was
 * found right: whoever reads the destination sees the old file or the new one, never a part.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `failed`, with what the system said.
 */
export async function putByProgram(
  runner: Runner,
  request: PutRequest,
  context: TransferContext,
): Promise<number> {
  const { destination, content, mode = 0o600 } = request;
  const directory = destination.slice(0, destination.lastIndexOf("/") + 1);
  const temporary = `${directory}.shep-${crypto.randomUUID()}`;
  const place = { destination, temporary };
  const receive = receiveScript(place, mode);
  const checksum = new Checksum();
  if (content) {
    checksum.add(content);
    const script = shellLines([receive, installScript(place, checksum)]);
    await runScript(runner, script, destination, context, content);
    return content.length;
  }
  const script = shellLines([receive, "trap - 0"]);
  const program = await runner.launcher.start({ argv: ["/bin/sh", "-c", script.text] }, "piped");
  await finish(program, `'${destination}' could not be written`, context.signal, {
    feed: async () => {
      await context.read(async (data) => {
        checksum.add(data);
        // Why it takes no more is told by how it ends.
        await program.write(data).catch(() => {});
      });
      await program.closeInput();
    },
  });
  await runScript(runner, installScript(place, checksum), destination, context);
  return checksum.size;
}

/** A file that is being written. */
interface Place {
  readonly destination: string;
  readonly temporary: string;
}

/** Writes its input to the temporary file, which is gone if anything goes wrong. */
function receiveScript({ destination, temporary }: Place, mode: number): ShellText {
  return sh`trap 'rm -f -- '${quotedTwice(temporary)} 0
trap 'exit 1' 1 2 15
[ ! -d ${destination} ] || { echo 'Is a directory' >&2; exit 1; }
umask 077
cat >${temporary} && chmod ${mode.toString(8)} ${temporary} && sync ${temporary} || exit`;
}

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

/** Prints a file's checksum and size, or a dash and the size: some busybox have no `cksum`. */
function checksumCommand(path: string): ShellText {
  return sh`cksum <${path} 2>/dev/null || echo - $(wc -c <${path})`;
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
    throw failure(`'${destination}' could not be written`, new TextDecoder().decode(stderr));
  }
}

/**
 * Streams a file as `data`, and compares its checksum afterwards, where the file has one: what the
 * kernel makes up as it is read (`/proc`), or a pipe, has none.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `not-found` or `failed`, with what the system said.
 */
export async function fetchByProgram(
  runner: Runner,
  { path }: FetchRequest,
  context: TransferContext,
): Promise<number> {
  const label = `checksum ${crypto.randomUUID()} `;
  const script = shellLines([
    sh`[ ! -f ${path} ] || [ ! -s ${path} ] || sum=$(${checksumCommand(path)}) || exit`,
    sh`cat -- ${path} && echo ${label}"$sum" >&2`,
  ]);
  const program = await runner.launcher.start({ argv: ["/bin/sh", "-c", script.text] }, "null");
  const checksum = new Checksum();
  const problem = `'${path}' could not be read`;
  const said = await finish(program, problem, context.signal, {
    stdout: (data) => {
      checksum.add(data);
      return context.write("data", data);
    },
  });
  const sum = said.slice(said.lastIndexOf(label) + label.length).trim();
  if (!["", String(checksum), `- ${checksum.size}`].includes(sum)) {
    throw new Fault("failed", `${problem}: it was changed meanwhile, or lost bytes on its way`, {
      detail: `Its checksum was ${sum}, that of what arrived is ${checksum}`,
    });
  }
  return checksum.size;
}

/** What is done with a program's input and output. */
interface Handling {
  feed?(): Promise<void>;
  readonly stdout?: Sink;
}

/** Feeds a program, waits for its end, and explains it if it failed; returns what it said. */
async function finish(
  program: Program,
  problem: string,
  signal: AbortSignal,
  { feed = () => Promise.resolve(), stdout = () => {} }: Handling,
): Promise<string> {
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
  if (exitCode !== 0) throw failure(problem, diagnostics || `exit code ${exitCode}`);
  return diagnostics;
}

function failure(problem: string, said: string): Fault {
  const kind = said.includes("No such file") ? "not-found" : "failed";
  return new Fault(kind, `${problem}: ${said.trim()}`);
}
