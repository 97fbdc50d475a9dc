/**
 * What a run gives its lookups.
 *
 * @module
 */
import { coerce, type Diagnostic, type Value } from "@shep/sdk";
import { lookup } from "@shep/sdk/wire";
import { type SettingName, SETTINGS } from "../config/mod.ts";
import { bytesOf, firstFound } from "../controller/files.ts";
import { inClear } from "../controller/vaulted_file.ts";
import { templateVariables } from "../engine/call/template_file.ts";
import type { Inventory } from "../inventory/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { ConfiguredOptions } from "../run_options.ts";
import type { Mode } from "../template/mod.ts";
import { isVaulted } from "../vault/envelope.ts";
import type { Vault } from "../vault/vault.ts";
import type { LookupServices, TemplateFile } from "./services.ts";

/** What lookups are made of. */
export interface LookupSources {
  readonly options: Pick<
    ConfiguredOptions,
    "config" | "environment" | "forks" | "verbosity" | "become"
  >;
  readonly registry: PluginRegistry;
  readonly inventory: Inventory;
  readonly vault: Vault;
  /** What templates give. */
  readonly mode: Mode;
  readonly warn: (warning: Diagnostic) => void;
}

/** The services of a run, for its lookups. */
export function lookupServices(
  { options, registry, inventory, vault, mode, warn }: LookupSources,
): LookupServices {
  return {
    inventory,
    environment: options.environment,
    config: settings(options),
    readsBack: mode !== "native",
    readTemplate: (paths, written) =>
      readTemplate(paths, written, vault, options.config.get("DEFAULT_MANAGED_STR")),
    readClear: async (paths) => (await readClear(paths, vault))?.text,
    plugins: {
      names: () => registry.names("lookups"),
      has: (name) => registry.has("lookups", name),
      find: async (name, terms, given) => {
        const request = { lookup: name, terms: [...terms], options: new Map(given) };
        const { values } = await registry.call("lookups", name, lookup, request);
        return name === "file" ? await allInClear(values, terms, given, vault) : values;
      },
    },
    warn,
  };
}

/** The settings of Ansible that Shep has, by their names there; what flags say wins. */
function settings(
  { config, forks, verbosity, become }: LookupSources["options"],
): Map<string, Value> {
  const names = Object.keys(SETTINGS) as SettingName[];
  return new Map<string, Value>([
    ...names.map((name): [string, Value] => [name, config.valueOf(name) as Value]),
    ...(become === undefined ? [] : [["DEFAULT_BECOME", true] as const]),
    ...(become?.method === undefined ? [] : [["DEFAULT_BECOME_METHOD", become.method] as const]),
    ...(become?.user === undefined ? [] : [["DEFAULT_BECOME_USER", become.user] as const]),
    ["DEFAULT_FORKS", forks],
    ["DEFAULT_VERBOSITY", verbosity],
  ]);
}

async function readTemplate(
  paths: readonly string[],
  written: string,
  vault: Vault,
  managed: string,
): Promise<TemplateFile | undefined> {
  const file = await readClear(paths, vault);
  if (file === undefined) return undefined;
  const variables = await templateVariables({ path: file.path, written, managed });
  return { ...file, variables };
}

/** What files hold, those from a vault decrypted: only the host can do that. */
function allInClear(
  texts: readonly Value[],
  terms: readonly Value[],
  options: ReadonlyMap<string, Value>,
  vault: Vault,
): Promise<Value[]> {
  const strips = (side: string, usual: boolean): boolean =>
    coerce("bool", options.get(side) ?? usual) === true;
  return Promise.all(texts.map(async (text, index) => {
    if (typeof text !== "string" || !isVaulted(text)) return text;
    const clear = (await readClear(terms[index] as string[], vault))?.text ?? text;
    const begun = strips("lstrip", false) ? clear.trimStart() : clear;
    return strips("rstrip", true) ? begun.trimEnd() : begun;
  }));
}

async function readClear(
  paths: readonly string[],
  vault: Vault,
): Promise<{ path: string; text: string } | undefined> {
  const found = await firstFound(paths);
  if (found.kind !== "file") return undefined;
  const file = await inClear(found, vault);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return { path: file.path, text: decoder.decode(await bytesOf(file)) };
}
