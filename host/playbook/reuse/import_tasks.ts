/**
 * `import_tasks`: a file of tasks, which stand in its place.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/import_tasks_module.html
 * @module
 */
import type { Scope } from "../model.ts";
import { checkKeyword, type Fields, fieldsOf } from "../fields.ts";
import { importPath, pathsIn, readImport } from "./import_file.ts";
import { readScope } from "../inherited.ts";
import { KEYWORDS } from "../keywords.ts";
import { isWithLoop } from "../loop.ts";
import { diagnosticAt, refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { describeNode, type Entry, isNull, type SyntaxNode } from "../syntax_node.ts";
import { taskFolders } from "../task_folders.ts";

/** Tasks that are still to be read. */
export interface ImportedTasks {
  readonly items: readonly SyntaxNode[];
  readonly scope: Scope;
  readonly reading: Reading;
}

/** The entry of a task by which it is one of that kind, if it is one. */
export function importEntry(
  fields: Fields,
  name: "import_tasks" | "import_role" | "include",
): Entry | undefined {
  const prefixes = ["", "ansible.builtin.", "ansible.legacy."];
  const prefix = prefixes.find((each) => fields.has(each + name));
  return prefix === undefined ? undefined : fields.get(prefix + name);
}

/** What is to be read in place of an import: its keywords are inherited by each task. */
export async function readImportedTasks(
  entry: Entry,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): Promise<ImportedTasks> {
  const others = new Map([...fields].filter(([, each]) => each !== entry));
  checkImportKeywords(others, "import_tasks", reading);
  const scope = readScope(others, outer, reading.context);
  const node = fileNode(entry);
  const path = await importPath(node, "import_tasks", scope, reading);
  const imported = await readImport(node, path, pathsIn(taskFolders(reading), path), reading);
  return { items: tasksOf(imported.root, reading), scope, reading: imported.reading };
}

/** The path, or the `file` of a dictionary. */
function fileNode({ key, value }: Entry): SyntaxNode {
  if (value.kind !== "mapping") return value;
  const fields = fieldsOf(value);
  const stranger = [...fields].find(([name]) => name !== "file")?.[1];
  if (stranger !== undefined) {
    refuse(stranger.key, `'import_tasks' has no argument '${stranger.key.value}'`, {
      hint: "It takes 'file' only.",
    });
  }
  return fields.get("file")?.value ?? refuse(key, "'import_tasks' needs the argument 'file'");
}

/** Refuses, or warns of, what an import does not pass on to its tasks. */
export function checkImportKeywords(
  fields: Fields,
  action: "import_tasks" | "import_role",
  reading: Reading,
): void {
  for (const entry of fields.values()) checkImportKeyword(entry, action, reading);
}

function checkImportKeyword(
  entry: Entry,
  action: "import_tasks" | "import_role",
  { place, context }: Reading,
): void {
  const { key } = entry;
  const name = String(key.value);
  if (name === "loop" || isWithLoop(name)) {
    refuse(key, `'${action}' cannot be repeated: its tasks are read before anything runs`, {
      hint: `Loop in the tasks themselves, or use '${action.replace("import", "include")}'.`,
    });
  }
  checkKeyword(entry, place);
  if (name === "args") {
    if (action === "import_role") return;
    refuse(key, "'import_tasks' takes no 'args'");
  }
  const isInherited = name === "name" || KEYWORDS.get(name)?.places.includes("block");
  if (isInherited) return;
  context.warn(diagnosticAt(key, `'${name}' does nothing on '${action}'`, {
    hint: "Move it to the tasks that are imported.",
  }));
}

/** The items of a file of tasks. */
export function tasksOf(root: SyntaxNode, { context }: Reading): readonly SyntaxNode[] {
  if (root.kind === "sequence") return root.items;
  if (isNull(root)) {
    context.warn(diagnosticAt(root, "this file has no tasks"));
    return [];
  }
  refuse(root, `a file of tasks is a list, not ${describeNode(root)}`, {
    hint: "Write each task with a '-' before it.",
  });
}
