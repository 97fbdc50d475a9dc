/**
 * What a run, or a look at its playbooks, is done with: plugins, inventory, variables, secrets.
 *
 * @module
 */
import { type Diagnostic, Fault } from "@shep/sdk";
import { ConnectionManager } from "../connection/manager.ts";
import { type Passwords, readPasswords } from "../connection/passwords.ts";
import { sessionHandlers } from "../controller/session.ts";
import { Conditions } from "../engine/condition.ts";
import { HostStates, type RunContext } from "../engine/run_context.ts";
import { CustomStats } from "../engine/custom_stats.ts";
import { SourceLines } from "../engine/source_lines.ts";
import { RunStats } from "../engine/stats.ts";
import { eachOnce } from "../each_once.ts";
import type { EventListener } from "../events.ts";
import { extraVariables } from "../variables/extra_vars.ts";
import type { FactCache } from "../facts/cache.ts";
import { type FactSettings, factSettings } from "../facts/options.ts";
import { addMentionsOfFiles } from "../facts/playbook_files.ts";
import { ResultReads } from "../facts/result_reads.ts";
import type { Inventory } from "../inventory/mod.ts";
import { limitPattern } from "../inventory/limit.ts";
import { rememberingContext, variablesIfThere, variablesOf } from "./loading.ts";
import {
  type LoadContext,
  loadPlaybook,
  type Playbook,
  type PlaybookMap,
} from "../playbook/mod.ts";
import { PluginRegistry } from "../plugin/registry.ts";
import { readInventory } from "../inventory/read_inventory.ts";
import { configured, type ConfiguredOptions } from "../run_options.ts";
import { TrustedLayers } from "../variables/scope.ts";
import { openKeyring, systemWorld } from "../vault/mod.ts";
import { scrubEvent } from "../vault/scrub_event.ts";
import { Vault } from "../vault/vault.ts";
import type { KnownOptions, SessionOptions, SessionServices } from "./options.ts";
import { type EarlyVariables, readingOf } from "./reading.ts";
import { runSettings } from "./settings.ts";
import { type Templates, templatesOver } from "./templates.ts";

/** Everything that a run, or a look at its playbooks, is done with. */
export interface Session extends AsyncDisposable {
  /** The services of the run. */
  readonly context: RunContext;
  /** The pattern of `--limit`, with the files that it names read. */
  readonly limit: string | undefined;
  /** Reads and checks the playbooks; nothing has run when one is refused. */
  loadPlaybooks(): Promise<Playbook[]>;
  /** The facts that the playbooks read, where that is asked for and can be told. */
  factsRead(): Promise<readonly string[] | undefined>;
  /** The variables of a file; none if it is not there. */
  readonly loadVariableFile: (path: string) => Promise<PlaybookMap | undefined>;
}

/**
 * Does `work` with a session. This is the one way out for events and errors: what was decrypted is
 * taken out of all of them here.
 */
export async function withSession<T>(
  options: SessionOptions,
  emit: EventListener,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const world = systemWorld(options.askPassword);
  const known = configured(options);
  const vault = new Vault(await openKeyring(options.vault ?? {}, known.config, world));
  const passwords = await readPasswords(options.passwords ?? {}, known.config, world);
  try {
    await using session = await openSession(
      known,
      passwords,
      vault,
      (event) => emit(scrubEvent(event, vault.scrubber)),
    );
    return await work(session);
  } catch (error) {
    throw vault.scrubber.error(error);
  }
}

/** Starts the plugins, and reads the inventory and the variables of the command line. */
async function openSession(
  options: KnownOptions,
  passwords: Passwords,
  vault: Vault,
  emit: EventListener,
): Promise<Session> {
  const registry = new PluginRegistry({
    plugins: options.plugins,
    launch: {
      environment: options.environment,
      ...(options.deno === undefined ? {} : { deno: options.deno }),
    },
    ...(options.started && { started: options.started }),
    handlers: sessionHandlers(),
    onLog: (plugin, { level, text }) => emit({ type: "log", plugin, level, text }),
    version: options.version,
  });
  try {
    registry.prestart("parsers", "yaml");
    // What is loaded by now is greeted while the playbooks are read.
    for (const name of options.started?.keys() ?? []) registry.prestart("connections", name);
    const warn = (warning: Diagnostic): void => emit({ type: "warning", warning });
    return await prepare(options, { registry, vault, emit, warn }, passwords);
  } catch (error) {
    await registry.close();
    throw error;
  }
}

async function prepare(
  options: KnownOptions,
  services: SessionServices,
  passwords: Passwords,
): Promise<Session> {
  const { registry, vault, emit, warn } = services;
  const { config, recording, limit, looksOnly } = options;
  const facts = factSettings(options.facts ?? {}, config);
  const early = Promise.withResolvers<EarlyVariables>();
  const reading = readingOf(options, services, facts, early.promise);
  const { loading, mentions } = reading;
  // Read side by side with the inventory: one is read while the plugin works on the other.
  const playbooks = Promise.all(options.playbooks.map((file) => loadPlaybook(file, loading)));
  playbooks.catch(() => {});
  const trust = new TrustedLayers((vaulted, origin) => vault.text(vaulted, origin));
  const templates = (inventory: Inventory): Templates =>
    templatesOver(inventory, options, services, reading);
  const extra = readExtraVariables(options, loading);
  const foreign = {
    registry,
    environment: options.environment,
    loading,
    trust,
    extraVars: extra,
    templates: (inventory: Inventory) => templates(inventory).environment,
  };
  const read = (): Promise<Inventory> =>
    readInventory(registry, options, { vault, warn, mentions, foreign, looksOnly });
  const [inventory, extraVars] = await Promise.all([read(), extra]);
  const { environment, lookups } = templates(inventory);
  early.resolve({ environment, extraVars });
  const factCache = await openedFactCache(facts, inventory);
  const ended = new AbortController();
  const context: RunContext = {
    settings: runSettings(options, facts, passwords),
    registry,
    connections: new ConnectionManager(registry, config),
    inventory,
    refreshInventory: async () => inventory.takeOver(await read()),
    environment,
    lookups,
    conditions: new Conditions(environment, warn),
    stats: new RunStats(),
    customStats: new CustomStats(),
    jobs: new Map(),
    console: options.console,
    states: new HostStates({ ...facts, store: factCache }),
    resultReads: mentions && reading.readsAlone ? new ResultReads(mentions) : undefined,
    lost: new Map(),
    sources: new SourceLines(),
    ...(recording?.replay && { replay: recording.replay }),
    extraVars,
    trust,
    vault,
    loading: rememberingContext(loading),
    signal: AbortSignal.any([options.signal, ended.signal]),
    quit: () => ended.abort(new Fault("cancelled", "The run was ended in the debugger")),
    emit,
    warn,
  };
  return {
    context,
    limit: limit === undefined ? undefined : limitPattern(limit, inventory),
    loadPlaybooks: () => playbooks,
    factsRead: async () => {
      if (!mentions) return undefined;
      await addMentionsOfFiles(mentions, await playbooks, loading.readText);
      return reading.isLazy ? mentions.names : undefined;
    },
    loadVariableFile: eachOnce((path) => variablesIfThere(path, loading)),
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      factCache?.[Symbol.dispose]();
    },
  };
}

/** The variables of the command line, with those of the files that it names. */
function readExtraVariables(
  { extraVars, config }: ConfiguredOptions,
  loading: LoadContext,
): Promise<PlaybookMap> {
  const readers = {
    parse: (file: string, source: string) =>
      variablesOf(file, { ...loading, readText: () => Promise.resolve(source) }),
    load: (path: string) => variablesOf(path, loading),
  };
  const mergesHashes = config.get("DEFAULT_HASH_BEHAVIOUR") === "merge";
  return extraVariables(extraVars, readers, { mergesHashes });
}

/** The cache of facts, if one is asked for; what it has of the hosts is gone if that is asked. */
async function openedFactCache(
  { cache: settings, flushCache }: FactSettings,
  inventory: Inventory,
): Promise<FactCache | undefined> {
  if (settings.kind === "memory") return undefined;
  const { openFactCache } = await import("../facts/cache.ts");
  const cache = await openFactCache(settings);
  if (flushCache) { for (const host of inventory.hostNames()) cache?.remove(host); }
  return cache;
}
