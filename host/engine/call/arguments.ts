/**
 * A task's arguments: rendered, without what was omitted, and checked.
 *
 * @module
 */
import {
  type ActionDescription,
  checkArguments,
  Fault,
  type Value,
  type ValueMap,
} from "@shep/sdk";
import type { PlaybookValue, SourcePosition, Task } from "../../playbook/model.ts";
import { type Environment, hasMarkup, TemplateText } from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";

/**
 * The arguments that an action is called with.
 *
 * @param expressions Arguments that the action evaluates itself.
 * @throws {TemplateError} When one cannot be rendered.
 * @throws {Fault} `invalid-argument`, at the argument, when one does not fit its declaration.
 */
export function renderArguments(
  task: Task,
  action: ActionDescription,
  scope: HostScope,
  environment: Environment,
  expressions: readonly string[] = [],
): ValueMap {
  const layers = [
    ...task.defaultArguments,
    ...(task.argumentsTemplate ? [task.argumentsTemplate] : []),
    task.arguments,
  ];
  const given: ValueMap = new Map();
  for (const layer of layers) {
    const rendered = layer instanceof TemplateText
      ? templatedArguments(layer, task, scope, environment, expressions)
      : writtenArguments(layer, task, action, scope, environment, expressions);
    for (const [name, value] of rendered) given.set(name, value);
  }
  const { arguments: checked, problems } = checkArguments(action, given);
  const [first, ...others] = problems;
  if (!first) return checked;
  throw new Fault("invalid-argument", first.message, {
    ...argumentPosition(task, first.argument),
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    ...(others.length === 0 ? {} : { detail: others.map((each) => each.message).join("\n") }),
  });
}

/** The arguments that a template stands for. */
function templatedArguments(
  template: TemplateText,
  task: Task,
  scope: HostScope,
  environment: Environment,
  expressions: readonly string[],
): ValueMap {
  const value = plainValue(environment.evaluate(template, scope));
  if (!(value instanceof Map)) {
    throw new Fault("invalid-argument", "The arguments of a task are a dict", task.position);
  }
  const smuggled = expressions.find((name) => value.has(name));
  if (smuggled === undefined) return value;
  throw new Fault("invalid-argument", `'${smuggled}' is an expression, and came from a template`, {
    ...task.position,
    detail: "A template may hold what a target reported, which is never evaluated.",
    hint: `Write '${smuggled}' in the task itself`,
  });
}

/** Arguments as they are written; names are templates where any are accepted. */
function writtenArguments(
  all: ReadonlyMap<string, PlaybookValue>,
  task: Task,
  action: ActionDescription,
  scope: HostScope,
  environment: Environment,
  expressions: readonly string[],
): ValueMap {
  const given: ValueMap = new Map();
  for (const [written, value] of all) {
    const name = action.acceptsAny && hasMarkup(written)
      ? String(environment.evaluate(new TemplateText(written, task.position), scope))
      : written;
    if (expressions.includes(name)) given.set(name, value as Value);
    else {
      const rendered = plainValue(environment.resolve(value, scope));
      if (rendered !== undefined) given.set(name, rendered);
    }
  }
  return given;
}

/** Where an argument was written, or its task. */
export function argumentPosition(task: Task, argument: string | undefined): SourcePosition {
  return (argument === undefined ? undefined : task.argumentPositions.get(argument)) ??
    task.position;
}
