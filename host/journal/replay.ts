/**
 * What earlier attempts at a run came to: a task that ended well on a host does not run there again.
 *
 * @module
 */
import { parseJson, type Value, type ValueMap } from "@shep/sdk";
import type { RunningTask } from "../engine/task/running_task.ts";
import type { TaskOutcome } from "../engine/task/result.ts";
import type { Task } from "../playbook/model.ts";
import type { ResultEntry } from "./entries.ts";
import { type Occurrences, placeOf, resultKey } from "./occurrences.ts";

/** Actions that only change what the run itself knows: they are cheap, and done again. */
const DONE_AGAIN: ReadonlySet<string> = new Set([
  "add_host",
  "group_by",
  "import_role",
  "include_role",
  "include_tasks",
  "include_vars",
  "set_stats",
]);

/** Actions whose results are needed whole. */
const NEEDED_WHOLE = /^(?:set_fact|setup|getent|.*_facts)$/;

/** The results of earlier attempts, as the engine asks for them. */
export class Replay {
  readonly #results: ReadonlyMap<string, ResultEntry>;
  readonly #occurrences: Occurrences;

  /** @param attempts The results of each attempt, in their order. */
  constructor(attempts: readonly (readonly ResultEntry[])[], occurrences: Occurrences) {
    this.#occurrences = occurrences;
    this.#results = new Map(
      attempts.flatMap(resultsThatHold).map((result) => [
        resultKey(result.place, result.host, result.occurrence),
        result,
      ]),
    );
  }

  /** Whether none of the hosts is going to carry out the task. */
  covers(task: Task, hosts: readonly string[]): boolean {
    return hosts.every((host) => this.#find(task, host) !== undefined);
  }

  /** What the task came to on a host before, if that is to hold. */
  take({ task, sharing }: RunningTask, host: string): TaskOutcome | undefined {
    const hosts = sharing.length === 0 ? [host] : sharing;
    const result = hosts.map((each) => this.#find(task, each)).find((each) => each !== undefined);
    if (!result) return undefined;
    this.#occurrences.ended(result.place, result.host);
    return outcomeOf(task, result);
  }

  #find(task: Task, host: string): ResultEntry | undefined {
    if (DONE_AGAIN.has(task.action) || isNarrowed(task)) return undefined;
    const place = placeOf(task.position);
    const found = this.#results.get(
      resultKey(place, host, this.#occurrences.next(place, host)),
    );
    if (!found?.isWithheld) return found;
    const isNeeded = task.register !== undefined || task.projections !== undefined ||
      NEEDED_WHOLE.test(task.action);
    return isNeeded ? undefined : found;
  }
}

/** Whether a task gathered only such facts as were read at that time. */
function isNarrowed({ isImplicit, arguments: given }: Task): boolean {
  return isImplicit && given.has("only");
}

/** What holds of an attempt: a host's results up to where it was lost. */
function resultsThatHold(results: readonly ResultEntry[]): ResultEntry[] {
  const lost = new Set<string>();
  return results.filter(({ host, status, handling }) => {
    if (lost.has(host)) return false;
    if (handling !== undefined || status !== "failed" && status !== "unreachable") return true;
    lost.add(host);
    return false;
  });
}

function outcomeOf(task: Task, { status, handling, delegate, values }: ResultEntry): TaskOutcome {
  const kept = parseJson(values) as ValueMap;
  return {
    status,
    values: kept,
    diffs: [],
    warnings: [],
    isCensored: false,
    isIgnored: handling === "ignored",
    isReplayed: true,
    ...(delegate === undefined ? {} : { delegatedTo: delegate }),
    ...knowledgeOf(task, kept),
  };
}

/** The variables and facts that a result brought; those of a loop item by item. */
function knowledgeOf(task: Task, values: ValueMap): Pick<TaskOutcome, "facts" | "variables"> {
  const items = values.get("results");
  const parts = task.loop && Array.isArray(items) ? items : [values];
  const known = new Map<Value, Value>();
  for (const part of parts) {
    const facts = part instanceof Map ? part.get("ansible_facts") : undefined;
    if (facts instanceof Map) { for (const [name, value] of facts) known.set(name, value); }
  }
  if (known.size === 0) return {};
  const facts = known as ValueMap;
  if (task.action !== "set_fact") return { facts };
  const isCacheable = [true, "true", "yes"].includes(task.arguments.get("cacheable") as string);
  return { variables: facts, ...(isCacheable ? { facts } : {}) };
}
