/**
 * Rounds: a task on a set of hosts, each of which has its turn.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_error_handling.html
 * @module
 */
import type { TaskInfo } from "../../events.ts";
import type { Task } from "../../playbook/model.ts";
import { ActionCaller } from "../call/action_caller.ts";
import type { HandlerQueue } from "../handlers/handlers.ts";
import { type Finished, type IncludedTasks, IncludeRunner } from "../include/include_runner.ts";
import type { PlayContext } from "../play_context.ts";
import type { Stepper } from "../play/stepper.ts";
import type { Pace } from "../strategy/pace.ts";
import { forEachLimited } from "../strategy/pool.ts";
import type { TagSelector } from "../tags/tag_selector.ts";
import { TaskDebugger } from "../task/debugger.ts";
import { Keywords } from "../task/keywords.ts";
import type { TaskOutcome } from "../task/result.ts";
import type { RunningTask } from "../task/running_task.ts";
import { taskName } from "../task/task_name.ts";
import { TaskRunner } from "../task/task_runner.ts";
import { Announcer, type Turn } from "./announcer.ts";
import { Ledger } from "./ledger.ts";
import { type Manner, mannerOf } from "./manner.ts";
import type { Surroundings } from "./surroundings.ts";

/** How a batch goes through its play. */
export interface RoundSetting {
  readonly pace: Pace;
  /** Chooses among the tasks that includes bring. */
  readonly tags: TagSelector;
  /** Whether the debugger stops after failures. */
  readonly isDebugged: boolean;
}

/** What rounds take from the run. */
export interface RoundOptions {
  readonly nextId: () => number;
  /** Asks before each task. */
  readonly stepper?: Stepper | undefined;
}

/** What became of a round. */
export interface RoundOutcome {
  /** The hosts that failed. */
  readonly failed: Set<string>;
  /** What the task included for others, in the order in which it runs. */
  readonly included: readonly IncludedTasks[];
}

/** The rounds of one play. */
export class Rounds {
  readonly #play: PlayContext;
  readonly #pace: Pace;
  readonly #stepper: Stepper | undefined;
  readonly #debugger: TaskDebugger;
  readonly #announcer: Announcer;
  readonly #tasks: TaskRunner;
  readonly #ledger: Ledger;
  readonly #includes: IncludeRunner;

  constructor(
    play: PlayContext,
    handlers: HandlerQueue,
    { pace, tags, isDebugged }: RoundSetting,
    { nextId, stepper }: RoundOptions,
  ) {
    this.#play = play;
    this.#pace = pace;
    this.#stepper = stepper;
    this.#debugger = new TaskDebugger(play, isDebugged);
    this.#announcer = new Announcer(play, pace, nextId);
    this.#tasks = new TaskRunner(play, new ActionCaller(play));
    this.#ledger = new Ledger(play, handlers);
    this.#includes = new IncludeRunner(play, { handlers, ledger: this.#ledger, pace, tags });
  }

  /** A task on hosts; `next` are those that follow, unless it fails. */
  async run(
    task: Task,
    hosts: readonly string[],
    surroundings: Surroundings,
    next: readonly Task[],
  ): Promise<RoundOutcome> {
    const { files } = this.#play;
    if (files.followFacts) await files.read(hosts);
    const turn = this.#turn(task, hosts[0]!, surroundings.isHandler);
    if (!await this.#isWanted(turn, hosts[0]!)) return { failed: new Set(), included: [] };
    const { keywords } = turn;
    const manner = await mannerOf(task, keywords, this.#pace, this.#play.run);
    const running = await this.#begun(turn, hosts, manner, next);
    const { failed, waiting } = await this.#onEach(running, hosts, manner, surroundings);
    const includes = await this.#includes.run(running, waiting, surroundings);
    for (const host of includes.failed) failed.add(host);
    if (failed.size > 0 && await this.#isFatal(keywords, manner, surroundings)) {
      for (const host of hosts) failed.add(host);
      if (!surroundings.canRescue) this.#play.roster.cutShort(hosts);
    }
    this.#leave(failed, surroundings);
    if (failed.size > 0 && this.#pace.isCommon && this.#play.isOverFailed) {
      this.#play.roster.cutShort(hosts);
      this.#leave(hosts, surroundings);
      return { failed: new Set(hosts), included: [] };
    }
    return { failed, included: includes.included };
  }

  /** The tasks that come next, where neither other hosts nor the user can change what they see. */
  #foreseen(next: readonly Task[]): readonly Task[] {
    const isSure = this.#pace.isCommon && !this.#stepper && !this.#debugger.isOn &&
      !this.#play.run.replay;
    return isSure ? next : [];
  }

  /** No further task has its turn. */
  end(): void {
    this.#tasks.end();
  }

  /** Tells that a task begins which has no turns. */
  announce(task: Task, host: string): Promise<TaskInfo> {
    return this.#announcer.tell(this.#turn(task, host, false));
  }

  /** A task that failed before any host had its turn; returns the hosts that may not go on. */
  async fail(
    running: Pick<RunningTask, "task" | "info"> & { readonly fault: unknown },
    hosts: readonly string[],
    surroundings: Surroundings,
  ): Promise<Set<string>> {
    const failed = new Set<string>();
    for (const host of hosts) {
      if (!await this.#isDone({ ...running, sharing: [], isAlone: false }, host, surroundings)) {
        failed.add(host);
      }
    }
    this.#leave(failed, surroundings);
    return failed;
  }

  #turn(task: Task, host: string, isHandler: boolean): Turn {
    const scope = this.#play.taskScope(host, task);
    const keywords = new Keywords(task, scope, this.#play.run.environment);
    return { task, scope, keywords, isHandler, isUnderWay: false };
  }

  /** Whether the user wants a task done, if that is asked. */
  async #isWanted({ task, scope }: Turn, host: string): Promise<boolean> {
    if (this.#stepper === undefined) return true;
    const { environment, signal } = this.#play.run;
    const name = await environment.settle(() => taskName(task, scope, environment));
    const where = this.#pace.isCommon ? "" : ` on ${host}`;
    return await this.#stepper.isWanted(`TASK: ${name}${where}`, signal);
  }

  /** Tells that a round begins, unless all that it would do is replayed. */
  async #begun(
    turn: Turn,
    hosts: readonly string[],
    { isOnce, isShared, fault }: Manner,
    next: readonly Task[],
  ): Promise<RunningTask> {
    const { task } = turn;
    const due = isOnce ? hosts.slice(0, 1) : hosts;
    const info = this.#play.run.replay?.covers(task, due)
      ? await this.#announcer.describe(turn)
      : await this.#announcer.begin({ ...turn, isUnderWay: this.#tasks.hasBegun(task, due) });
    return {
      task,
      info,
      sharing: isShared ? this.#sharing() : [],
      fault,
      isAlone: hosts.length === 1,
      next: this.#foreseen(next),
    };
  }

  /** Those that a result is shared with: hosts that the task is not for may read it later. */
  #sharing(): readonly string[] {
    const { roster } = this.#play;
    return roster.batch.filter((host) => roster.lossOf(host) !== "unreachable");
  }

  /** Gives each host its turn; tells which failed, and which wait for what they include. */
  async #onEach(
    running: RunningTask,
    hosts: readonly string[],
    { isOnce, throttle }: Manner,
    surroundings: Surroundings,
  ): Promise<{ failed: Set<string>; waiting: ReadonlyMap<string, Finished> }> {
    const failed = new Set<string>();
    const waiting = new Map<string, Finished>();
    await forEachLimited(
      isOnce ? hosts.slice(0, 1) : hosts,
      Math.min(this.#play.run.settings.forks, throttle),
      (host) =>
        this.#pace.turn(running.task, throttle, async () => {
          if (!await this.#isDone(running, host, surroundings, waiting)) failed.add(host);
        }),
    );
    return { failed, waiting: inOrder(hosts, waiting) };
  }

  /**
   * Runs a task on a host; whether the host may go on. One that wants something to be included is
   * put among those that are `waiting`: what becomes of it is known when that was read.
   */
  async #isDone(
    running: RunningTask,
    host: string,
    surroundings: Surroundings,
    waiting?: Map<string, Finished>,
  ): Promise<boolean> {
    if (this.#play.run.signal.aborted) return true;
    const start = performance.now();
    const past = this.#play.run.replay?.take(running, host);
    const outcome = past
      ? await this.#tasks.recall(running, host, past)
      : await this.#attended(running, host);
    const duration = performance.now() - start;
    if (outcome.status === "ok" && outcome.includes) {
      waiting?.set(host, { outcome, duration });
      return true;
    }
    return await this.#ledger.enter(running, host, outcome, duration, surroundings);
  }

  /** Runs a task on a host, as often as the user of the debugger likes. */
  async #attended(running: RunningTask, host: string): Promise<TaskOutcome> {
    const outcome = await this.#tasks.run(running, host);
    return await this.#debugger.attend(
      running,
      host,
      outcome,
      (task) => this.#tasks.run({ ...running, task }, host),
    );
  }

  /** Whether a failure is one of all hosts; where a rescue follows, `any_errors_fatal` waits. */
  async #isFatal(
    keywords: Keywords,
    { isOnce }: Manner,
    { canRescue }: Surroundings,
  ): Promise<boolean> {
    if (isOnce || canRescue || !this.#pace.isCommon) return isOnce;
    const { environment, settings } = this.#play.run;
    const usual = settings.config.get("ANY_ERRORS_FATAL");
    return await environment.settle(() => keywords.isFatal(usual));
  }

  /** Hosts that failed a task leave the list that it stands in. */
  #leave(failed: Iterable<string>, { canRescue, isEnclosed }: Surroundings): void {
    const { roster } = this.#play;
    if (!canRescue) { for (const host of failed) roster.lose(host, "failed"); }
    if (!isEnclosed) roster.retire(failed);
  }
}

/** Those of `hosts` that are waiting, in the order in which they have their turn. */
function inOrder(
  hosts: readonly string[],
  waiting: ReadonlyMap<string, Finished>,
): ReadonlyMap<string, Finished> {
  return new Map(hosts.flatMap((host) => {
    const finished = waiting.get(host);
    return finished === undefined ? [] : [[host, finished] as const];
  }));
}
