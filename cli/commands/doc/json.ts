/**
 * An action's declaration as JSON.
 *
 * @module
 */
import type { ActionDescription } from "@shep/sdk";

/** Declarations by name. */
export function actionsJson(actions: ReadonlyMap<string, ActionDescription>): string {
  return JSON.stringify(Object.fromEntries(actions), plain, 2) + "\n";
}

/** A value in one line. */
export function formatValue(value: unknown): string {
  return JSON.stringify(value, plain);
}

/** What the host does with an action of its own is no part of what that is. */
const OWN_AFFAIRS = ["run", "reach", "expressions", "isForAll"];

function plain(key: string, value: unknown): unknown {
  if (OWN_AFFAIRS.includes(key)) return undefined;
  if (value instanceof Map) return Object.fromEntries(value);
  return typeof value === "bigint" ? Number(value) : value;
}
