/**
 * Files on their way from a target, by what every target has: a shell, `cat` and `cksum`.
 *
 * @module
 */
import {
  Fault,
  type FetchRequest,
  sh,
  shellLines,
  type ShellText,
  type TransferContext,
} from "@shep/sdk";
import type { Runner } from "../runner.ts";
import { carry, checksumCommand, Interrupted } from "./carrier.ts";
import { Checksum } from "./checksum.ts";

/**
 * Streams a file as `data`, and compares its checksum afterwards, where the file has one: what the
 * kernel makes up as it is read (`/proc`), or a pipe, has none.
 *
 * Where the session is lost in the middle, the rest is asked for, once: what came is handed on
 * already.
 *
 * @returns Its size in bytes.
 * @throws {Fault} `not-found` or `failed`, with what the system said.
 */
export async function fetchByProgram(
  runner: Runner,
  request: FetchRequest,
  context: TransferContext,
): Promise<number> {
  const arrived = new Checksum();
  try {
    await fetchRest(runner, request, arrived, context);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    await fetchRest(runner, request, arrived, context);
  }
  return arrived.size;
}

async function fetchRest(
  runner: Runner,
  { path }: FetchRequest,
  arrived: Checksum,
  context: TransferContext,
): Promise<void> {
  const problem = `'${path}' could not be read`;
  const label = `checksum ${crypto.randomUUID()} `;
  const said = await carry(runner, {
    script: shellLines([
      sh`[ ! -f ${path} ] || [ ! -s ${path} ] || sum=$(${checksumCommand(path)}) || exit`,
      arrived.size === 0 ? sh`cat -- ${path} || exit` : restScript(path, arrived),
      sh`echo ${label}"$sum" >&2`,
    ]),
    problem,
    stdout: (data) => {
      arrived.add(data);
      return context.write("data", data);
    },
  }, context.signal);
  const sum = said.slice(said.lastIndexOf(label) + label.length).trim();
  if (!["", String(arrived), `- ${arrived.size}`].includes(sum)) {
    throw new Fault("failed", `${problem}: it was changed meanwhile, or lost bytes on its way`, {
      detail: `Its checksum was ${sum}, that of what arrived is ${arrived}`,
    });
  }
}

/** Prints what has not arrived; only of a regular file, and if what has arrived is still there. */
function restScript(path: string, arrived: Checksum): ShellText {
  return sh`[ -n "$sum" ] || { echo 'It cannot be read from its middle' >&2; exit 1; }
case $(head -c ${arrived.size} <${path} | cksum 2>/dev/null) in ${`${arrived}`} | '') ;;
*) echo 'It was changed meanwhile' >&2; exit 1 ;; esac
tail -c +${arrived.size + 1} <${path} || exit`;
}
