/**
 * What `register` keeps of a task's result: the whole of it under one name, or what expressions make
 * of it, each under a name of its own.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#registering-variables
 * @module
 */
import type { Value, ValueMap } from "@shep/sdk";
import type { Task } from "../../playbook/model.ts";
import type { Environment } from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope, Variables } from "../../variables/scope.ts";

/** What a task's own expressions see of its result: `_task`, and the names that `register` gives. */
export function resultVariables({ register, projections }: Task, values: ValueMap): Variables {
  return new Map<unknown, unknown>([
    ["_task", new Map([["result", values], ["loop_result", values]])],
    ...(register === undefined ? [] : [[register, values] as const]),
    // Each is rendered when it is read, so their order means nothing.
    ...projections ?? [],
  ]);
}

/**
 * The variables that a task registers.
 *
 * @throws {TemplateError} When an expression cannot be evaluated.
 */
export async function registeredVariables(
  task: Task,
  values: ValueMap,
  scope: HostScope,
  environment: Environment,
): Promise<ReadonlyMap<string, Value>> {
  const { register, projections } = task;
  if (register !== undefined) return new Map([[register, values]]);
  if (projections === undefined) return new Map();
  const seen = scope.with(resultVariables(task, values));
  return await environment.settle(() =>
    new Map(
      Array.from(projections, ([name, text]) => [
        name,
        plainValue(environment.resolve(text, seen)) ?? null,
      ]),
    )
  );
}
