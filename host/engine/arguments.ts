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
import type { SourcePosition, Task } from "../playbook/model.ts";
import type { Environment } from "../template/mod.ts";
import { plainValue } from "../variables/plain.ts";
import type { HostScope } from "../variables/scope.ts";

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
  const given: ValueMap = new Map();
  if (task.argumentsTemplate) {
    const value = plainValue(environment.evaluate(task.argumentsTemplate, scope));
    if (!(value instanceof Map)) {
      throw new Fault("invalid-argument", "The arguments of a task are a dict", task.position);
    }
    for (const [name, each] of value) given.set(name, each);
  }
  for (const [name, value] of task.arguments) {
    if (expressions.includes(name)) given.set(name, value as Value);
    else {
      const rendered = plainValue(environment.resolve(value, scope));
      if (rendered !== undefined) given.set(name, rendered);
    }
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

/** Where an argument was written, or its task. */
export function argumentPosition(task: Task, argument: string | undefined): SourcePosition {
  return (argument === undefined ? undefined : task.argumentPositions.get(argument)) ??
    task.position;
}
