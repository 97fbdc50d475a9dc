/**
 * A look at playbooks without running them: `--list-hosts`, `--list-tasks`, `--list-tags`,
 * `--syntax-check`.
 *
 * @module
 */
import { isSelected } from "./engine/tags.ts";
import type { EventListener } from "./events.ts";
import type { Play, Task, TaskNode } from "./playbook/model.ts";
import { TemplateText } from "./template/mod.ts";
import { hostsOfShard } from "./inventory/shard.ts";
import type { RunOptions } from "./run_options.ts";
import { type Session, withSession } from "./session.ts";

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
  return withSession(options, emit, (session) => inspect(session, options));
}

async function inspect(session: Session, options: RunOptions): Promise<Inspection> {
  const playbooks = await session.loadPlaybooks();
  const { inventory } = session.context;
  return {
    playbooks: playbooks.map(({ file, plays }) => ({
      file,
      plays: plays.map((play) => {
        const pattern = patternOf(play);
        return inspectPlay(play, pattern, options, [
          ...hostsOfShard(
            inventory.hostsMatching(pattern.join(","), session.limit).hosts,
            options.shard,
            inventory,
          ),
        ]);
      }),
    })),
  };
}

function inspectPlay(
  play: Play,
  pattern: readonly string[],
  options: RunOptions,
  hosts: readonly string[],
): InspectedPlay {
  const nodes = [...play.preTasks, ...play.roles, ...play.tasks, ...play.postTasks];
  const tasks = tasksOf(nodes)
    .filter((task) => isSelected(task.tags, options));
  return {
    name: play.name === undefined ? pattern.join(",") : textOf(play.name),
    pattern,
    hosts,
    tags: play.tags,
    tasks: tasks.map((task) => ({
      name: listedName(task),
      tags: [...new Set(task.tags)].sort(),
    })),
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

function patternOf({ hosts }: Play): string[] {
  return Array.isArray(hosts) ? hosts.map(textOf) : textOf(hosts).split(",");
}

function textOf(value: unknown): string {
  return value instanceof TemplateText ? value.source : String(value);
}
