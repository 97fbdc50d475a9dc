/**
 * What a run, or a look at its playbooks, is done with: plugins, inventory, variables, secrets.
 *
 * @module
 */
import { dirname } from "@shep/sdk/path";
import { type Diagnostic, Fault } from "@shep/sdk";
import { ConnectionManager } from "./connection/manager.ts";
import { type Passwords, readPasswords } from "./connection/passwords.ts";
import { controllerPython } from "./controller/python.ts";
import { sessionHandlers } from "./controller/session.ts";
import { coreVersion, templateMode } from "./compatibility.ts";
import { Conditions } from "./engine/condition.ts";
import { HostStates, type RunContext } from "./engine/run_context.ts";
import { CustomStats } from "./engine/custom_stats.ts";
import { SourceLines } from "./engine/source_lines.ts";
import { RunStats } from "./engine/stats.ts";
import type { EventListener } from "./events.ts";
import { extraVariables } from "./variables/extra_vars.ts";
import type { FactCache } from "./facts/cache.ts";
import { FactMentions } from "./facts/mentions.ts";
import { type FactSettings, factSettings } from "./facts/options.ts";
import { addMentionsOfFiles } from "./facts/playbook_files.ts";
import { ResultReads } from "./facts/result_reads.ts";
import type { Inventory } from "./inventory/mod.ts";
import { limitPattern } from "./inventory/limit.ts";
import { loadContext, rememberingContext, variablesIfThere, variablesOf } from "./loading.ts";
import { loadPlaybook, type Playbook, type PlaybookMap } from "./playbook/mod.ts";
import { PluginRegistry } from "./plugin/registry.ts";
import { inventorySources, readInventory } from "./inventory/read_inventory.ts";
import { rolePaths } from "./playbook/role_paths.ts";
import { findPythonFilter } from "./python_filters.ts";
import { withPythonModules } from "./python_modules.ts";
import { configured, type ConfiguredOptions, type RunOptions } from "./run_options.ts";
import type { Recording } from "./journal/options.ts";
import { Lookups, lookupServices } from "./lookup/mod.ts";
import { type Environment, overlaid, type Scope, type TemplateText } from "./template/mod.ts";
import { templateEnvironment } from "./template_environment.ts";
import { TrustedLayers } from "./variables/scope.ts";
import { openKeyring, systemWorld } from "./vault/mod.ts";
import { scrubEvent } from "./vault/scrub_event.ts";
import { Vault } from "./vault/vault.ts";

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

/** The options of a session that may be on record. */
export interface SessionOptions extends RunOptions {
  readonly recording?: Recording;
}

/** Starts the plugins, and reads the inventory and the variables of the command line. */
async function openSession(
  options: SessionOptions & ConfiguredOptions,
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
    return await prepare(registry, options, passwords, vault, emit);
  } catch (error) {
    await registry.close();
    throw error;
  }
}

/** What names of imports are rendered with: known once the inventory is read. */
interface EarlyVariables {
  readonly environment: Environment;
  readonly extraVars: PlaybookMap;
}

/** What templates are made with. */
interface Templates {
  readonly lookups: Lookups;
  readonly environment: Environment;
}

async function prepare(
  registry: PluginRegistry,
  options: SessionOptions & ConfiguredOptions,
  passwords: Passwords,
  vault: Vault,
  emit: EventListener,
): Promise<Session> {
  const mode = templateMode(options.compatibility, options.config);
  const warn = (warning: Diagnostic): void => emit({ type: "warning", warning });
  const facts = factSettings(options.facts ?? {}, options.config);
  const isLazy = gathersLazily(facts, options);
  const readsAlone = hidesResults(options);
  const mentions = isLazy || readsAlone ? new FactMentions() : undefined;
  for (const text of options.extraVars) mentions?.addText(text);
  const { recording } = options;
  const files = recording?.files ?? new Set<string>();
  const hear = (text: string, file: string): void => {
    mentions?.addText(text);
    files.add(file);
  };
  const paths = rolePaths(options.config);
  const plain = loadContext(registry, vault, paths, warn, hear);
  const besides = options.playbooks.map((file) => `${dirname(file)}/collections`);
  const places = {
    collections: [...besides, ...paths.collections],
    files,
    libraries: {
      first: options.modulePath ?? [],
      last: options.config.get("DEFAULT_MODULE_PATH"),
    },
  };
  const early = Promise.withResolvers<EarlyVariables>();
  const loading = {
    ...plain,
    actions: withPythonModules(plain.actions, registry, places, options.environment),
    render: async (template: TemplateText, variables: Scope): Promise<unknown> => {
      const { environment, extraVars } = await early.promise;
      const scope = overlaid(variables, extraVars);
      return await environment.settle(() => environment.evaluate(template, scope));
    },
  };
  // Read side by side with the inventory: one is read while the plugin works on the other.
  const playbooks = Promise.all(options.playbooks.map((file) => loadPlaybook(file, loading)));
  playbooks.catch(() => {});
  const trust = new TrustedLayers((vaulted, origin) => vault.text(vaulted, origin));
  const templatesOver = (inventory: Inventory): Templates => {
    const sources = { options, registry, inventory, vault, mode, warn };
    const lookups = new Lookups(lookupServices(sources));
    return {
      lookups,
      environment: templateEnvironment({
        roots: options.playbooks.map((file) => dirname(file)),
        lookups,
        registry,
        findFilter: findPythonFilter(registry, places),
        vault,
        environment: options.environment,
        mode,
        warn,
      }),
    };
  };
  const extra = extraVariables(options.extraVars, {
    parse: (file, source) => {
      const readText = (): Promise<string> => Promise.resolve(source);
      return variablesOf(file, { ...loading, readText });
    },
    load: (path) => variablesOf(path, loading),
  }, { mergesHashes: options.config.get("DEFAULT_HASH_BEHAVIOUR") === "merge" });
  const foreign = {
    registry,
    environment: options.environment,
    loading,
    trust,
    extraVars: extra,
    templates: (inventory: Inventory) => templatesOver(inventory).environment,
  };
  const read = (): Promise<Inventory> =>
    readInventory(registry, options, { vault, warn, mentions, foreign });
  const [inventory, extraVars] = await Promise.all([
    read(),
    extra,
  ]);
  const { environment, lookups } = templatesOver(inventory);
  early.resolve({ environment, extraVars });
  const factCache = await openedFactCache(facts, inventory);
  const { limit, ...settings } = options;
  const ended = new AbortController();
  const context: RunContext = {
    settings: {
      ...settings,
      gathering: facts.gathering,
      coreVersion: coreVersion(options.compatibility, options.config),
      inventorySources: inventorySources(options),
      configFile: options.config.file,
      python: controllerPython(options.environment),
      ...(limit === undefined ? {} : { limit }),
      connectionFlags: {
        ...options.connectionFlags,
        ...(passwords.connection === undefined ? {} : { password: passwords.connection }),
      },
      ...(passwords.become === undefined ? {} : { becomePassword: passwords.become }),
    },
    registry,
    connections: new ConnectionManager(registry, options.config),
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
    resultReads: mentions && readsAlone ? new ResultReads(mentions) : undefined,
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
  const variableFiles = new Map<string, Promise<PlaybookMap | undefined>>();
  return {
    context,
    limit: limit === undefined ? undefined : limitPattern(limit, inventory),
    loadPlaybooks: () => playbooks,
    factsRead: async () => {
      if (!mentions) return undefined;
      await addMentionsOfFiles(mentions, await playbooks, loading.readText);
      return isLazy ? mentions.names : undefined;
    },
    loadVariableFile: (path) => {
      let loaded = variableFiles.get(path);
      if (!loaded) variableFiles.set(path, loaded = variablesIfThere(path, loading));
      return loaded;
    },
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      factCache?.[Symbol.dispose]();
    },
  };
}

/** Whether facts may be left out: not where a result is shown, or facts are kept for other runs. */
function gathersLazily(
  { gathering, cache }: FactSettings,
  { verbosity }: RunOptions,
): boolean {
  return gathering === "lazy" && cache.kind === "memory" && verbosity === 0;
}

/** Whether nobody sees a result but the playbooks. */
function hidesResults(
  { hidesResults: isAsked = false, verbosity, config }: ConfiguredOptions,
): boolean {
  return isAsked && verbosity === 0 && !config.get("ENABLE_TASK_DEBUGGER");
}

/** The cache of facts, if one is asked for; what it has of the hosts is gone if that is asked. */
async function openedFactCache(
  { cache: settings, flushCache }: FactSettings,
  inventory: Inventory,
): Promise<FactCache | undefined> {
  if (settings.kind === "memory") return undefined;
  const { openFactCache } = await import("./facts/cache.ts");
  const cache = await openFactCache(settings);
  if (flushCache) { for (const host of inventory.hostNames()) cache?.remove(host); }
  return cache;
}
