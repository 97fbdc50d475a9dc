/**
 * One call of an action's plugin.
 *
 * @module
 */
import { executeTask, type ExecuteTaskRequest } from "@shep/sdk/wire";
import type { PluginSession } from "../../controller/session.ts";
import type { PluginRegistry } from "../../plugin/registry.ts";
import { diffValue, type Outcome, plainOutcome } from "../task/result.ts";

/** What a call is made with. */
export interface PluginCallOptions {
  /** Answers what the plugin asks meanwhile. */
  readonly session: PluginSession;
  readonly signal: AbortSignal;
  /** In seconds; as long as it takes, if absent or 0. */
  readonly timeout?: number | undefined;
}

/**
 * What the plugin made of a task.
 *
 * @throws {Fault} When the action cannot be carried out.
 */
export async function callPlugin(
  registry: PluginRegistry,
  request: ExecuteTaskRequest,
  { session, signal, timeout = 0 }: PluginCallOptions,
): Promise<Outcome> {
  const { status, result, facts, diffs = [], warnings = [] } = await registry.call(
    "actions",
    request.action,
    executeTask,
    request,
    {
      context: session,
      signal,
      ...(timeout === 0 ? {} : { timeoutMs: timeout * 1000 }),
    },
  );
  if (facts) result.set("ansible_facts", facts);
  if (diffs.length > 0) result.set("diff", diffs.map(diffValue));
  return {
    ...plainOutcome(status, result),
    diffs,
    warnings,
    ...(facts === undefined ? {} : { facts }),
  };
}
