/**
 * How a task is spread over its hosts.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_strategies.html
 * @module
 */
import { Fault } from "@shep/sdk";
import type { Task } from "../../playbook/model.ts";
import type { RunContext } from "../run_context.ts";
import { CONTROL_ACTIONS } from "../control/mod.ts";
import type { Keywords } from "../task/keywords.ts";
import type { Pace } from "../strategy/pace.ts";

/** How a task is spread over its hosts. */
export interface Manner {
  /** Whether the first host has its turn for all of them. */
  readonly isOnce: boolean;
  /** Whether they share its result. */
  readonly isShared: boolean;
  /** How many hosts may have their turn at once. */
  readonly throttle: number;
  /** Why that cannot be said: then the task fails. */
  readonly fault?: unknown;
}

/** On how many hosts a task runs, and at once. */
export async function mannerOf(
  task: Task,
  keywords: Keywords,
  { isCommon }: Pace,
  { environment, warn }: RunContext,
): Promise<Manner> {
  try {
    const { isShared, throttle } = await environment.settle(() => ({
      isShared: keywords.flag("run_once", false),
      throttle: keywords.number("throttle") || Infinity,
    }));
    const isForAll = standsForAll(task);
    if (isCommon) return { isOnce: isShared || isForAll, isShared, throttle };
    if (isForAll) throw apart(task);
    warnOfCommon(task, keywords, warn);
    return { isOnce: false, isShared: false, throttle };
  } catch (fault) {
    return { isOnce: false, isShared: false, throttle: Infinity, fault };
  }
}

/** What concerns all hosts has no meaning where each goes on for itself. */
function warnOfCommon({ settings }: Task, keywords: Keywords, warn: RunContext["warn"]): void {
  for (const keyword of ["run_once", "any_errors_fatal"] as const) {
    if (!keywords.flag(keyword, false)) continue;
    warn({
      summary: `'${keyword}' has no effect where hosts do not wait for each other`,
      hint: "Use the strategy 'linear'.",
      ...settings.get(keyword)?.position,
    });
  }
}

function standsForAll({ action }: Task): boolean {
  const control = CONTROL_ACTIONS.get(action);
  return control !== undefined && "reach" in control && control.isForAll === true;
}

/** Of an action that stands for all hosts where each goes on for itself. */
function apart({ written, position }: Task): Fault {
  return new Fault("invalid-argument", `'${written}' is for hosts that wait for each other`, {
    ...position,
    hint: "Use the strategy 'linear'.",
  });
}
