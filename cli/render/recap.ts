/**
 * The recap at the end of a run, to the letter as Ansible prints it: scripts read it.
 *
 * @module
 */
import type { HostStats } from "../host_api.ts";
import { escapeLine } from "../terminal/escape.ts";
import type { Paint, Style } from "../terminal/style.ts";

/** Columns of a host's name. */
const HOST_WIDTH = 26;

/** Columns of a number. */
const NUMBER_WIDTH = 4;

const COUNTERS: readonly (readonly [keyof HostStats, Style])[] = [
  ["ok", "ok"],
  ["changed", "changed"],
  ["unreachable", "unreachable"],
  ["failed", "failed"],
  ["skipped", "skipped"],
  ["rescued", "ok"],
  ["ignored", "warning"],
];

/** One line for a host. */
export function renderRecapLine(host: string, stats: HostStats, paint: Paint): string {
  const name = escapeLine(host);
  const padding = " ".repeat(Math.max(0, HOST_WIDTH - name.length));
  const counters = COUNTERS.map(([counter, style]) => {
    const text = `${counter}=${String(stats[counter]).padEnd(NUMBER_WIDTH)}`;
    return stats[counter] === 0 ? text : paint(style, text);
  });
  return `${paint(hostStyle(stats), name)}${padding} : ${counters.join(" ")}`;
}

function hostStyle(stats: HostStats): Style {
  if (stats.failed > 0 || stats.unreachable > 0) return "failed";
  return stats.changed > 0 ? "changed" : "ok";
}
