/**
 * Where a list of tasks stands.
 *
 * @module
 */

/** What becomes of a host that fails in a list of tasks. */
export interface Surroundings {
  /** Whether a block around it has a `rescue` for those that fail. */
  readonly canRescue: boolean;
  /** Whether a block around it does anything more on those that fail. */
  readonly isEnclosed: boolean;
  readonly isHandler: boolean;
}
