/**
 * What a task is called in the output.
 *
 * @module
 */
import type { Task } from "../../playbook/model.ts";
import { type Environment, Pending, type Scope, TemplateText } from "../../template/mod.ts";
import type { HostScope } from "../../variables/scope.ts";

/** A task's name in a scope, behind that of its role; as it was written, if it cannot be rendered. */
export function taskName(task: Task, scope: HostScope, environment: Environment): string {
  const { name, written, role, include } = task;
  if (include?.kind === "role") {
    return name === undefined || name === null
      ? `${written} : ${textOf(task.arguments.get("name") ?? task.arguments.get("role"))}`
      : renderedName(name, scope, environment);
  }
  const own = renderedName(name ?? written, scope, environment);
  return role === undefined ? own : `${role.name} : ${own}`;
}

/** A task's name as it was made by {@linkcode taskName}, without that of its role. */
export function withoutRole(name: string, { role }: Task): string {
  const prefix = role === undefined ? "" : `${role.name} : `;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** A name in a scope; as it was written, if it cannot be rendered. */
export function renderedName(name: unknown, scope: Scope, environment: Environment): string {
  if (!(name instanceof TemplateText)) return String(name);
  try {
    return String(environment.evaluate(name, scope));
  } catch (error) {
    if (error instanceof Pending) throw error;
    return name.source;
  }
}

function textOf(value: unknown): string {
  return value instanceof TemplateText ? value.source : String(value);
}
