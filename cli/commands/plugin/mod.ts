/**
 * The commands `shep plugin …`.
 *
 * @module
 */
import { coreManifests } from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import { Fault } from "@shep/sdk";
import { scaffoldPlugin } from "@shep/sdk/scaffold";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import { type PluginContext, pluginContext } from "./context.ts";
import { testPlugin } from "./contract.ts";
import { grantPlugin, revokePlugin } from "./grant.ts";
import { initPlugin } from "./init.ts";
import { listPlugins } from "./list.ts";
import { PLUGIN_VERBS } from "./table.ts";

/**
 * Carries out `shep plugin`, and returns the exit code.
 *
 * @throws {UsageError} If it is not said what to do, or with which plugin.
 */
export async function runPluginCommand(
  args: Arguments,
  streams: Streams,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const act = verb(args);
  try {
    const core = await coreManifests(corePlugins());
    const search = { environment, named: args.all("plugins"), playbooks: ["."] };
    return await act(pluginContext(core, search, (text) => streams.write("stdout", text)));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tellError(streams, error);
    return 1;
  }
}

/** What is to be done, once there is a context. */
function verb(args: Arguments): (context: PluginContext) => Promise<number> {
  const [name = "", ...plugins] = args.positionals;
  const options = { yes: args.has("yes"), trust: args.has("trust") };
  if (name === "list") {
    if (plugins.length === 0) return listPlugins;
    throw new UsageError("shep plugin list takes no plugin", { command: "plugin" });
  }
  const [plugin, ...others] = plugins;
  if (isVerb(name) && (plugin === undefined || others.length > 0)) {
    const message = `shep plugin ${name} takes the name or the path of one plugin`;
    throw new UsageError(message, { command: "plugin" });
  }
  switch (name) {
    case "grant":
      return (context) => grantPlugin(plugin!, options, context);
    case "revoke":
      return (context) => revokePlugin(plugin!, context);
    case "test":
      return (context) => testPlugin(plugin!, options, context);
    case "init":
      return ({ write }) => initPlugin(plugin!, scaffoldPlugin, { directory: Deno.cwd(), write });
    default:
      throw new UsageError(`no command 'plugin ${name}'`, {
        command: "plugin",
        typed: name,
        candidates: PLUGIN_VERBS,
      });
  }
}

function isVerb(name: string): boolean {
  return (PLUGIN_VERBS as readonly string[]).includes(name);
}
