/**
 * When two uses of a role are the same.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#running-a-role-multiple-times-in-one-play
 * @module
 */
import { TemplateText } from "../template/mod.ts";
import type { PlaybookValue } from "./model.ts";

/** A text that is the same for values that are written alike. */
export function identityOf(parts: readonly PlaybookValue[]): string {
  return JSON.stringify(parts, (_, value) => {
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof TemplateText) return { template: value.source };
    return typeof value === "bigint" ? String(value) : value;
  });
}
