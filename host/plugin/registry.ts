/**
 * Which plugin serves what, and the one process of each.
 *
 * @module
 */
import {
  type ActionDescription,
  didYouMean,
  Fault,
  type Offers,
  type PluginDescription,
  type Value,
  type ValueMap,
} from "@shep/sdk";
import { type CallOptions, type CallType, describe, type Handlers } from "@shep/sdk/wire";
import type { ExecuteTaskRequest, LogMessage } from "@shep/sdk/wire";
import { eachOnce } from "../each_once.ts";
import { endUnclaimed, type StartedPlugins } from "../prestart.ts";
import { fetchModules, lacksModules } from "./fetch_modules.ts";
import { launchCommand, type LaunchContext } from "./launch.ts";
import type { PluginManifest } from "./manifest.ts";
import { PluginProcess } from "./process.ts";
import { launchContext, type Surroundings } from "./surroundings.ts";
import { checkDeclaration, verified } from "./verify.ts";

/** What the registry needs. */
export interface RegistryOptions {
  /** Every plugin that may be started. */
  readonly plugins: readonly PluginManifest[];
  /** What plugins are started with, as far as it is known. */
  readonly launch: Surroundings;
  /** What any plugin may ask of the host. */
  readonly handlers: Handlers;
  /** Hears what plugins log. */
  readonly onLog?: (plugin: string, message: LogMessage) => void;
  /** The host's version, for people. */
  readonly version: string;
  /** Processes that run already; each is taken over by the plugin of its name. */
  readonly started?: StartedPlugins;
}

/** What is known of a task's target. */
export interface AddressContext {
  /** The value of a variable, if it has one. */
  readonly variable: (name: string) => Value | undefined;
  /** How it is reached. */
  readonly connection: string;
}

/** An action that is carried out by another one. */
export interface AdoptedAction {
  /** As tasks call it. */
  readonly description: ActionDescription;
  /** The action that carries it out. */
  readonly action: string;
  /** What that is called with, for what the task gives, and where it acts. */
  readonly arguments: (given: ValueMap, context: AddressContext) => ValueMap;
}

/** A plugin that runs. */
export interface RunningPlugin {
  /** Its process. */
  readonly process: PluginProcess;
  /** The declaration of one of its actions. */
  action(name: string): Promise<ActionDescription>;
}

/** How long a plugin may take to say what it offers. */
const DESCRIBE_MS = 10_000;

/** All plugins of a run. Each is started once, when it is first needed. */
export class PluginRegistry {
  readonly #options: RegistryOptions;
  readonly #context: LaunchContext;
  readonly #running = new Map<string, Promise<RunningPlugin>>();
  readonly #adopted = new Map<string, AdoptedAction>();
  readonly #providers: Readonly<Record<keyof Offers, ReadonlyMap<string, PluginManifest>>>;

  /** Starts nothing yet. */
  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#context = launchContext(options.launch);
    this.#providers = {
      actions: providers(options.plugins, "actions"),
      connections: providers(options.plugins, "connections"),
      inventories: providers(options.plugins, "inventories"),
      parsers: providers(options.plugins, "parsers"),
      filters: providers(options.plugins, "filters"),
      lookups: providers(options.plugins, "lookups"),
    };
  }

  /** Everything that is offered under a kind. */
  names(kind: keyof Offers): Iterable<string> {
    return this.#providers[kind].keys();
  }

  /** Whether anything serves `name`. */
  has(kind: keyof Offers, name: string): boolean {
    return this.#providers[kind].has(name);
  }

  /**
   * Whether an action is carried out by a plugin of Shep's own that can do nothing but ask the host:
   * until it has asked, it may be given up, and nothing has happened.
   */
  onlyAsks(action: string): boolean {
    const manifest = this.#providers.actions.get(action);
    return manifest !== undefined && manifest.isCore &&
      Object.keys(manifest.permissions).length === 0 && !this.#adopted.has(action);
  }

  /** Starts a plugin in the background, because it is going to be needed. */
  prestart(kind: keyof Offers, name: string): void {
    const manifest = this.#providers[kind].get(name);
    // How it went is heard by whoever asks for it.
    if (manifest) this.#start(manifest).catch(() => {});
  }

  /**
   * The running plugin that serves `name`.
   *
   * @throws {Fault} `not-found` when there is none, or why it cannot be started.
   */
  plugin(kind: keyof Offers, name: string): Promise<RunningPlugin> {
    const manifest = this.#providers[kind].get(name);
    if (manifest) return this.#start(manifest);
    const hint = didYouMean(name, this.names(kind));
    const what = kind.replace(/s$/, "").replace("inventorie", "inventory");
    return Promise.reject(
      new Fault("not-found", `No plugin offers the ${what} '${name}'`, hint ? { hint } : {}),
    );
  }

  /** Has an action carried out by another one. */
  adopt(adopted: AdoptedAction): void {
    this.#adopted.set(adopted.description.name, adopted);
  }

  /** A task as the plugin that carries it out knows it. */
  addressed(request: ExecuteTaskRequest, context: AddressContext): ExecuteTaskRequest {
    const adopted = this.#adopted.get(request.action);
    if (!adopted) return request;
    const args = adopted.arguments(request.arguments, context);
    return { ...request, action: adopted.action, arguments: args };
  }

  /** The declaration of an action. */
  async action(name: string): Promise<ActionDescription> {
    const adopted = this.#adopted.get(name);
    if (adopted) return adopted.description;
    return await (await this.plugin("actions", name)).action(name);
  }

  /** Asks whichever plugin serves `name`. */
  async call<Request, Reply>(
    kind: keyof Offers,
    name: string,
    type: CallType<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply> {
    const { process } = await this.plugin(kind, name);
    return await process.call(type, request, options);
  }

  /** Ends every plugin. */
  async close(): Promise<void> {
    const running = await Promise.allSettled(this.#running.values());
    await Promise.all(
      running.map((each) => each.status === "fulfilled" ? each.value.process.close() : undefined),
    );
    if (this.#options.started) await endUnclaimed(this.#options.started);
  }

  #start(manifest: PluginManifest): Promise<RunningPlugin> {
    let running = this.#running.get(manifest.name);
    if (!running) {
      running = this.#launch(manifest).catch(async (error) => {
        if (!lacksModules(manifest, error)) throw error;
        await fetchModules(manifest, this.#context);
        return await this.#launch(manifest);
      });
      running.catch(() => {});
      this.#running.set(manifest.name, running);
    }
    return running;
  }

  async #launch(manifest: PluginManifest): Promise<RunningPlugin> {
    const { handlers, onLog, version, started } = this.#options;
    const child = started?.get(manifest.name);
    started?.delete(manifest.name);
    const command = launchCommand(await verified(manifest, this.#context), this.#context);
    const process = await PluginProcess.start(manifest.name, command, {
      handlers,
      version,
      ...(child && { started: child }),
      ...(onLog && { onLog: (message) => onLog(manifest.name, message) }),
    });
    try {
      // Ours needs no check: it loads and describes an action when that is first asked for.
      if (manifest.isCore) return { process, action: eachOnce((name) => described(process, name)) };
      const { actions } = await checkedDescription(process, manifest);
      return { process, action: (name) => Promise.resolve(named(actions, name)) };
    } catch (error) {
      await process.close();
      throw error;
    }
  }
}

/** The declaration of one action, which is all of the plugin that has to be loaded for it. */
async function described(process: PluginProcess, name: string): Promise<ActionDescription> {
  const asked = { actions: [name] };
  const { actions } = await process.call(describe, asked, { timeoutMs: DESCRIBE_MS });
  return named(actions, name);
}

function named(actions: readonly ActionDescription[], name: string): ActionDescription {
  const action = actions.find((each) => each.name === name);
  if (action) return action;
  throw new Fault("not-found", `The plugin that should offer the action '${name}' does not`);
}

/**
 * What a plugin says that it offers.
 *
 * @throws {Fault} When that is more than its manifest declares.
 */
async function checkedDescription(
  process: PluginProcess,
  manifest: PluginManifest,
): Promise<PluginDescription> {
  const description = await process.call(describe, {}, { timeoutMs: DESCRIBE_MS });
  checkDeclaration(manifest, description);
  return description;
}

/** Who offers what; a plugin of the user's comes before one of ours. */
function providers(
  plugins: readonly PluginManifest[],
  kind: keyof Offers,
): ReadonlyMap<string, PluginManifest> {
  const found = new Map<string, PluginManifest>();
  const ordered = [...plugins].sort((a, b) => Number(b.isCore) - Number(a.isCore));
  for (const plugin of ordered) {
    for (const name of plugin.offers[kind] ?? []) found.set(name, plugin);
  }
  return found;
}
