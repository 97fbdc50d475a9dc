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

/** Counts how many times hosts came to tasks. */
export class Occurrences {
  readonly #counts = new Map<string, number>();

  /** The next occurrence, without coming to it. */
  next(place: string, host: string): number {
    return this.#counts.get(`${place}\n${host}`) ?? 0;
  }

  /** A host is done with a task: which occurrence that was. */
  ended(place: string, host: string): number {
    const occurrence = this.next(place, host);
    this.#counts.set(`${place}\n${host}`, occurrence + 1);
    return occurrence;
  }
}
