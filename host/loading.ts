/**
 * How the files of a run are read: by the host, which decrypts them; YAML by the parser.
 *
 * @module
 */
import type { ActionDescription, Diagnostic } from "@shep/sdk";
import { parse } from "@shep/sdk/wire";
import { CONTROL_ACTIONS } from "./engine/control/mod.ts";
import { type LoadContext, loadVariables, type PlaybookMap } from "./playbook/mod.ts";
import type { PluginRegistry } from "./plugin/registry.ts";
import type { Vault } from "./vault/vault.ts";

/** How playbooks are read: files by the host, YAML by the parser; `onText` hears of every text. */
export function loadContext(
  registry: PluginRegistry,
  vault: Vault,
  warn: (warning: Diagnostic) => void,
  onText: (text: string) => void = () => {},
): LoadContext {
  return {
    readText: async (path) =>
      new TextDecoder().decode(await vault.file(path, await Deno.readFile(path))),
    parse: async (file, source) => {
      onText(source);
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
    lookups: {
      names: () => registry.names("lookups"),
      has: (name) => registry.has("lookups", name),
    },
    warn,
  };
}

/** The variables of a file; none if it is not there. */
export async function variablesIfThere(
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

/** The variables of a file. */
export async function variablesOf(path: string, loading: LoadContext): Promise<PlaybookMap> {
  return (await loadVariables(path, loading)).values;
}
