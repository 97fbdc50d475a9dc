/**
 * How often each outcome came about: Ansible's recap.
 *
 * @module
 */
import type { HostStats } from "../events.ts";

/** A counter of the recap line. */
export type Counter = keyof HostStats;

const NONE: HostStats = {
  ok: 0,
  changed: 0,
  unreachable: 0,
  failed: 0,
  skipped: 0,
  rescued: 0,
  ignored: 0,
};

/** The counters of all hosts. */
export class RunStats {
  readonly #hosts = new Map<string, Record<Counter, number>>();

  /** Counts an outcome. */
  count(host: string, counter: Counter): void {
    let stats = this.#hosts.get(host);
    if (!stats) {
      stats = { ...NONE };
      this.#hosts.set(host, stats);
    }
    stats[counter]++;
  }

  /** The recap: hosts by name. */
  recap(): ReadonlyMap<string, HostStats> {
    return new Map([...this.#hosts].sort(([a], [b]) => a < b ? -1 : 1));
  }
}
