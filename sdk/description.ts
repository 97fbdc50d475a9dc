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
  /** Files and folders that it reads. */
  readonly read?: readonly string[] | "*";
  /** Files and folders that it writes. */
  readonly write?: readonly string[] | "*";
  /** Hosts that it connects to. */
  readonly net?: readonly string[] | "*";
  /** Variables of the environment that it reads. */
  readonly env?: readonly string[] | "*";
  /** Full trust: a program that it starts is not in the sandbox. */
  readonly run?: readonly string[] | "*";
  /** Facts of the system that it asks for. */
  readonly sys?: readonly string[] | "*";
}

/** What a plugin offers, by kind. */
export interface Offers {
  /** Actions, by their short names. */
  readonly actions?: readonly string[];
  /** Connections, such as `local`. */
  readonly connections?: readonly string[];
  /** Kinds of inventory. */
  readonly inventories?: readonly string[];
  /** Languages that are read, such as `yaml`. */
  readonly parsers?: readonly string[];
  /** Filters of templates. */
  readonly filters?: readonly string[];
  /** Lookups of templates. */
  readonly lookups?: readonly string[];
}

/** An action's documentation and schema. */
export interface ActionDescription {
  /** As playbooks call it. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** More than that, if there is more to say. */
  readonly description?: string;
  /** What it takes, by name. */
  readonly arguments: ArgumentSpecs;
  /** Rules that tie arguments to each other. */
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
  /**
   * Whether it counts time from its call on, or lets time pass before it asks for anything. All
   * others may be called before their turn: what they ask is answered when it has come.
   */
  readonly keepsTime?: boolean;
  /** Results that take long to find out: {@linkcode Task.isRead} tells which of them are read. */
  readonly costly?: readonly string[];
}

/** Everything a plugin offers and needs. */
export interface PluginDescription {
  /** What it is for, in a sentence. */
  readonly summary: string;
  /** What it may touch. */
  readonly permissions: Permissions;
  /** Its actions, each with its schema. */
  readonly actions: readonly ActionDescription[];
  /** Names of its connections. */
  readonly connections: readonly string[];
  /** Names of its inventories. */
  readonly inventories: readonly string[];
  /** The languages it parses. */
  readonly parsers: readonly string[];
  /** Names of its filters. */
  readonly filters: readonly string[];
  /** Names of its lookups. */
  readonly lookups: readonly string[];
}
