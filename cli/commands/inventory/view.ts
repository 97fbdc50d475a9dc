/**
 * Reads the inventory that a command line means.
 *
 * @module
 */
import { type InventoryView, viewInventory } from "@shep/host";
import type { Config } from "@shep/host/config";
import { availablePlugins } from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import type { Arguments } from "../../arguments/arguments.ts";
import config from "../../deno.json" with { type: "json" };
import { tellWarnings } from "../../settings.ts";
import { askOnTerminal } from "../../terminal/ask.ts";
import type { Streams } from "../../terminal/streams.ts";
import { vaultRequest } from "../../vault_flags.ts";

/** The inventory, with what is odd about it told; `looksOnly` is whether no variable is shown. */
export async function readView(
  args: Arguments,
  settings: Config,
  streams: Streams,
  { looksOnly = false }: { readonly looksOnly?: boolean } = {},
): Promise<InventoryView> {
  const { environment } = settings;
  const { manifests } = await availablePlugins(corePlugins(), {
    environment,
    named: args.all("plugins"),
    playbooks: [],
  });
  const limit = args.last("limit");
  return await viewInventory(
    {
      playbooks: [],
      playbookDirs: [args.last("playbook-dir") ?? "."],
      inventory: args.all("inventory"),
      extraVars: args.all("extra-vars"),
      ...(limit ? { limit } : {}),
      tags: [],
      skipTags: [],
      check: false,
      diff: false,
      forks: settings.get("DEFAULT_FORKS"),
      verbosity: 0,
      forceHandlers: false,
      vault: vaultRequest(args),
      askPassword: askOnTerminal,
      plugins: manifests,
      config: settings,
      environment,
      signal: new AbortController().signal,
      version: config.version,
    },
    (warning) => tellWarnings(streams, [warning]),
    { looksOnly },
  );
}
