/**
 * Which tasks `--tags` and `--skip-tags` leave.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_tags.html
 * @module
 */
import type { Block, Tag, Task, TaskNode } from "../../playbook/model.ts";
import type { TemplateText } from "../../template/mod.ts";

/** What was asked for. */
export interface TagSelection {
  /** Empty for all. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/** The tags that a template gives. */
export type TagReader = (template: TemplateText) => readonly string[];

/** The names of tags, templates read. */
export function tagNames(tags: readonly Tag[], read: TagReader): readonly string[] {
  return tags.flatMap((tag) => typeof tag === "string" ? tag : read(tag));
}

/** Whether a task that has `tags` is to run. */
export function isSelected(tags: readonly string[], selection: TagSelection): boolean {
  return isWanted(tags, selection.tags) && !isSkipped(tags, selection);
}

function isWanted(tags: readonly string[], wanted: readonly string[]): boolean {
  if (tags.includes("always")) return true;
  if (tags.some((tag) => wanted.includes(tag))) return true;
  if (tags.includes("never")) return false;
  if (wanted.length === 0 || wanted.includes("all")) return true;
  return tags.length === 0 ? wanted.includes("untagged") : wanted.includes("tagged");
}

function isSkipped(tags: readonly string[], { tags: wanted, skipTags }: TagSelection): boolean {
  if (tags.some((tag) => skipTags.includes(tag))) return true;
  if (skipTags.includes("all")) {
    return !tags.includes("always") && !tags.some((tag) => wanted.includes(tag));
  }
  return tags.length === 0 ? skipTags.includes("untagged") : skipTags.includes("tagged");
}

/** The nodes that are left; a block without any task goes too. */
export function selectNodes(
  nodes: readonly TaskNode[],
  selection: TagSelection,
  read: TagReader,
): readonly TaskNode[] {
  return nodes.flatMap((node): TaskNode[] =>
    node.kind === "task" ? selectTask(node, selection, read) : selectBlock(node, selection, read)
  );
}

function selectTask(task: Task, selection: TagSelection, read: TagReader): Task[] {
  return isSelected(tagNames(task.tags, read), selection) ? [task] : [];
}

function selectBlock(block: Block, selection: TagSelection, read: TagReader): Block[] {
  const tasks = selectNodes(block.tasks, selection, read);
  const rescue = selectNodes(block.rescue, selection, read);
  const always = selectNodes(block.always, selection, read);
  if (tasks.length === 0 && always.length === 0) return [];
  return [{ ...block, tasks, rescue, always }];
}
