/**
 * One play: its hosts, its variables, its sections, its handlers.
 *
 * @module
 */
import { coerce, Fault, type Value } from "@shep/sdk";
import { candidates } from "../controller/files.ts";
import type { Play, PlaybookMap, Task } from "../playbook/model.ts";
import { Pending, TemplateText } from "../template/mod.ts";
import type { Variables } from "../variables/scope.ts";
import { BlockRunner } from "./block_runner.ts";
import { PlayContext, type RunContext } from "./context.ts";
import { faultOf } from "./problem.ts";
import { HandlerQueue } from "./handlers.ts";
import { selectNodes, type TagSelection } from "./tags.ts";

/** What a play needs beside the run's services. */
export interface PlayOptions {
  readonly selection: TagSelection;
  readonly limit?: string;
  readonly nextId: () => number;
  /** The variables of a file; none if it is not there. */
  readonly loadVariables: (path: string) => Promise<PlaybookMap | undefined>;
}

/**
 * Runs a play to its end; whether any further play is to run.
 *
 * @throws {Fault} When the play itself is at fault: its hosts, its name, its files of variables.
 */
export async function runPlay(
  run: RunContext,
  play: Play,
  options: PlayOptions,
): Promise<boolean> {
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
): Promise<boolean> {
  const { environment } = run;
  const pattern = await environment.settle(() => hostPattern(run, play));
  const name = await environment.settle(() => playName(run, play, pattern));
  const info = { name, position: play.position };
  const { hosts, warnings } = run.inventory.hostsMatching(pattern, options.limit);
  for (const summary of warnings) run.warn({ summary });
  run.emit({
    type: "play-started",
    play: info,
    hosts: hosts.filter((host) => !run.lost.has(host)),
  });
  if (hosts.length === 0) {
    run.emit({ type: "no-hosts-matched", play: info });
    return true;
  }
  const context = await environment.settle(() => new PlayContext(run, play, name, hosts));
  if (context.active.size === 0) return true;
  await loadVariableFiles(context, options);
  await new PlayRunner(context, options).run();
  if (context.isCutShort) run.emit({ type: "no-hosts-left", play: info });
  return !context.isDeserted;
}

class PlayRunner {
  readonly #context: PlayContext;
  readonly #options: PlayOptions;
  readonly #blocks: BlockRunner;

  constructor(context: PlayContext, options: PlayOptions) {
    this.#context = context;
    this.#options = options;
    const handlers = new HandlerQueue(context.play.handlers, context.run.environment);
    this.#blocks = new BlockRunner(context, handlers, options.nextId);
  }

  async run(): Promise<void> {
    const { play } = this.#context;
    if (await this.#gathersFacts()) await this.#section([gatheringTask(play)]);
    for (const nodes of [play.preTasks, play.tasks, play.postTasks]) {
      await this.#section(nodes);
      await this.#blocks.flushHandlers();
    }
  }

  async #section(nodes: Play["tasks"]): Promise<void> {
    await this.#blocks.runSection(selectNodes(nodes, this.#options.selection));
  }

  async #gathersFacts(): Promise<boolean> {
    const { play, run, hosts } = this.#context;
    if (play.gatherFacts === undefined) return true;
    const scope = this.#context.hostScope(hosts[0]!);
    const { environment } = run;
    const value = await environment.settle(() => environment.resolve(play.gatherFacts, scope));
    return coerce("bool", value as Value) === true;
  }
}

/** The gathering of facts that a play begins with. */
function gatheringTask(play: Play): Task {
  return {
    kind: "task",
    name: "Gathering Facts",
    action: "setup",
    written: "gather_facts",
    arguments: play.gatherArguments,
    argumentPositions: new Map(),
    position: play.position,
    notify: [],
    listen: [],
    isImplicit: true,
    settings: play.settings,
    vars: [],
    when: [],
    environment: play.environment,
    tags: ["always"],
  };
}

/** The play's pattern; only variables that hold for all hosts can be part of it. */
function hostPattern(run: RunContext, play: Play): string {
  const scope = { lookup: (name: string): unknown => run.extraVars.get(name) };
  const hosts = run.environment.resolve(play.hosts, scope);
  return Array.isArray(hosts) ? hosts.join(",") : String(hosts);
}

function playName(run: RunContext, play: Play, pattern: string): string {
  if (play.name === undefined || play.name === null) return pattern;
  if (!(play.name instanceof TemplateText)) return String(play.name);
  const scope = {
    lookup: (name: string): unknown =>
      run.extraVars.get(name) ??
        play.vars.findLast((set) => set.values.has(name))?.values.get(name),
  };
  try {
    return String(run.environment.evaluate(play.name, scope));
  } catch (error) {
    if (error instanceof Pending) throw error;
    return play.name.source;
  }
}

/** Loads `vars_files` for each host: a path may depend on what is known of it. */
async function loadVariableFiles(context: PlayContext, options: PlayOptions): Promise<void> {
  const { play, active, run } = context;
  if (play.varsFiles.length === 0) return;
  for (const host of active) {
    const layers: Variables[] = [];
    for (const { value, position } of play.varsFiles) {
      const scope = context.hostScope(host);
      const choices = await run.environment.settle(() => run.environment.resolve(value, scope));
      const paths = (Array.isArray(choices) ? choices : [choices]).flatMap((path) =>
        candidates(String(path), "vars", [context.playbookDir])
      );
      const found = await firstLoaded(paths, options.loadVariables);
      if (!found) {
        throw new Fault("not-found", `The file of variables '${choices}' is not there`, {
          ...position,
          detail: `Looked for:\n${paths.join("\n")}`,
        });
      }
      layers.unshift(found);
      context.fileVariables.set(host, layers);
    }
  }
}

async function firstLoaded(
  paths: readonly string[],
  load: PlayOptions["loadVariables"],
): Promise<Variables | undefined> {
  for (const path of paths) {
    const variables = await load(path);
    if (variables) return variables;
  }
  return undefined;
}
