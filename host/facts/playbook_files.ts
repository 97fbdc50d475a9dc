/**
 * The files that a playbook's tasks will read as templates, as far as that is known beforehand.
 *
 * @module
 */
import { dirname, resolve } from "@shep/sdk/path";
import { candidates } from "../controller/files.ts";
import type { Play, Playbook, Task, TaskNode } from "../playbook/model.ts";
import type { FactMentions } from "./mentions.ts";

/** Adds what the templates and variables of `playbooks` mention that are in files of their own. */
export async function addMentionsOfFiles(
  mentions: FactMentions,
  playbooks: readonly Playbook[],
  readText: (path: string) => Promise<string>,
): Promise<void> {
  for (const { plays } of playbooks) {
    for (const play of plays) {
      const root = dirname(resolve(play.position.file));
      const files = [
        ...variableFiles(play, root),
        ...includedVariables(play, root),
        ...templates(play, root),
      ];
      for (const paths of files) {
        const texts = await textsOf(paths, readText);
        if (texts.length === 0) mentions.addAnything();
        for (const text of texts) mentions.addText(text);
      }
    }
  }
}

/** Where each file may be; a name that is only made in the run may be anywhere, which is nowhere. */
type Places = readonly string[];

function variableFiles({ varsFiles }: Play, root: string): Places[] {
  return varsFiles.map(({ value }) => {
    const choices = Array.isArray(value) ? value : [value];
    if (!choices.every((choice) => typeof choice === "string")) return [];
    return choices.flatMap((choice) => candidates(choice, "vars", [root]));
  });
}

function includedVariables(play: Play, root: string): Places[] {
  return allTasks(play).filter(({ action }) => action === "include_vars").map((task) => {
    const file = task.arguments.get("file");
    if (typeof file !== "string" || task.argumentsTemplate !== undefined) return [];
    const folder = dirname(resolve(task.position.file));
    return candidates(file, "vars", [folder, dirname(folder), root]);
  });
}

function templates(play: Play, root: string): Places[] {
  return allTasks(play).filter(({ action }) => action === "template").map((task) => {
    const source = task.arguments.get("src");
    if (typeof source !== "string" || task.argumentsTemplate !== undefined) return [];
    const folder = dirname(resolve(task.position.file));
    return candidates(source, "templates", [folder, dirname(folder), root]);
  });
}

function allTasks(play: Play): Task[] {
  return tasksOf([
    ...play.preTasks,
    ...play.roles,
    ...play.tasks,
    ...play.postTasks,
    ...play.handlers.flatMap(({ nodes }) => nodes),
  ]);
}

function tasksOf(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) =>
    node.kind === "task" ? [node] : tasksOf([...node.tasks, ...node.rescue, ...node.always])
  );
}

/** The texts of all that are there: which of them is meant, the run decides. */
async function textsOf(
  paths: Places,
  readText: (path: string) => Promise<string>,
): Promise<string[]> {
  const texts: string[] = [];
  for (const path of paths) {
    try {
      texts.push(await readText(path));
    } catch {
      // Not here; where it is nowhere, or cannot be read, the run says so.
    }
  }
  return texts;
}
