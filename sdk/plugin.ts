/**
 * A plugin: what it is called, what it may touch, and what it offers.
 *
 * @module
 */
import type { AnyAction, LazyAction } from "./define/action.ts";
import type { ConnectionDefinition } from "./define/connection.ts";
import type { FilterDefinition } from "./define/filter.ts";
import type { InventoryDefinition } from "./define/inventory.ts";
import type { LookupDefinition } from "./define/lookup.ts";
import type { ParserDefinition } from "./define/parser.ts";
import type { Permissions, PluginDescription } from "./description.ts";
import type { PluginKind } from "./wire/messages/handshake.ts";

/** Everything that a plugin is. */
export interface PluginDefinition {
  /** Lower-case, with dashes: its executable is `shep-plugin-NAME`. */
  readonly name: string;
  /** Semantic version. */
  readonly version: string;
  /** What it is for, in a sentence. */
  readonly summary: string;
  /** What it may touch: nothing, if absent. The user is asked before any of it is granted. */
  readonly permissions?: Permissions;
  /**
   * Whether its actions do one thing at a time: while one waits for the host, none of its timers,
   * files and sockets has to go on, unless it `keepsTime`. The process may then block meanwhile.
   */
  readonly isSequential?: boolean;
  /** What playbooks call modules. */
  readonly actions?: readonly (AnyAction | LazyAction)[];
  /** Ways to reach targets. */
  readonly connections?: readonly ConnectionDefinition[];
  /** Sources of hosts and groups. */
  readonly inventories?: readonly InventoryDefinition[];
  /** Languages that it parses. */
  readonly parsers?: readonly ParserDefinition[];
  /** Filters of templates. */
  readonly filters?: readonly FilterDefinition[];
  /** Lookups of templates. */
  readonly lookups?: readonly LookupDefinition[];
}

/**
 * Declares a plugin; hand it to {@linkcode serve}.
 *
 * @example
 * ```ts
 * import { definePlugin, serve } from "@shep/sdk";
 *
 * const plugin = definePlugin({ name: "idle", version: "0.1.0", summary: "Offers nothing." });
 * if (import.meta.main) await serve(plugin);
 * ```
 */
export function definePlugin(plugin: PluginDefinition): PluginDefinition {
  return plugin;
}

/** An action, loaded if it was not yet. */
export async function loadedAction(action: AnyAction | LazyAction): Promise<AnyAction> {
  return "load" in action ? await action.load() : action;
}

/**
 * What the plugin says of itself on the wire.
 *
 * @param wanted The actions that are asked about: all, if none is named.
 */
export async function describePlugin(
  plugin: PluginDefinition,
  wanted: readonly string[] = [],
): Promise<PluginDescription> {
  const names = (definitions: readonly { readonly name: string }[] = []): string[] =>
    definitions.map((definition) => definition.name);
  const actions = (plugin.actions ?? [])
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  return {
    summary: plugin.summary,
    permissions: plugin.permissions ?? {},
    actions: await Promise.all(actions.map(loadedAction)),
    connections: names(plugin.connections),
    inventories: names(plugin.inventories),
    parsers: names(plugin.parsers),
    filters: names(plugin.filters),
    lookups: names(plugin.lookups),
  };
}

/** The kinds of things that the plugin offers at least one of. */
export function pluginKinds(plugin: PluginDefinition): PluginKind[] {
  const offers: Record<PluginKind, readonly unknown[] | undefined> = {
    action: plugin.actions,
    connection: plugin.connections,
    inventory: plugin.inventories,
    parser: plugin.parsers,
    filter: plugin.filters,
    lookup: plugin.lookups,
  };
  return (Object.keys(offers) as PluginKind[]).filter((kind) => (offers[kind]?.length ?? 0) > 0);
}
