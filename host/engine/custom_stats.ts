/**
 * What `set_stats` gathers over a run.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/set_stats_module.html
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";

/** The statistics of a run, and of each host. */
export class CustomStats {
  readonly #run: ValueMap = new Map();
  readonly #hosts = new Map<string, ValueMap>();

  /** Those of the run. */
  get run(): ValueMap {
    return this.#run;
  }

  /** Those of hosts, by their names. */
  get hosts(): ReadonlyMap<string, ValueMap> {
    return this.#hosts;
  }

  /**
   * Sets some.
   *
   * @param host Whose they are; the run's if absent.
   * @param isAdded Whether values are added to those that there are.
   */
  set(data: ValueMap, host: string | undefined, isAdded: boolean): void {
    const stats = host === undefined ? this.#run : this.#of(host);
    for (const [name, value] of data) {
      const known = stats.get(name);
      const sum = known === undefined || !isAdded ? value : added(known, value);
      if (sum !== undefined) stats.set(name, sum);
    }
  }

  #of(host: string): ValueMap {
    let stats = this.#hosts.get(host);
    if (!stats) this.#hosts.set(host, stats = new Map());
    return stats;
  }
}

/** Two values of one type in one; nothing for those that cannot be added. */
function added(known: Value, value: Value): Value | undefined {
  if (Array.isArray(known) && Array.isArray(value)) return [...known, ...value];
  if (known instanceof Map && value instanceof Map) return new Map([...known, ...value]);
  if (typeof known === "string" && typeof value === "string") return known + value;
  if (typeof known === "number" && typeof value === "number") return known + value;
  return undefined;
}
