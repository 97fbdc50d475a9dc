/**
 * Reads a text of the target in one round trip.
 *
 * @module
 */
import { ShellText, type Task } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { lastRecord } from "./last_record.ts";
import { readReport, type Report, targetScript } from "./target.ts";

/** What stands at a path, with its bytes. */
export interface ReadText {
  readonly kind: "file" | "directory" | "absent";
  /** The path, expanded on the target. */
  readonly path: string;
  /** None unless it is a file. */
  readonly bytes: Uint8Array;
  /** All that the script reported. */
  readonly report: Report;
}

/**
 * Reads a file; `probe` is run before, in the same round trip.
 *
 * @throws {TaskFailure} When it is there and cannot be read.
 */
export async function readTarget(path: string, task: Task, probe?: ShellText): Promise<ReadText> {
  const result = await task.script(readScript(path, probe));
  const report = readReport(result);
  return {
    report,
    kind: report.get("kind") as ReadText["kind"],
    path: report.get("path") ?? path,
    bytes: lastRecord(result.stdoutBytes, "bytes") ?? new Uint8Array(),
  };
}

/** The script: records, and after the last of them the bytes. */
export function readScript(path: string, probe: ShellText | "" = ""): ShellText {
  return targetScript({ path: expandingWord(path) }, [probe, SCRIPT]);
}

const SCRIPT = new ShellText(`
say path "$path"
if [ -d "$path" ]; then say kind directory
elif [ -e "$path" ]; then
  exec 3<"$path" || fail "Cannot read $path"
  say kind file
  printf 'bytes=\\0'
  exec cat <&3
else say kind absent
fi`);
