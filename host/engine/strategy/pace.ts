/**
 * Strategies: how the hosts of a batch wait for each other.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_strategies.html
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import { Gate } from "./gate.ts";
import { forEachLimited } from "./pool.ts";
import type { Strategy } from "./turns.ts";

/** How the hosts of a batch go through their tasks. */
export interface Pace {
  /** Whether all do a task before any does the next. */
  readonly isCommon: boolean;
  /** Calls `go` with the hosts that go on together. */
  spread(
    hosts: readonly string[],
    go: (hosts: readonly string[]) => Promise<void>,
  ): Promise<void>;
  /**
   * Does a host's part of a task when it is the host's turn.
   *
   * @param throttle How many hosts may be at the task at once.
   */
  turn(task: Task, throttle: number, work: () => Promise<void>): Promise<void>;
}

/** The pace of a strategy, where `forks` hosts may be at work at once. */
export function paceOf(strategy: Strategy, forks: number): Pace {
  switch (strategy) {
    case "linear":
    case "debug":
      return COMMON;
    case "free":
      return freePace(forks);
    case "host_pinned":
      return pinnedPace(forks);
  }
}

/** The hosts' turns within a task are those of {@linkcode forEachLimited}. */
const COMMON: Pace = {
  isCommon: true,
  spread: (hosts, go) => go(hosts),
  turn: (_task, _throttle, work) => work(),
};

/** Each host goes on as soon as there is a place for its next task. */
function freePace(forks: number): Pace {
  const gate = new Gate(forks);
  const gates = new TaskGates();
  return {
    isCommon: false,
    spread: async (hosts, go) => {
      await Promise.all(hosts.map((host) => go([host])));
    },
    turn: (task, throttle, work) => gates.pass(task, throttle, () => gate.pass(work)),
  };
}

/** A host keeps its place until it is through. */
function pinnedPace(forks: number): Pace {
  const gates = new TaskGates();
  return {
    isCommon: false,
    spread: (hosts, go) => forEachLimited(hosts, forks, (host) => go([host])),
    turn: (task, throttle, work) => gates.pass(task, throttle, work),
  };
}

/** A gate for each task that may not be done by all hosts at once. */
class TaskGates {
  readonly #gates = new Map<Task, Gate>();

  async pass(task: Task, throttle: number, work: () => Promise<void>): Promise<void> {
    if (throttle === Infinity) return await work();
    let gate = this.#gates.get(task);
    if (!gate) this.#gates.set(task, gate = new Gate(throttle));
    await gate.pass(work);
  }
}
