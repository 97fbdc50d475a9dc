/**
 * The groups of an inventory as a tree.
 *
 * @module
 */
import type { InventoryView } from "@shep/host";
import { pythonText } from "@shep/sdk";
import { type TaggedMap, type TaggedValue, withoutTags } from "@shep/sdk/inventory";

/** The lines of the tree below a group. */
export function graphLines(
  view: InventoryView,
  group: string,
  { withVars }: { readonly withVars: boolean },
): string[] {
  return groupLines(view, group, 0, withVars);
}

function groupLines(view: InventoryView, name: string, depth: number, withVars: boolean): string[] {
  const { hosts, children, vars } = view.group(name)!;
  return [
    branch(`@${name}:`, depth),
    ...children.flatMap((child) => groupLines(view, child, depth + 1, withVars)),
    ...(name === "all" ? [] : hosts).flatMap((host) => [
      branch(host, depth + 1),
      ...(withVars ? varLines(view.hostVars(host), depth + 2) : []),
    ]),
    ...(withVars ? varLines(vars, depth + 1) : []),
  ];
}

function varLines(vars: TaggedMap, depth: number): string[] {
  return [...vars].map(([name, value]): [string, TaggedValue] => [String(name), value])
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => branch(`{${name} = ${pythonText(withoutTags(value))}}`, depth));
}

function branch(text: string, depth: number): string {
  return depth === 0 ? text : `${"  |".repeat(depth)}--${text}`;
}
