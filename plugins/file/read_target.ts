/**
 * Reads a text of the target in one round trip.
 *
 * @module
 */
import { sh, ShellText, type Task } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { lastRecord } from "./last_record.ts";
import { readReport, Report, targetScript } from "./target.ts";

/** What stands at a path, with its bytes. */
export interface ReadText {
  readonly kind: "file" | "directory" | "absent" | "decided";
  /** The path, expanded on the target. */
  readonly path: string;
  /** None unless it is a file. */
  readonly bytes: Uint8Array;
  /** All that the script reported. */
  readonly report: Report;
}

/** What is done with a text before it is read. */
export interface Probing {
  readonly probe?: ShellText | undefined;
  /**
   * Whether the probe ends the script where it has done all that the task asks for. It may end in a
   * program that puts what it has told as `beside` in its place. Where that fails, the text is read.
   */
  readonly isDecisive?: boolean;
}

/** How a script ends that read a text, where with 0 it would have decided the task. */
const UNDECIDED = 9;

/**
 * Reads a file; a probe is run before, in the same round trip.
 *
 * @throws {TaskFailure} When it is there and cannot be read.
 */
export async function readTarget(
  path: string,
  task: Task,
  { probe, isDecisive = false }: Probing = {},
): Promise<ReadText> {
  const script = readScript(path, probe, isDecisive ? UNDECIDED : 0);
  const result = await task.script(script, { isDecisive });
  const isRead = result.exitCode === UNDECIDED;
  if (result.exitCode !== 0 && !isRead) {
    const beside = new Report(result.stdout).get("beside");
    if (beside !== undefined) return readTarget(path, task, { probe: sh`rm -f -- ${beside}` });
  }
  const report = readReport(isRead ? { ...result, exitCode: 0 } : result);
  return {
    report,
    kind: (report.get("kind") ?? "decided") as ReadText["kind"],
    path: report.get("path") ?? path,
    bytes: lastRecord(result.stdoutBytes, "bytes") ?? new Uint8Array(),
  };
}

/** The script: records, and after the last of them the bytes. It ends with the code `ending`. */
export function readScript(path: string, probe: ShellText | "" = "", ending = 0): ShellText {
  const read = ending === 0 ? "exec cat <&3" : `cat <&3 || exit; exit ${ending}`;
  return targetScript({ path: expandingWord(path) }, [
    probe,
    `read_bytes() { ${read}; }`,
    SCRIPT,
    `exit ${ending}`,
  ]);
}

const SCRIPT = new ShellText(`
say path "$path"
if [ -d "$path" ]; then say kind directory
elif [ -e "$path" ]; then
  exec 3<"$path" || fail "Cannot read $path"
  say kind file
  printf 'bytes=\\0'
  read_bytes
else say kind absent
fi`);
