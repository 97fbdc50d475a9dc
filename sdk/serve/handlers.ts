/**
 * What a plugin answers: its definition, as handlers of calls.
 *
 * @module
 */
import type { ArgumentSpecs } from "../arguments.ts";
import { checkArguments } from "../check_arguments.ts";
import type { AnyAction } from "../define/action.ts";
import type { Connection, ConnectionDefinition, TransferContext } from "../define/connection.ts";
import { didYouMean } from "../nearest.ts";
import { describePlugin, loadedAction, type PluginDefinition } from "../plugin.ts";
import { type Key, toValue, type Value, type ValueMap } from "../value.ts";
import { Handlers, type ServedCall } from "../wire/call.ts";
import { Fault } from "../wire/errors.ts";
import { executeTask, listDirectory, readFile } from "../wire/messages/action.ts";
import type { LogMessage } from "../wire/messages/common.ts";
import { closeConnection, exec, fetch, openConnection, put } from "../wire/messages/connection.ts";
import { applyFilter, lookup } from "../wire/messages/extension.ts";
import { describe } from "../wire/messages/handshake.ts";
import { loadInventory } from "../wire/messages/inventory.ts";
import { parse } from "../wire/messages/parser.ts";
import { ByteCollector, HostedTask, noSuch, runTask } from "./task.ts";

/** The handlers of everything that `plugin` offers. */
export function pluginHandlers(
  plugin: PluginDefinition,
  log: (message: LogMessage) => void,
): Handlers {
  const handlers = new Handlers();
  handlers.on(describe, ({ actions }) => describePlugin(plugin, actions));
  if (plugin.actions) serveActions(handlers, plugin, log);
  if (plugin.connections) serveConnections(handlers, plugin.connections);
  if (plugin.inventories) serveInventories(handlers, plugin);
  if (plugin.parsers) {
    const parsers = byName(plugin.parsers);
    handlers.on(
      parse,
      ({ parser, source, file }) => find(parsers, "parser", parser).parse(source, file),
    );
  }
  if (plugin.filters) serveFilters(handlers, plugin);
  if (plugin.lookups) serveLookups(handlers, plugin);
  return handlers;
}

function byName<T extends { readonly name: string }>(definitions: readonly T[]): Map<string, T> {
  return new Map(definitions.map((definition) => [definition.name, definition]));
}

function find<T>(definitions: ReadonlyMap<string, T>, what: string, name: string): T {
  const definition = definitions.get(name);
  if (definition) return definition;
  throw noSuch(what, name, didYouMean(name, definitions.keys()));
}

function serveActions(
  handlers: Handlers,
  { actions = [], isSequential = false }: PluginDefinition,
  log: (message: LogMessage) => void,
): void {
  const known = byName(actions);
  handlers.on(executeTask, async (request, call) => {
    const action = await loadedAction(find(known, "action", request.action));
    if (isSequential && !action.keepsTime) call.doOneThingAtATime();
    const args = checkedArguments(action, request.arguments);
    return await runTask((task) => action.run(args, task), new HostedTask(request, call, log));
  });
}

/**
 * The arguments as the action's types promise them.
 *
 * @throws {Fault} `invalid-argument`, with everything that is wrong.
 */
function checkedArguments(action: AnyAction, given: ValueMap): never {
  const { arguments: checked, problems } = checkArguments(action, given);
  const [first, ...others] = problems;
  if (first) {
    throw new Fault("invalid-argument", first.message, {
      ...(first.hint === undefined ? {} : { hint: first.hint }),
      ...(others.length === 0 ? {} : { detail: others.map((each) => each.message).join("\n") }),
    });
  }
  return toRecord(action.arguments, checked) as never;
}

/** A checked map as the record that the declaration promises, down to declared fields. */
function toRecord(specs: ArgumentSpecs, map: ValueMap): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null);
  for (const [key, value] of map) {
    const fields = specs[String(key)]?.fields;
    record[String(key)] = fields ? nestedRecord(fields, value) : value;
  }
  return record;
}

function nestedRecord(fields: ArgumentSpecs, value: Value): unknown {
  if (value instanceof Map) return toRecord(fields, value);
  if (Array.isArray(value)) return value.map((item) => nestedRecord(fields, item));
  return value;
}

function serveConnections(
  handlers: Handlers,
  definitions: readonly ConnectionDefinition[],
): void {
  const known = byName(definitions);
  const open = new Map<number, Connection>();
  let lastId = 0;
  const connection = (id: number | undefined): Connection => {
    const found = open.get(id ?? 0);
    if (!found) throw new Fault("not-found", `There is no open connection ${id}`);
    return found;
  };
  handlers.on(openConnection, async (request) => {
    const opened = await find(known, "connection", request.connection).open(request);
    open.set(++lastId, opened);
    const { readsSources = false, chains = [] } = opened;
    return { connectionId: lastId, readsSources, chains };
  });
  handlers.on(closeConnection, async ({ connectionId }) => {
    const closing = connection(connectionId);
    open.delete(connectionId);
    await closing.close();
    return {};
  });
  handlers.on(
    exec,
    (request, call) => connection(request.connectionId).exec(request, transfer(call)),
  );
  handlers.on(put, async (request, call) => ({
    size: await connection(request.connectionId).put(request, transfer(call)),
  }));
  handlers.on(fetch, async (request, call) => ({
    size: await connection(request.connectionId).fetch(request, transfer(call)),
  }));
}

function transfer(call: ServedCall): TransferContext {
  return {
    signal: call.signal,
    write: (channel, data) => call.write(channel, data),
    read: (sink) => call.consume("data", sink),
  };
}

function serveInventories(handlers: Handlers, plugin: PluginDefinition): void {
  const inventories = byName(plugin.inventories!);
  const [only] = plugin.inventories!;
  handlers.on(loadInventory, (request, call) => {
    const { inventory: name = only!.name } = request;
    return find(inventories, "inventory", name).load(request, {
      signal: call.signal,
      load: (request) => call.call(loadInventory, request),
      listDirectory: (path) => call.call(listDirectory, { path }),
      readFile: async (path) => {
        const streamed = new ByteCollector();
        const reply = await call.call(readFile, { path }, {
          sinks: { data: (data) => streamed.add(data) },
        });
        return streamed.length === 0 ? reply : { ...reply, data: streamed.take() };
      },
    });
  });
}

function serveFilters(handlers: Handlers, plugin: PluginDefinition): void {
  const filters = byName(plugin.filters!);
  handlers.on(applyFilter, async ({ filter, value, arguments: args, named }) => ({
    value: toValue(await find(filters, "filter", filter).apply(value, args, asRecord(named))),
  }));
}

function serveLookups(handlers: Handlers, plugin: PluginDefinition): void {
  const lookups = byName(plugin.lookups!);
  handlers.on(lookup, async ({ lookup: name, terms, options }) => ({
    values: [...await find(lookups, "lookup", name).find(terms, asRecord(options))].map((each) =>
      toValue(each)
    ),
  }));
}

function asRecord(map: ReadonlyMap<Key, Value>): Record<string, Value> {
  const record: Record<string, Value> = Object.create(null);
  for (const [key, value] of map) record[String(key)] = value;
  return record;
}
