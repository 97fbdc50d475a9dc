/**
 * The gathering of facts that a play begins with.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html#default-gathering
 * @module
 */
import { coerce, type Value } from "@shep/sdk";
import type { Play, PlaybookValue, Task } from "../../playbook/model.ts";
import type { PlayContext } from "../play_context.ts";

/** The hosts of a play that are asked for facts. */
export async function hostsToGather(context: PlayContext): Promise<readonly string[]> {
  const { run, roster } = context;
  const { gathering } = run.settings;
  if (!await isGathering(context, gathering !== "explicit")) return [];
  const hosts = [...roster.active];
  return gathering === "smart" ? hosts.filter((host) => !isKnown(context, host)) : hosts;
}

async function isGathering(context: PlayContext, otherwise: boolean): Promise<boolean> {
  const { play, run: { environment }, roster } = context;
  if (play.gatherFacts === undefined) return otherwise;
  const scope = context.hostScope(roster.batch[0]!);
  const value = await environment.settle(() => environment.resolve(play.gatherFacts, scope));
  return coerce("bool", value as Value) === true;
}

function isKnown({ run }: PlayContext, host: string): boolean {
  return run.states.of(host).facts.get("_ansible_facts_gathered") === true;
}

/** The task that asks for facts: for all, unless the play or `factsRead` says which are enough. */
export function gatheringTask(play: Play, factsRead: readonly string[] | undefined): Task {
  const isNarrowed = factsRead !== undefined && play.gatherArguments.size === 0 &&
    play.gatherDefaults.length === 0;
  return {
    kind: "task",
    name: "Gathering Facts",
    action: "gather_facts",
    written: "gather_facts",
    arguments: isNarrowed
      ? new Map<string, PlaybookValue>([["only", [...factsRead]]])
      : play.gatherArguments,
    defaultArguments: play.gatherDefaults,
    argumentPositions: new Map(),
    position: play.position,
    notify: [],
    listen: [],
    isImplicit: true,
    settings: play.settings,
    vars: [],
    includeVars: [],
    when: [],
    environment: play.environment,
    tags: ["always"],
  };
}
