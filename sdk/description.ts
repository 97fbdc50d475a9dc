/**
 * What a plugin says of itself: the answer to `Describe`, and all that documentation, argument
 * checks and the contract tests are derived from.
 *
 * @module
 */
import type { ArgumentSpecs, Constraint } from "./arguments.ts";

/**
 * What a plugin may touch; each list as Deno's permission flag takes it, `"*"` for everything.
 *
 * @see https://docs.deno.com/runtime/fundamentals/security/
 */
export interface Permissions {
  readonly read?: readonly string[] | "*";
  readonly write?: readonly string[] | "*";
  readonly net?: readonly string[] | "*";
  readonly env?: readonly string[] | "*";
  /** Full trust: a program that it starts is not in the sandbox. */
  readonly run?: readonly string[] | "*";
  readonly sys?: readonly string[] | "*";
}

/** An action's documentation and schema. */
export interface ActionDescription {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** More than that, if there is more to say. */
  readonly description?: string;
  readonly arguments: ArgumentSpecs;
  readonly constraints?: readonly Constraint[];
  /** The argument that takes the free-form text of `action: text`. */
  readonly freeForm?: string;
  /** Whether arguments that are not declared are passed on. */
  readonly acceptsAny?: boolean;
  /** Whether it knows, in check mode, what it would have changed. */
  readonly supportsCheck?: boolean;
  /** Whether it can show what it changed. */
  readonly supportsDiff?: boolean;
  /** Tasks in YAML. */
  readonly examples?: readonly string[];
  /** What a result holds: name and meaning. */
  readonly returns?: Readonly<Record<string, string>>;
}

/** Everything a plugin offers and needs. */
export interface PluginDescription {
  /** What it is for, in a sentence. */
  readonly summary: string;
  readonly permissions: Permissions;
  readonly actions: readonly ActionDescription[];
  readonly connections: readonly string[];
  readonly inventories: readonly string[];
  readonly parsers: readonly string[];
  readonly filters: readonly string[];
  readonly lookups: readonly string[];
}
