/**
 * One play: its hosts, its variables, its sections, its handlers.
 *
 * @module
 */
import { hostsOfShard, type Shard } from "../../inventory/shard.ts";
import type { Play, PlaybookMap, Task, TaskNode } from "../../playbook/model.ts";
import { type Scope, TemplateText } from "../../template/mod.ts";
import { BlockRunner } from "../block/block_runner.ts";
import { Rounds, type RoundSetting } from "../block/rounds.ts";
import { PlayContext, type PlaySetting } from "../play_context.ts";
import type { RunContext } from "../run_context.ts";
import { gatheringTask, hostsToGather } from "./gathering.ts";
import { HandlerQueue } from "../handlers/handlers.ts";
import { paceOf } from "../strategy/pace.ts";
import { faultOf } from "../problem.ts";
import { Roster } from "../strategy/roster.ts";
import { sectionsOf, type StartPoint } from "./start_at.ts";
import type { Stepper } from "./stepper.ts";
import { hostPattern } from "./host_pattern.ts";
import { playScope } from "./play_scope.ts";
import { TagSelector } from "../tags/tag_selector.ts";
import type { TagSelection } from "../tags/tags.ts";
import { renderedName } from "../task/task_name.ts";
import { type PlayTurns, turnsOf } from "../strategy/turns.ts";
import type { LoadVariables } from "./variables_files.ts";

/** What a play needs beside the run's services. */
export interface PlayOptions {
  readonly selection: TagSelection;
  readonly limit?: string;
  readonly shard?: Shard | undefined;
  readonly nextId: () => number;
  /** Where the run begins, if not at its first task. */
  readonly start?: StartPoint | undefined;
  /** Asks before each task. */
  readonly stepper?: Stepper | undefined;
  /** The facts that are all that is read; nothing if it could be any. */
  readonly factsRead?: readonly string[];
  /** The variables of a file; none if it is not there. */
  readonly loadVariables: LoadVariables;
}

/** What comes after a play: the next one; nothing, as no host is left, or as it was cut short. */
export type PlayEnd = "next" | "deserted" | "cut-short";

/**
 * Runs a play to its end.
 *
 * @throws {Fault} When the play itself is at fault: its hosts, its name, its files of variables.
 */
export async function runPlay(
  run: RunContext,
  play: Play,
  options: PlayOptions,
): Promise<PlayEnd> {
  try {
    return await playThrough(run, play, options);
  } catch (error) {
    throw faultOf(error, play.position, run.sources);
  }
}

async function playThrough(
  run: RunContext,
  play: Play,
  options: PlayOptions,
): Promise<PlayEnd> {
  const { environment } = run;
  const said = ownScope(run, play);
  const prompted = play.varsPrompt.length === 0 ? NOTHING : await asked(run, play, said);
  const known = (): Promise<Scope> => playScope(run, play, prompted, options.loadVariables);
  const scope = isRendered(play) ? await known() : said;
  const pattern = await environment.settle(() => hostPattern(play, scope, environment));
  const name = await environment.settle(() =>
    renderedName(play.name ?? pattern, scope, environment)
  );
  const matched = run.inventory.hostsMatching(pattern, options.limit);
  const hosts = hostsOfShard(matched.hosts, options.shard, run.inventory);
  for (const summary of matched.warnings) run.warn({ summary });
  const turns = await environment.settle(() => turnsOf(play, hosts, scope, environment));
  const info = { name, position: play.position, strategy: turns.strategy };
  const tags = new TagSelector(
    run,
    options.selection,
    known,
  );
  const sections: (readonly TaskNode[])[] = [];
  for (const nodes of sectionsOf(play)) {
    const selected = await tags.select(nodes);
    sections.push(options.start?.from(selected) ?? selected);
  }
  const isBegun = options.start?.isReached ?? true;
  for (const batch of turns.batches) {
    const roster = new Roster(hosts, batch, run.lost);
    run.emit({ type: "play-started", play: info, hosts: [...roster.active] });
    if (hosts.length === 0) run.emit({ type: "no-hosts-matched", play: info });
    if (roster.active.size === 0 || !isBegun) continue;
    const { loadVariables } = options;
    const setting = { ...turns, name, roster, prompted, loadVariables, sections, tags };
    await runBatch(run, play, setting, options);
    if (roster.isCutShort) {
      run.emit({ type: "no-hosts-left", play: info });
      return "cut-short";
    }
    if (roster.isDeserted) return "deserted";
    if (roster.isPlayEnded) break;
  }
  return "next";
}

async function runBatch(
  run: RunContext,
  play: Play,
  setting: PlaySetting & Pick<PlayTurns, "strategy"> & Pick<BatchSetting, "sections" | "tags">,
  options: PlayOptions,
): Promise<void> {
  const { environment, settings } = run;
  const context = await environment.settle(() => new PlayContext(run, play, setting));
  const { strategy, roster, sections, tags } = setting;
  await context.files.read(roster.active);
  const pace = paceOf(strategy, settings.forks);
  const isDebugged = strategy === "debug";
  await new PlayRunner(context, { pace, sections, tags, isDebugged }, options).run();
  context.files.warnOfUnread();
}

/** How a batch goes through the sections of its play. */
interface BatchSetting extends RoundSetting {
  /** The tasks, by the sections between which handlers run. */
  readonly sections: readonly (readonly TaskNode[])[];
}

/** Runs the sections of a play on a batch of its hosts. */
class PlayRunner {
  readonly #context: PlayContext;
  readonly #setting: BatchSetting;
  readonly #options: PlayOptions;
  readonly #rounds: Rounds;
  readonly #blocks: BlockRunner;

  constructor(context: PlayContext, setting: BatchSetting, options: PlayOptions) {
    this.#context = context;
    this.#setting = setting;
    this.#options = options;
    const handlers = new HandlerQueue(context.play.handlers, context.run.environment);
    this.#rounds = new Rounds(context, handlers, setting, options);
    this.#blocks = new BlockRunner(context, handlers, this.#rounds);
  }

  async run(): Promise<void> {
    try {
      await this.#sections();
    } finally {
      this.#rounds.end();
    }
  }

  async #sections(): Promise<void> {
    const { play, roster } = this.#context;
    const { factsRead } = this.#options;
    const unknown = new Set(await hostsToGather(this.#context));
    const { pace, sections } = this.#setting;
    await pace.spread([...roster.active], async (hosts) => {
      const asked = hosts.filter((host) => unknown.has(host));
      if (asked.length > 0) await this.#gather(gatheringTask(play, factsRead), asked);
      for (const nodes of sections) {
        await this.#blocks.runSection(nodes, hosts);
        await this.#blocks.flushHandlers(hosts);
      }
    });
  }

  async #gather(task: Task, hosts: readonly string[]): Promise<void> {
    await this.#blocks.runSection(await this.#setting.tags.select([task]), hosts);
  }
}

const NOTHING: PlaybookMap = new Map();

/** Few plays ask: no other waits for what does it. */
async function asked(run: RunContext, play: Play, scope: Scope): Promise<PlaybookMap> {
  const { promptedVariables } = await import("./vars_prompt.ts");
  return await promptedVariables(run, play, scope);
}

/** What the questions of a play see. */
function ownScope({ extraVars }: RunContext, { vars }: Play): Scope {
  return {
    lookup: (name) =>
      extraVars.get(name) ?? vars.findLast((set) => set.values.has(name))?.values.get(name),
  };
}

/** Whether a play has a keyword that depends on what is known of the play: few have. */
function isRendered({ hosts, name, turns }: Play): boolean {
  const { strategy, order, serial, maxFailPercentage } = turns;
  const settings = [strategy, order, ...serial, maxFailPercentage].map((each) => each?.value);
  return [hosts, name, ...settings].flat().some((each) => each instanceof TemplateText);
}
