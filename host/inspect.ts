/**
 * A look at playbooks without running them: `--list-hosts`, `--list-tasks`, `--list-tags`,
 * `--syntax-check`.
 *
 * @module
 */
import type { Fault } from "@shep/sdk";
import { faultOf } from "./engine/problem.ts";
import { hostPatterns, joinedPattern } from "./engine/play/host_pattern.ts";
import { playScope } from "./engine/play/play_scope.ts";
import { TagSelector } from "./engine/tags/tag_selector.ts";
import type { EventListener } from "./events.ts";
import type { Play, PlaybookMap, Task, TaskNode } from "./playbook/model.ts";
import { type Environment, type Scope, TemplateText } from "./template/mod.ts";
import { hostsOfShard } from "./inventory/shard.ts";
import type { RunOptions } from "./run_options.ts";
import { type Session, withSession } from "./session/session.ts";

/** A task as it is listed. */
export interface InspectedTask {
  /** Its name; the action's if it has none. */
  readonly name: string;
  /** Its own and inherited ones. */
  readonly tags: readonly string[];
}

/** A play as it is listed. */
export interface InspectedPlay {
  /** Its name; its pattern if it has none. */
  readonly name: string;
  /** The pattern, in parts. */
  readonly pattern: readonly string[];
  /** Whom the pattern matches, within the limit. */
  readonly hosts: readonly string[];
  /** Its own. */
  readonly tags: readonly string[];
  /** Those that the tags select. */
  readonly tasks: readonly InspectedTask[];
  /** All tags of the tasks that are selected. */
  readonly taskTags: readonly string[];
}

/** A playbook as it is listed. */
export interface InspectedPlaybook {
  /** As it was named. */
  readonly file: string;
  /** In order. */
  readonly plays: readonly InspectedPlay[];
}

/** What there is to be run. */
export interface Inspection {
  /** In the order of the command line. */
  readonly playbooks: readonly InspectedPlaybook[];
}

/**
 * Reads and checks playbooks.
 *
 * @throws {Fault} When one cannot be read.
 */
export function inspectPlaybooks(
  options: RunOptions,
  emit: EventListener,
): Promise<Inspection> {
  return withSession({ ...options, looksOnly: true }, emit, (session) => inspect(session, options));
}

async function inspect(session: Session, options: RunOptions): Promise<Inspection> {
  const playbooks = await session.loadPlaybooks();
  return {
    playbooks: await Promise.all(playbooks.map(async ({ file, plays }) => ({
      file,
      plays: await Promise.all(plays.map((play) => inspectWithHosts(play, session, options))),
    }))),
  };
}

async function inspectWithHosts(
  play: Play,
  { context, limit, loadVariableFile }: Session,
  options: RunOptions,
): Promise<InspectedPlay> {
  const { environment, inventory } = context;
  // It may be there where the playbook will run.
  const warn = ({ diagnostic }: Fault): void => context.warn(diagnostic);
  const usual = usualAnswers(play);
  const known = (): Promise<Scope> => playScope(context, play, usual, loadVariableFile, warn);
  const tags = new TagSelector(context, options, known);
  try {
    const scope = await known();
    const pattern = await environment.settle(() => patternOf(play, scope, environment));
    const { hosts } = inventory.hostsMatching(joinedPattern(pattern), limit);
    const shown = [...hostsOfShard(hosts, options.shard, inventory)];
    return await inspectPlay(play, pattern, tags, shown);
  } catch (error) {
    throw faultOf(error, play.position, context.sources);
  }
}

/** What nobody is asked for in a look is what it would be if nothing were typed. */
function usualAnswers({ varsPrompt }: Play): PlaybookMap {
  return new Map(varsPrompt.map(({ name, default: usual = null }) => [name, usual]));
}

async function inspectPlay(
  play: Play,
  pattern: readonly string[],
  selector: TagSelector,
  hosts: readonly string[],
): Promise<InspectedPlay> {
  const nodes = [...play.preTasks, ...play.roles, ...play.tasks, ...play.postTasks];
  const selected = tasksOf(await selector.select(nodes));
  const tasks = await Promise.all(selected.map(async (task) => ({
    name: listedName(task),
    tags: [...new Set(await selector.names(task.tags))].sort(),
  })));
  return {
    name: play.name === undefined ? pattern.join(",") : textOf(play.name),
    pattern,
    hosts,
    tags: play.tags.map(textOf),
    tasks,
    taskTags: [...new Set(tasks.flatMap((task) => task.tags))].sort(),
  };
}

/** As Ansible lists it: the role stands before a name, but neither before an action nor an include. */
function listedName({ name, written, role, include }: Task): string {
  if (name === undefined) return written;
  return role === undefined || include?.kind === "role"
    ? textOf(name)
    : `${role.name} : ${textOf(name)}`;
}

/** As Ansible lists them: without those of `rescue` and `always`. */
function tasksOf(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) => node.kind === "task" ? [node] : tasksOf(node.tasks));
}

/** A text is listed in parts, and what a template gave as it is. */
function patternOf(play: Play, scope: Scope, environment: Environment): string[] {
  const isUnasked = play.varsPrompt.length > 0;
  const patterns = hostPatterns(play, scope, environment, isUnasked);
  const isText = !Array.isArray(play.hosts) && !(play.hosts instanceof TemplateText);
  return isText ? patterns.flatMap((each) => each.split(",")) : patterns;
}

function textOf(value: unknown): string {
  return value instanceof TemplateText ? value.source : String(value);
}
