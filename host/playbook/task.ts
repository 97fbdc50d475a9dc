/**
 * One task.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html#task
 * @module
 */
import { type ActionCall, actsLocally, findAction } from "./action.ts";
import { groupsOf } from "./action_groups.ts";
import { readAsync } from "./async.ts";
import { readConditions } from "./conditions.ts";
import { checkKeyword, type Fields, given } from "./fields.ts";
import { isInclude, readInclude, withoutApply } from "./reuse/include.ts";
import { readScope } from "./inherited.ts";
import type { LoadContext } from "./load_context.ts";
import { isWithLoop, readLoop, readRetry } from "./loop.ts";
import type { Condition, DefaultArguments, IncludePoint, Scope, Settings, Task } from "./model.ts";
import { defaultsOf } from "./module_defaults.ts";
import { refuse } from "./problem.ts";
import { type Prospect, prospectOf } from "./prospect.ts";
import type { Reading } from "./reading.ts";
import { readRegister } from "./register.ts";
import { readScalar } from "./setting.ts";
import { type MappingNode, positionOf, templateOf } from "./syntax_node.ts";
import { argumentProblems, readArguments, type TaskArguments } from "./task_arguments.ts";
import { checkTemplates } from "./template_syntax.ts";

/** The task that `node` describes, whose keys are `fields`. */
export async function readTask(
  node: MappingNode,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): Promise<Task> {
  const { context } = reading;
  const scope = readScope(fields, outer, context);
  const found = await findAction(node, fields, scope.collections, reading);
  const call = isInclude(found) ? withoutApply(found) : found;
  for (const [name, entry] of fields) {
    if (entry !== call.entry && !isWithLoop(name)) checkKeyword(entry, reading.place);
  }
  const prospect = prospectOf(scope, outer, reading);
  checkTemplates(fields, prospect);
  const called = readArguments(call, fields, context);
  const { moduleDefaults, collections: _, ...inherited } = scope;
  const groups = await groupsOf(call.description.name, moduleDefaults, reading);
  const defaults = defaultsOf(call.description.name, groups, moduleDefaults);
  argumentProblems(call, called, defaults).forEach(prospect.atRun);
  const { role } = reading;
  const background = readAsync(fields, call, context);
  return {
    kind: "task",
    ...inherited,
    settings: actsLocally(call.entry)
      ? withLocalHost(scope.settings, fields, call)
      : scope.settings,
    ...calledAction(call, called, defaults),
    ...optionalParts(fields, context, prospect),
    ...(background === undefined ? {} : { async: background }),
    position: positionOf(node),
    listen: readTopics(fields),
    isImplicit: false,
    ...(role === undefined ? {} : { role }),
    ...(isInclude(found) ? includeParts(readInclude(found, fields, outer, reading)) : {}),
  };
}

type CalledAction = Pick<
  Task,
  | "action"
  | "written"
  | "arguments"
  | "argumentPositions"
  | "argumentsTemplate"
  | "defaultArguments"
>;

function calledAction(
  { description, written }: ActionCall,
  { values, places, template }: TaskArguments,
  defaults: readonly DefaultArguments[],
): CalledAction {
  const known = [...defaults.flatMap((each) => [...each.places]), ...places];
  return {
    action: description.name,
    written,
    arguments: values,
    argumentPositions: new Map(known.map(([name, place]) => [name, positionOf(place)])),
    ...(template === undefined ? {} : { argumentsTemplate: template }),
    defaultArguments: defaults.map((each) => each.template ?? each.values),
  };
}

/** What an include passes on it sees itself, too. */
function includeParts(include: IncludePoint): Pick<Task, "include" | "includeVars"> {
  return { include, includeVars: include.scope.includeVars };
}

type OptionalParts = Pick<
  Task,
  "name" | "loop" | "retry" | "register" | "projections" | "changedWhen" | "failedWhen"
>;

function optionalParts(
  fields: Fields,
  context: LoadContext,
  { atRun }: Prospect,
): OptionalParts {
  const name = given(fields, "name");
  const loop = readLoop(fields, context);
  const retry = readRetry(fields, context);
  const conditions = (keyword: string): Condition[] =>
    readConditions(given(fields, keyword), keyword, context);
  const changedWhen = conditions("changed_when");
  const failedWhen = conditions("failed_when");
  return {
    ...(name === undefined ? {} : { name: readScalar(name, "name", "str").value }),
    ...(loop === undefined ? {} : { loop }),
    ...(retry === undefined ? {} : { retry }),
    ...readRegister(given(fields, "register"), atRun),
    ...(changedWhen.length === 0 ? {} : { changedWhen }),
    ...(failedWhen.length === 0 ? {} : { failedWhen }),
  };
}

function readTopics(fields: Fields): string[] {
  const node = given(fields, "listen");
  if (node === undefined) return [];
  const items = node.kind === "sequence" ? node.items : [node];
  return items.map((item) => {
    if (templateOf(item) !== undefined) {
      refuse(item, "a topic is a fixed name, not a template");
    }
    return String(readScalar(item, "listen", "str").value);
  });
}

function withLocalHost(settings: Settings, fields: Fields, { entry }: ActionCall): Settings {
  const other = fields.get("delegate_to");
  if (other !== undefined) {
    refuse(other.key, "'local_action' delegates to localhost: 'delegate_to' contradicts it", {
      hint: "Remove 'delegate_to', or write 'action' in place of 'local_action'.",
    });
  }
  const setting = { value: "localhost", position: positionOf(entry.key) };
  return new Map([...settings, ["delegate_to", setting]]);
}
