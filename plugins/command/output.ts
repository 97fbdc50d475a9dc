/**
 * The return values that every program has, in Ansible's form.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/common_return_values.html
 * @module
 */
import type { ExecResult } from "@shep/sdk";

/** `text` in lines, as Python's `str.splitlines` divides it. */
export function splitLines(text: string): string[] {
  // deno-lint-ignore no-control-regex -- these are line boundaries, too
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Both outputs as text and in lines. */
export function outputValues(
  stdout: string,
  stderr: string,
): { stdout: string; stdout_lines: string[]; stderr: string; stderr_lines: string[] } {
  return {
    stdout,
    stdout_lines: splitLines(stdout),
    stderr,
    stderr_lines: splitLines(stderr),
  };
}

/** The exit code; minus its number where a signal ended the program. */
export function returnCode({ exitCode, signal }: ExecResult): number {
  if (signal === undefined) return exitCode;
  const { constants } = process.getBuiltinModule("node:os");
  const numbers: Readonly<Record<string, number>> = constants.signals;
  return -(numbers[signal] ?? 1);
}

/** `start`, `end` and `delta` as Ansible writes them, in local time. */
export function timingValues(
  { started, ended }: Pick<ExecResult, "started" | "ended">,
): { start: string; end: string; delta: string } {
  return {
    start: formatTime(started),
    end: formatTime(ended),
    delta: formatDelta(ended - started),
  };
}

/** As Python prints a `datetime`: `2017-09-29 22:03:48.084657`. */
export function formatTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const pad = (number: number): string => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(":");
  const micros = Math.floor((milliseconds % 1000) * 1000);
  return `${date} ${clock}.${String(micros).padStart(6, "0")}`;
}

/** As Python prints a `timedelta`: `0:00:00.001529`, `2 days, 0:00:00.000001`. */
export function formatDelta(milliseconds: number): string {
  const micros = Math.round(milliseconds * 1000);
  const seconds = Math.floor(micros / 1e6);
  const pad = (number: number): string => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const clock = `${hours}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const prefix = days === 0 ? "" : `${days} day${days === 1 ? "" : "s"}, `;
  return `${prefix}${clock}.${String(micros % 1e6).padStart(6, "0")}`;
}
