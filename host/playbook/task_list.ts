/**
 * Lists of tasks and blocks.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_blocks.html
 * @module
 */
import {
  checkKeywords,
  expectList,
  expectMapping,
  type Fields,
  fieldsOf,
  given,
} from "./fields.ts";
import { importEntry, readImportedTasks, tasksOf } from "./reuse/import_tasks.ts";
import { withDirectImport } from "./reuse/indirect_import.ts";
import { readScope } from "./inherited.ts";
import type { Block, Scope, TaskNode } from "./model.ts";
import { diagnosticAt } from "./problem.ts";
import { prospectOf } from "./prospect.ts";
import type { Reading } from "./reading.ts";
import { readScalar } from "./setting.ts";
import { isNull, type MappingNode, positionOf, type SyntaxNode } from "./syntax_node.ts";
import { readTask } from "./task.ts";
import { checkTemplates } from "./template_syntax.ts";

const LIST_HINT = "Write each task with a '-' before it.";
const TASK_HINT = "Write 'name: …', and the action in line with it.";

/** The tasks that a keyword such as `tasks` or `rescue` lists; none where it is missing. */
export async function readTaskList(
  fields: Fields,
  keyword: string,
  outer: Scope,
  reading: Reading,
): Promise<TaskNode[]> {
  const node = given(fields, keyword);
  if (node === undefined) return [];
  return await readTasks(expectList(node, `'${keyword}'`, LIST_HINT), outer, reading);
}

/** The tasks of a file, which is a list of them. */
export function readTaskFile(
  root: SyntaxNode,
  outer: Scope,
  reading: Reading,
): Promise<TaskNode[]> {
  return readTasks(tasksOf(root, reading), outer, reading);
}

/** The tasks that `items` describe, with what is inherited from `outer`. */
export async function readTasks(
  items: readonly SyntaxNode[],
  outer: Scope,
  reading: Reading,
): Promise<TaskNode[]> {
  const tasks = await Promise.all(items.map((item) =>
    // One task that is wrong hides no problem of the others.
    reading.problems.attempt((problems) => readItem(item, outer, { ...reading, problems }))
  ));
  return tasks.flatMap((each) => each ?? []);
}

/** A task, a block, or the tasks of a file that is imported. */
async function readItem(
  node: SyntaxNode,
  outer: Scope,
  reading: Reading,
): Promise<TaskNode | TaskNode[]> {
  if (isNull(node)) {
    reading.context.warn(diagnosticAt(node, "there is no task behind this '-'"));
    return [];
  }
  const mapping = expectMapping(node, `a ${reading.place}`, TASK_HINT);
  const written = fieldsOf(mapping);
  if (written.has("block")) return await readBlock(mapping, written, outer, reading);
  const fields = withDirectImport(written);
  const file = importEntry(fields, "import_tasks");
  if (file !== undefined) {
    const imported = await readImportedTasks(file, fields, outer, reading);
    return await readTasks(imported.items, imported.scope, imported.reading);
  }
  // What is rare is loaded where it is needed: loading what reads roles costs milliseconds.
  const role = importEntry(fields, "import_role");
  if (role !== undefined) {
    const { readImportedRole } = await import("./reuse/import_role.ts");
    return await readImportedRole(role, fields, outer, reading);
  }
  const include = importEntry(fields, "include");
  if (include !== undefined) {
    const { readLegacyInclude } = await import("./reuse/legacy_include.ts");
    return await readLegacyInclude(include, fields, outer, reading);
  }
  return await readTask(mapping, fields, outer, reading);
}

async function readBlock(
  node: MappingNode,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): Promise<Block> {
  checkKeywords(fields, "block");
  const scope = readScope(fields, outer, reading.context);
  checkTemplates(fields, prospectOf(scope, outer, reading));
  const name = given(fields, "name");
  const [tasks, rescue, always] = await Promise.all([
    readTaskList(fields, "block", scope, reading),
    readTaskList(fields, "rescue", scope, { ...reading, isRescue: true }),
    readTaskList(fields, "always", scope, reading),
  ]);
  return {
    kind: "block",
    ...(name === undefined ? {} : { name: readScalar(name, "name", "str").value }),
    position: positionOf(node),
    tasks,
    rescue,
    always,
  };
}
