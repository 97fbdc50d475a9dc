/**
 * A family of facts: what it needs to know of a target, and what follows from that.
 *
 * @module
 */
import type { Plain } from "@shep/sdk";
import type { Sources } from "./sources.ts";

/** Facts by name, without the prefix `ansible_`. */
export type Facts = Record<string, Plain>;

/** Facts that are gathered together: what `gather_subset` names. */
export interface FactFamily {
  /** As `gather_subset` names it. */
  readonly name: string;
  /** Facts by which `gather_subset` may name the family as well. */
  readonly aliases?: readonly string[];
  /** Whether it belongs to the subset `min`. */
  readonly isMinimal?: boolean;
  /** Other families that are gathered along with it. */
  readonly requires?: readonly string[];
  /** Files to be read, as shell patterns. */
  readonly files?: readonly string[];
  /** Paths to be looked for, as shell patterns. */
  readonly paths?: readonly string[];
  /** Shell commands by the section that their output makes. What they need may be absent. */
  readonly commands?: Readonly<Record<string, string>>;
  /** What its facts' names begin with; `ansible_` if absent. */
  readonly prefix?: string;
  /** What is wrong with the sources, and worth a warning. */
  warnings?(sources: Sources): readonly string[];
  /** The facts; a family that learned nothing leaves them out, or says what Ansible says then. */
  parse(sources: Sources): Facts;
}
