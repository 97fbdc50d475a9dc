/**
 * Which task is which, from one attempt to the next: by its place in a file, its host, and how many
 * times the host had come to it before (in loops of includes, in handlers).
 *
 * @module
 */
import type { SourcePosition } from "../playbook/model.ts";

/** A task's place, as the journal has it. */
export function placeOf({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`;
}

/** What tells a result from all others of its run. */
export function resultKey(place: string, host: string, occurrence: number): string {
  return `${place}\n${host}\n${occurrence}`;
}

/** How many hosts there is room for at first. */
const ROOM = 16;

/** Counts how many times hosts came to tasks: two bytes for each, of thousands of both. */
export class Occurrences {
  readonly #hosts = new Map<string, number>();
  /** The counts of each place, by the number of the host. */
  readonly #places = new Map<string, Uint16Array>();

  /** The next occurrence, without coming to it. */
  next(place: string, host: string): number {
    const number = this.#hosts.get(host);
    return number === undefined ? 0 : this.#places.get(place)?.[number] ?? 0;
  }

  /** A host is done with a task: which occurrence that was. */
  ended(place: string, host: string): number {
    const number = this.#hosts.get(host) ?? this.#hosts.size;
    this.#hosts.set(host, number);
    const counts = this.#countsOf(place, number);
    return counts[number]!++;
  }

  #countsOf(place: string, number: number): Uint16Array {
    let counts = this.#places.get(place);
    if (counts && number < counts.length) return counts;
    const grown = new Uint16Array(Math.max(ROOM, 2 * number));
    if (counts) grown.set(counts);
    counts = grown;
    this.#places.set(place, counts);
    return counts;
  }
}
