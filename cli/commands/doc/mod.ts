/**
 * `shep doc`: what actions declare.
 *
 * @see https://docs.ansible.com/ansible/latest/cli/ansible-doc.html
 * @module
 */
import { describeActions, type DescribedActions } from "@shep/host";
import { availablePlugins } from "@shep/host/plugin";
import { corePlugins } from "@shep/plugins";
import { type ActionDescription, didYouMean, Fault } from "@shep/sdk";
import config from "../../deno.json" with { type: "json" };
import type { Arguments } from "../../arguments/arguments.ts";
import { UsageError } from "../../arguments/usage_error.ts";
import { tellError } from "../../settings.ts";
import type { Streams } from "../../terminal/streams.ts";
import { actionsJson } from "./json.ts";
import { actionList, actionText } from "./text.ts";

/**
 * Carries out `shep doc`, and returns the exit code.
 *
 * @throws {UsageError} If it is not said what is to be shown.
 */
export async function runDocCommand(
  args: Arguments,
  streams: Streams,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const names = args.positionals;
  if (names.length === 0 && !args.has("list") && !args.has("json")) {
    throw new UsageError("shep doc takes the name of an action, or --list", { command: "doc" });
  }
  try {
    const search = { environment, named: args.all("plugins"), playbooks: ["."] };
    const { manifests: plugins } = await availablePlugins(corePlugins(), search);
    const { version } = config;
    const actions = await describeActions({ plugins, environment, version, names });
    streams.write("stdout", shown(actions, names, args, streams.width));
    return 0;
  } catch (error) {
    return tellError(streams, error);
  }
}

function shown(
  { described, known }: DescribedActions,
  names: readonly string[],
  args: Arguments,
  width: number,
): string {
  const unknown = names.find((name) => !described.has(name.slice(name.lastIndexOf(".") + 1)));
  if (unknown !== undefined) throw unknownAction(unknown, known);
  const sorted = [...described].sort(([a], [b]) => a < b ? -1 : 1);
  if (args.has("json")) return actionsJson(new Map(sorted));
  const actions = sorted.map(([, action]): ActionDescription => action);
  if (args.has("list")) return actionList(actions, width);
  return actions.map((action) => actionText(action, width)).join("\n");
}

function unknownAction(name: string, known: readonly string[]): Fault {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return new Fault("not-found", `there is no action '${name}'`, {
    hint: didYouMean(last, known) ?? "'shep doc --list' names all.",
  });
}
