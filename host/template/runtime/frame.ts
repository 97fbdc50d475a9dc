/**
 * Where a running template keeps its local variables.
 *
 * @module
 */

import type { Runtime } from "./runtime.ts";

/** What a slot holds before its variable is assigned. */
export const MISSING: unique symbol = Symbol("missing");

/** The slots of one template, macro or block call. */
export class Frame {
  readonly slots: unknown[];
  /** The frame of the code around a macro or recursive loop. */
  readonly outer: Frame | undefined;
  readonly runtime: Runtime;

  constructor(size: number, outer: Frame | undefined, runtime: Runtime) {
    this.slots = new Array<unknown>(size).fill(MISSING);
    this.outer = outer;
    this.runtime = runtime;
  }
}
