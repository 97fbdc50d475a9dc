/**
 * What a run gives its lookups.
 *
 * @module
 */
import type { Diagnostic, Value } from "@shep/sdk";
import { lookup } from "@shep/sdk/wire";
import { firstFound } from "../controller/files.ts";
import { inClear } from "../controller/vaulted_file.ts";
import { templateVariables } from "../engine/template_file.ts";
import type { Inventory } from "../inventory/mod.ts";
import type { PluginRegistry } from "../plugin/registry.ts";
import type { RunOptions } from "../run_options.ts";
import type { Mode } from "../template/mod.ts";
import type { Vault } from "../vault/vault.ts";
import type { LookupServices, TemplateFile } from "./services.ts";

/** What lookups are made of. */
export interface LookupSources {
  readonly options: Pick<RunOptions, "environment" | "forks" | "verbosity" | "become">;
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
    readTemplate: (paths) => readTemplate(paths, vault),
    plugins: {
      names: () => registry.names("lookups"),
      has: (name) => registry.has("lookups", name),
      find: async (name, terms, given) => {
        const request = { lookup: name, terms: [...terms], options: new Map(given) };
        return (await registry.call("lookups", name, lookup, request)).values;
      },
    },
    warn,
  };
}

/** The settings of Ansible that Shep has, by their names there. */
function settings({ forks, verbosity, become }: LookupSources["options"]): Map<string, Value> {
  return new Map<string, Value>([
    ["DEFAULT_BECOME", become !== undefined],
    ["DEFAULT_BECOME_METHOD", become?.method ?? "sudo"],
    ["DEFAULT_BECOME_USER", become?.user ?? "root"],
    ["DEFAULT_FORKS", forks],
    ["DEFAULT_MANAGED_STR", "Ansible managed"],
    ["DEFAULT_VERBOSITY", verbosity],
  ]);
}

async function readTemplate(
  paths: readonly string[],
  vault: Vault,
): Promise<TemplateFile | undefined> {
  const found = await firstFound(paths);
  if (found.kind !== "file") return undefined;
  const { path, clear } = await inClear(found, vault);
  return {
    path,
    text: new TextDecoder().decode(clear ?? await Deno.readFile(path)),
    variables: await templateVariables(path, new Map()),
  };
}
