/**
 * How a play's hosts take turns: `strategy`, `serial`, `order` and `max_fail_percentage`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_strategies.html
 * @module
 */
import { type Fields, given } from "./fields.ts";
import type { Setting, Turns } from "./model.ts";
import { refuse } from "./problem.ts";
import { readChoice, settingOf } from "./setting.ts";
import { describeNode, type SyntaxNode, templateOf, textOf } from "./syntax_node.ts";

/** How hosts wait for each other. */
export const STRATEGIES = ["linear", "free", "host_pinned", "debug"] as const;

/** In which order they have their turn. */
export const ORDERS = [
  "inventory",
  "reverse_inventory",
  "sorted",
  "reverse_sorted",
  "shuffle",
] as const;

/** What a play says of its hosts' turns. */
export function readTurns(fields: Fields): Turns {
  const strategy = given(fields, "strategy");
  const order = given(fields, "order");
  const serial = given(fields, "serial");
  const maxFail = given(fields, "max_fail_percentage");
  return {
    serial: serial === undefined ? [] : readSerial(serial),
    ...(strategy === undefined ? {} : { strategy: readChoice(strategy, "strategy", STRATEGIES) }),
    ...(order === undefined ? {} : { order: readChoice(order, "order", ORDERS) }),
    ...(maxFail === undefined ? {} : { maxFailPercentage: readPercentage(maxFail) }),
  };
}

/** The sizes of the batches, the last of which is that of all that follow; none for one of all. */
function readSerial(node: SyntaxNode): Setting[] {
  const items = node.kind === "sequence" ? node.items : [node];
  for (const item of items) {
    if (templateOf(item) !== undefined || isBatchSize(textOf(item) ?? scalarText(item))) continue;
    refuse(item, `'serial' takes a number of hosts from 1 on, not ${describeNode(item)}`, {
      hint: "Write a number, or a part such as '30%'; leave it out for all hosts at once.",
    });
  }
  return items.map(settingOf);
}

/** Whether a text is a number of hosts, or a part of all. */
export function isBatchSize(text: string): boolean {
  return /^\s*\d+\s*$/.test(text) && Number(text) > 0 ||
    /^\s*\d+(\.\d+)?%\s*$/.test(text) && parseFloat(text) > 0;
}

function scalarText(node: SyntaxNode): string {
  return node.kind === "scalar" ? String(node.value) : "";
}

/** A number, behind which a percent sign may stand. */
function readPercentage(node: SyntaxNode): Setting {
  if (templateOf(node) !== undefined) return settingOf(node);
  const value = percentageOf(textOf(node) ?? scalarText(node));
  if (value !== undefined) return { ...settingOf(node), value };
  refuse(node, `'max_fail_percentage' is a number from 0 to 100, not ${describeNode(node)}`);
}

/** The number that a text of a percentage stands for. */
export function percentageOf(text: string): number | undefined {
  const [, digits] = /^\s*(\d+(?:\.\d*)?)\s*%?\s*$/.exec(text) ?? [];
  const percentage = digits === undefined ? NaN : Number(digits);
  return percentage <= 100 ? percentage : undefined;
}
