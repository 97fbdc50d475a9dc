/**
 * Values that are not known before something has run.
 *
 * @module
 */
import { TemplateText } from "../template/mod.ts";

/** Whether there is a template in a value, at any depth. */
export function holdsTemplate(value: unknown): boolean {
  if (value instanceof TemplateText) return true;
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return value instanceof Map && [...value.values()].some(holdsTemplate);
}
