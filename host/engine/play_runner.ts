/**
 * One play: its hosts, its variables, its sections, its handlers.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { candidates } from "../controller/files.ts";
import type { Play, PlaybookMap, Task } from "../playbook/model.ts";
import { TemplateText } from "../template/mod.ts";
import type { Variables } from "../variables/scope.ts";
import { BlockRunner } from "./block_runner.ts";
import { PlayContext, type RunContext } from "./context.ts";
import { HandlerQueue } from "./handlers.ts";
import { selectNodes, type TagSelection } from "./tags.ts";

/** What a play needs beside the run's services. */
export interface PlayOptions {
  readonly selection: TagSelection;
  /** Hosts that failed in an earlier play. */
  readonly lost: ReadonlySet<string>;
  readonly limit?: string;
  readonly nextId: () => number;
  /** The variables of a file; none if it is not there. */
  readonly loadVariables: (path: string) => Promise<PlaybookMap | undefined>;
}

/** How a play ended. */
export interface PlayEnd {
  /** Hosts that failed or could not be reached. */
  readonly lost: ReadonlySet<string>;
  /** Whether nobody was left: then no further play runs. */
  readonly isDeserted: boolean;
}

/** Runs a play to its end. */
export async function runPlay(
  run: RunContext,
  play: Play,
  options: PlayOptions,
): Promise<PlayEnd> {
  const pattern = hostPattern(run, play);
  const name = playName(run, play, pattern);
  const info = { name, position: play.position };
  const matched = run.inventory.hostsMatching(pattern, options.limit);
  for (const summary of matched.warnings) run.warn({ summary });
  if (matched.hosts.length === 0) {
    run.emit({ type: "play-started", play: info, hosts: [] });
    run.emit({ type: "no-hosts-matched", play: info });
    return { lost: new Set(), isDeserted: false };
  }
  const hosts = matched.hosts.filter((host) => !options.lost.has(host));
  run.emit({ type: "play-started", play: info, hosts });
  if (hosts.length === 0) {
    run.emit({ type: "no-hosts-left", play: info });
    return { lost: new Set(), isDeserted: true };
  }
  const context = new PlayContext(run, play, name, hosts);
  await loadVariableFiles(context, options);
  return await new PlayRunner(context, options).run();
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

  async run(): Promise<PlayEnd> {
    const { play, run, hosts, lost } = this.#context;
    if (this.#gathersFacts()) await this.#section([gatheringTask(play)]);
    for (const nodes of [play.preTasks, play.tasks, play.postTasks]) {
      await this.#section(nodes);
      await this.#blocks.flushHandlers();
    }
    const isDeserted = lost.size === hosts.length;
    if (isDeserted) {
      run.emit({
        type: "no-hosts-left",
        play: { name: this.#context.name, position: play.position },
      });
    }
    return { lost, isDeserted };
  }

  async #section(nodes: Play["tasks"]): Promise<void> {
    await this.#blocks.runSection(selectNodes(nodes, this.#options.selection));
  }

  #gathersFacts(): boolean {
    const { play, run, hosts } = this.#context;
    if (play.gatherFacts === undefined) return true;
    const scope = this.#context.hostScope(hosts[0]!);
    const value = run.environment.resolve(play.gatherFacts, scope);
    return value === true || /^(yes|true|on|1)$/i.test(String(value));
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
  } catch {
    return play.name.source;
  }
}

/** Loads `vars_files` for each host: a path may depend on what is known of it. */
async function loadVariableFiles(context: PlayContext, options: PlayOptions): Promise<void> {
  const { play, hosts, run } = context;
  if (play.varsFiles.length === 0) return;
  for (const host of hosts) {
    const layers: Variables[] = [];
    for (const { value, position } of play.varsFiles) {
      const choices = run.environment.resolve(value, context.hostScope(host));
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
