/**
 * Times in results, as Python writes them.
 *
 * @module
 */

/** `2026-11-27 14:05:06.123000`, in local time. */
export function timeText(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().replace("T", " ").replace("Z", "000");
}

/** `0:01:02.345000`. */
export function durationText(milliseconds: number): string {
  const time = new Date(milliseconds % 86_400_000).toISOString().slice(12, 23);
  const hours = Math.trunc(milliseconds / 3_600_000);
  return `${hours}:${time.slice(2)}000`;
}
