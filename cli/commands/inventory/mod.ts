/**
 * `shep inventory`: what `ansible-inventory` prints.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-inventory.html
 * @module
 */
import type { InventoryView } from "@shep/host";
import type { Config } from "@shep/host/config";
import { didYouMean, Fault } from "@shep/sdk";
import type { TaggedMap } from "@shep/sdk/inventory";
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { renderEntries } from "../../render/value.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import { graphLines } from "./graph.ts";
import { jsonText } from "./json.ts";
import { flatForm, nestedForm, scriptForm } from "./list.ts";
import { tomlText } from "./toml.ts";
import { readView } from "./view.ts";

/**
 * Carries out `shep inventory`, and returns the exit code.
 *
 * @throws {UsageError} unless it is said what to show.
 */
export async function runInventoryCommand(
  args: Arguments,
  streams: Streams,
  config: Config,
): Promise<number> {
  checkUsage(args);
  try {
    const looksOnly = args.has("graph") && !args.has("vars");
    const text = shown(args, await readView(args, config, streams, { looksOnly }));
    const file = args.last("output");
    if (file === undefined) streams.write("stdout", text);
    else await Deno.writeTextFile(file, text);
    return 0;
  } catch (error) {
    return tellError(streams, error);
  }
}

function checkUsage(args: Arguments): void {
  const command = "inventory";
  const actions = ["list", "host", "graph"].filter((name) => args.has(name));
  if (actions.length !== 1) {
    throw new UsageError("say what to show: --list, --host HOST or --graph", { command });
  }
  const [action] = actions;
  const refuse = (flag: string, wanted: string): void => {
    if (args.has(flag) && action !== wanted) {
      throw new UsageError(`--${flag} is for --${wanted}`, { command });
    }
  };
  refuse("vars", "graph");
  refuse("export", "list");
  refuse("output", "list");
  if (args.has("yaml") && args.has("toml")) {
    throw new UsageError("--yaml and --toml exclude each other", { command });
  }
  if (args.positionals.length > 0 && action !== "graph") {
    throw new UsageError(`a GROUP is for --graph`, { command });
  }
}

function shown(args: Arguments, view: InventoryView): string {
  const options = { isExport: args.has("export") };
  if (args.has("graph")) {
    const group = args.positionals[0] ?? "all";
    requireGroup(group, view);
    return lines(graphLines(view, group, { withVars: args.has("vars") }));
  }
  const host = args.last("host");
  if (host !== undefined) {
    requireHost(host, view);
    return formatted(args, view.hostVars(host));
  }
  if (args.has("yaml")) return formatted(args, nestedForm(view, options));
  return formatted(args, args.has("toml") ? flatForm(view, options) : scriptForm(view, options));
}

function formatted(args: Arguments, map: TaggedMap): string {
  if (args.has("toml")) return tomlText(map);
  return args.has("yaml") ? lines(renderEntries(map)) : jsonText(map);
}

/** Refuses a group that there is not. */
function requireGroup(name: string, view: InventoryView): void {
  if (view.group(name) !== undefined) return;
  throw missing("group", name, view.groupNames());
}

/** Refuses a host that there is not. */
export function requireHost(name: string, view: InventoryView): void {
  if (!view.has(name)) throw missing("host", name, view.hosts);
}

function missing(what: string, name: string, known: readonly string[]): Fault {
  const hint = didYouMean(name, known);
  return new Fault("not-found", `the inventory has no ${what} '${name}'`, hint ? { hint } : {});
}

function lines(text: readonly string[]): string {
  return text.map((line) => line + "\n").join("");
}
