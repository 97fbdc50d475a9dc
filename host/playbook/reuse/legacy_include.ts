/**
 * `include`, as playbooks for ansible-core before 2.16 have it: `import_tasks` where the file is known
 * before anything runs and there is no loop, else `include_tasks`. What stands beside the file are
 * variables.
 *
 * @see https://docs.ansible.com/ansible-core/2.14/collections/ansible/builtin/include_module.html
 * @module
 */
import { checkKeyword, type Fields, fieldsOf, given } from "../fields.ts";
import { readImportedTasks } from "./import_tasks.ts";
import { isIncludeKeyword, withIncludeVars } from "./include.ts";
import { isWithLoop } from "../loop.ts";
import type { Scope, TaskNode } from "../model.ts";
import { diagnosticAt, refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import {
  describeNode,
  type Entry,
  entryAt,
  mappingAt,
  type MappingNode,
  partOf,
  type SyntaxNode,
  templateOf,
  textOf,
} from "../syntax_node.ts";
import { readTask } from "../task.ts";
import { parseText } from "../task_arguments.ts";
import { readTasks } from "../task_list.ts";
import { readVariables } from "../variables.ts";

/** The tasks that an include brings, or the task that does so when its turn comes. */
export async function readLegacyInclude(
  entry: Entry,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): Promise<TaskNode | TaskNode[]> {
  const { file, variables } = included(entry);
  const isRepeated = [...fields.keys()].some((name) => name === "loop" || isWithLoop(name));
  const isStatic = templateOf(file) === undefined && !isRepeated;
  const modern = isStatic ? "import_tasks" : "include_tasks";
  reading.context.warn(diagnosticAt(entry.key, "ansible-core 2.16 has removed 'include'", {
    hint: `It is read as '${modern}': write that, with variables below 'vars'.`,
  }));
  const rest = [...fields.values()].filter((each) => each !== entry);
  const at = (name: string, value: SyntaxNode): Entry => entryAt(entry.key, name, value);
  if (!isStatic) {
    const apply = mappingAt(entry.key, [at("vars", variables)]);
    const call = at(modern, mappingAt(entry.key, [at("file", file), at("apply", apply)]));
    const task = mappingAt(entry.key, [...rest.filter((each) => isPassed(each, reading)), call]);
    return await readTask(task, fieldsOf(task), outer, reading);
  }
  const call = at(modern, file);
  const others = rest.filter(({ key }) => key.value !== "vars");
  const task = fieldsOf(mappingAt(entry.key, [...others, at("vars", variables), call]));
  const vars = given(fields, "vars");
  const scope = vars === undefined ? outer : withIncludeVars(outer, readVariables(vars));
  const imported = await readImportedTasks(call, task, scope, reading);
  return await readTasks(imported.items, imported.scope, imported.reading);
}

/** Whether an include whose file is read in its turn has a use for a keyword. */
function isPassed(entry: Entry, { place, context }: Reading): boolean {
  const name = String(entry.key.value);
  if (isIncludeKeyword(name, place)) return true;
  checkKeyword(entry, place);
  context.warn(diagnosticAt(entry.key, `'${name}' does nothing on this 'include'`, {
    hint: "Write 'include_tasks', with it below 'apply', beside the file.",
  }));
  return false;
}

/** The file that an include names, and the variables beside it. */
function included({ key, value }: Entry): {
  readonly file: SyntaxNode;
  readonly variables: MappingNode;
} {
  if (value.kind === "mapping") {
    const file = fieldsOf(value).get("file")?.value ??
      refuse(key, "'include' needs the argument 'file'");
    const entries = value.entries.filter((each) => each.key.value !== "file");
    return { file, variables: mappingAt(value, entries) };
  }
  const text = textOf(value) ??
    refuse(value, `'include' takes the path of a file, not ${describeNode(value)}`);
  const { params, rawParams } = parseText(value, text, "include");
  const { file = rawParams, ...variables } = Object.fromEntries(params);
  const scalar = (part: string): SyntaxNode => ({
    ...value,
    kind: "scalar",
    value: partOf(value, part),
  });
  const entries = Object.entries(variables).map(([name, part]) =>
    entryAt(value, name, scalar(part))
  );
  return { file: scalar(file), variables: mappingAt(value, entries) };
}
