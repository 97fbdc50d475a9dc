/**
 * When two uses of a role are the same.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#running-a-role-multiple-times-in-one-play
 * @module
 */
import { TemplateText } from "../../template/mod.ts";
import type { Scope } from "../model.ts";

/** A text that is the same for values that are written alike. */
export function identityOf(parts: readonly unknown[]): string {
  return JSON.stringify(parts, (_, value) => {
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof TemplateText) return { template: value.source };
    return typeof value === "bigint" ? String(value) : value;
  });
}

/** What is inherited, without where it was written. */
export function scopeParts(scope: Scope): unknown[] {
  const { settings, environment, notify, moduleDefaults, when, tags, collections } = scope;
  return [
    Array.from(settings, ([keyword, { value }]) => [keyword, value]),
    [...scope.vars, ...scope.includeVars].map(({ values }) => values)
      .filter(({ size }) => size > 0),
    when.map(({ expression }) => expression),
    [environment, notify].map((list) => list.map(({ value }) => value)),
    Array.from(moduleDefaults, ([name, { values, template = null }]) => [name, values, template]),
    tags,
    collections,
  ];
}
