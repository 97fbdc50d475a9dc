/**
 * A run: from files and options to events and an exit code.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import { type ActionDescription, type Diagnostic, Fault } from "@shep/sdk";
import { loadInventory, parse } from "@shep/sdk/wire";
import { ConnectionManager } from "./connection/manager.ts";
import { isWithin } from "./controller/files.ts";
import { readingSession, sessionHandlers } from "./controller/session.ts";
import { Conditions } from "./engine/condition.ts";
import { HostStates, type Loss, type RunContext, type RunSettings } from "./engine/context.ts";
import { CONTROL_ACTIONS } from "./engine/control/mod.ts";
import { runPlay } from "./engine/play_runner.ts";
import { SourceLines } from "./engine/source_lines.ts";
import { RunStats } from "./engine/stats.ts";
import type { EventListener } from "./events.ts";
import { extraVariables } from "./extra_vars.ts";
import { inventoryData, playbookVariables } from "./inventory/from_wire.ts";
import { Inventory, limitPatterns } from "./inventory/mod.ts";
import {
  type LoadContext,
  loadPlaybook,
  loadVariables,
  type Playbook,
  type PlaybookMap,
} from "./playbook/mod.ts";
import type { PluginManifest } from "./plugin/manifest.ts";
import { PluginRegistry } from "./plugin/registry.ts";
import type { StartedPlugins } from "./prestart.ts";
import { templateEnvironment } from "./template_environment.ts";
import { TrustedLayers } from "./variables/scope.ts";
import { type AskPassword, openKeyring, systemWorld, type VaultRequest } from "./vault/mod.ts";
import { scrubEvent } from "./vault/scrub_event.ts";
import { Vault } from "./vault/vault.ts";

/** What a run is asked for. Paths are relative to the working directory. */
export interface RunOptions {
  readonly playbooks: readonly string[];
  /** What `-i` named; the usual place if empty. */
  readonly inventory: readonly string[];
  /** What `-e` gave. */
  readonly extraVars: readonly string[];
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  /** Hosts at a time. */
  readonly forks: number;
  /** 0 to 6. */
  readonly verbosity: number;
  readonly become?: RunSettings["become"];
  readonly connection?: string;
  readonly forceHandlers: boolean;
  /** Where vault passwords are, beside what the environment says. */
  readonly vault?: VaultRequest;
  /** Asks the user for a password, if there is one. */
  readonly askPassword?: AskPassword;
  /** Every plugin that may be started. */
  readonly plugins: readonly PluginManifest[];
  /** The user's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The `deno` that plugins run under; this process's own if absent. */
  readonly deno?: string;
  /** Plugins that were started before the host was loaded. */
  readonly started?: StartedPlugins;
  /** Aborting it ends the run. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** How many hosts are worked on at a time if nothing is said. */
export const DEFAULT_FORKS = 50;

/** Exit codes of `ansible-playbook`. */
export const ExitCode = {
  ok: 0,
  error: 1,
  failed: 2,
  unreachable: 4,
  unparsable: 4,
  interrupted: 99,
} as const;

/** The exit code for a run that could not begin. */
export function exitCodeOf(error: unknown): number {
  const kind = error instanceof Fault ? error.kind : undefined;
  return kind === "syntax" || kind === "invalid-argument" ? ExitCode.unparsable : ExitCode.error;
}

/**
 * Runs playbooks.
 *
 * @returns The exit code: what `ansible-playbook` would return.
 * @throws {Fault} When the run cannot begin: a playbook or an inventory that cannot be read.
 */
export function runPlaybooks(options: RunOptions, emit: EventListener): Promise<number> {
  return withSession(options, emit, (session) => run(session, options));
}

async function run(session: Session, options: RunOptions): Promise<number> {
  const playbooks = await session.loadPlaybooks();
  const { context } = session;
  const { emit } = context;
  emit({ type: "run-started", playbooks: options.playbooks, check: options.check });
  await runAll(session, playbooks, options);
  emit({ type: "recap", hosts: context.stats.recap() });
  const exitCode = options.signal.aborted ? ExitCode.interrupted : lossCode(context.lost.values());
  emit({ type: "run-finished", exitCode });
  return exitCode;
}

/** The exit code for a run that lost hosts. */
function lossCode(losses: Iterable<Loss>): number {
  const all = new Set(losses);
  if (all.has("unreachable")) return ExitCode.unreachable;
  return all.has("failed") ? ExitCode.failed : ExitCode.ok;
}

async function runAll(
  session: Session,
  playbooks: readonly Playbook[],
  options: RunOptions,
): Promise<void> {
  const { emit } = session.context;
  let lastId = 0;
  for (const playbook of playbooks) {
    emit({ type: "playbook-started", file: playbook.file });
    for (const play of playbook.plays) {
      if (options.signal.aborted) return;
      const goesOn = await runPlay(session.context, play, {
        selection: options,
        ...(session.limit === undefined ? {} : { limit: session.limit }),
        nextId: () => ++lastId,
        loadVariables: session.loadVariableFile,
      });
      if (!goesOn) return;
    }
  }
}

/** Everything that a run, or a look at its playbooks, is done with. */
export interface Session extends AsyncDisposable {
  readonly context: RunContext;
  readonly limit: string | undefined;
  loadPlaybooks(): Promise<Playbook[]>;
  /** The variables of a file; none if it is not there. */
  readonly loadVariableFile: (path: string) => Promise<PlaybookMap | undefined>;
}

/**
 * Does `work` with a session. This is the one way out for events and errors: what was decrypted is
 * taken out of all of them here.
 */
export async function withSession<T>(
  options: RunOptions,
  emit: EventListener,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const world = systemWorld(options.askPassword);
  const vault = new Vault(await openKeyring(options.vault ?? {}, options.environment, world));
  try {
    await using session = await openSession(
      options,
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
  options: RunOptions,
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
    registry.prestart("connections", options.connection ?? "local");
    return await prepare(registry, options, vault, emit);
  } catch (error) {
    await registry.close();
    throw error;
  }
}

async function prepare(
  registry: PluginRegistry,
  options: RunOptions,
  vault: Vault,
  emit: EventListener,
): Promise<Session> {
  const warn = (warning: Diagnostic): void => emit({ type: "warning", warning });
  const loading = loadContext(registry, vault, warn);
  const trust = new TrustedLayers((vaulted, origin) => vault.text(vaulted, origin));
  const [inventory, extraVars] = await Promise.all([
    readInventory(registry, options, { vault, trust, warn }),
    extraVariables(options.extraVars, {
      parse: (file, source) => {
        const readText = (): Promise<string> => Promise.resolve(source);
        return variablesOf(file, { ...loading, readText });
      },
      load: (path) => variablesOf(path, loading),
    }),
  ]);
  const environment = templateEnvironment(options.playbooks.map((file) => dirname(file)));
  const { limit, ...settings } = options;
  const context: RunContext = {
    settings: {
      ...settings,
      inventorySources: options.inventory.map((source) => resolve(source)),
      ...(limit === undefined ? {} : { limit }),
    },
    registry,
    connections: new ConnectionManager(registry, options.environment),
    inventory,
    environment,
    conditions: new Conditions(environment, warn),
    stats: new RunStats(),
    states: new HostStates(),
    lost: new Map(),
    sources: new SourceLines(),
    extraVars,
    trust,
    vault,
    signal: options.signal,
    emit,
    warn,
  };
  const files = new Map<string, Promise<PlaybookMap | undefined>>();
  return {
    context,
    limit: limit === undefined
      ? undefined
      : limitPatterns(limit, (file) => Deno.readTextFileSync(file)).join(","),
    loadPlaybooks: async () => {
      const playbooks = await Promise.all(
        options.playbooks.map((file) => loadPlaybook(file, loading)),
      );
      await vault.settled();
      return playbooks;
    },
    loadVariableFile: async (path) => {
      let loaded = files.get(path);
      if (!loaded) {
        loaded = variablesIfThere(path, loading);
        files.set(path, loaded);
      }
      const variables = await loaded;
      await vault.settled();
      return variables;
    },
    [Symbol.asyncDispose]: () => registry.close(),
  };
}

async function variablesIfThere(
  path: string,
  loading: LoadContext,
): Promise<PlaybookMap | undefined> {
  try {
    if (!(await Deno.stat(path)).isFile) return undefined;
  } catch {
    return undefined;
  }
  return await variablesOf(path, loading);
}

async function variablesOf(path: string, loading: LoadContext): Promise<PlaybookMap> {
  return (await loadVariables(path, loading)).values;
}

/** How playbooks are read: files by the host, YAML by the parser. */
function loadContext(
  registry: PluginRegistry,
  vault: Vault,
  warn: (warning: Diagnostic) => void,
): LoadContext {
  return {
    readText: async (path) =>
      new TextDecoder().decode(await vault.file(path, await Deno.readFile(path))),
    parse: async (file, source) => {
      const request = { parser: "yaml", file, source };
      const reply = await registry.call("parsers", "yaml", parse, request);
      vault.learnValues(file, reply.tree.value);
      return reply;
    },
    decrypt: (vaulted, place) => vault.text(vaulted, place),
    actions: {
      names: () => [...CONTROL_ACTIONS.keys(), ...registry.names("actions")],
      describe: async (name): Promise<ActionDescription | undefined> =>
        CONTROL_ACTIONS.get(name) ??
          (registry.has("actions", name) ? await registry.action(name) : undefined),
    },
    warn,
  };
}

async function readInventory(
  registry: PluginRegistry,
  { inventory: sources, playbooks }: RunOptions,
  { vault, trust, warn }: Pick<RunContext, "vault" | "trust" | "warn">,
): Promise<Inventory> {
  const playbookDirs = [...new Set(playbooks.map((file) => dirname(resolve(file))))];
  const paths = sources.map((source) => source.includes(",") ? source : resolve(source));
  const roots = [...paths, ...paths.map((path) => dirname(path)), ...playbookDirs];
  const reply = await registry.call("inventories", "ansible", loadInventory, {
    sources: paths,
    playbookDirs,
  }, {
    context: readingSession((path) => isWithin(path, roots), (path) => resolve(path), vault),
  });
  for (const summary of reply.warnings) warn({ summary });
  const data = inventoryData(reply);
  const playbookVars = playbookVariables(reply);
  for (const { file, values } of [...data.varsFiles, ...playbookVars]) {
    vault.learnValues(file, values);
    trust.of({ values, source: { file } });
  }
  for (const { vars } of [...data.hosts.values(), ...data.groups.values()]) {
    for (const layer of vars) {
      vault.learnValues(layer.source.file, layer.values);
      trust.of(layer);
    }
  }
  await vault.settled();
  const inventory = new Inventory(data);
  inventory.setPlaybookVars(playbookVars);
  return inventory;
}
