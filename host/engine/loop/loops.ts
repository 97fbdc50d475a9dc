/**
 * The items of a loop.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 * @module
 */
import { Fault, typeName, type Value } from "@shep/sdk";
import type { Loop } from "../../playbook/model.ts";
import { EvaluationError } from "../../template/errors.ts";

/** What the lookup behind `with_` finds for terms. */
export type FindItems = (lookup: string, terms: readonly Value[]) => readonly Value[];

/**
 * The items that a loop's rendered value stands for.
 *
 * @throws {Fault} `invalid-argument`, for a value that is not what the loop takes.
 */
export function loopItems(
  { kind, position }: Pick<Loop, "kind" | "position">,
  value: Value,
  find: FindItems,
): readonly Value[] {
  if (kind === "loop") return asList(value, position);
  try {
    return find(kind, termsOf(kind, value));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw new Fault("invalid-argument", error.message, { ...position, cause: error });
  }
}

/** A value of `with_` as a lookup takes it: of a dict the keys, unless it is asked for dicts. */
function termsOf(kind: string, value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  return value instanceof Map && kind !== "dict" ? [...value.keys()] : [value];
}

function asList(value: Value, position: Loop["position"]): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new Fault("invalid-argument", `'loop' takes a list, this is ${typeName(value)}`, {
    ...position,
    hint: value instanceof Map
      ? 'Use `loop: "{{ yourdict | dict2items }}"`'
      : "Put brackets around it, or use a variable that is a list",
  });
}

/** How a loop's items are handed to the task: its `loop_control`, rendered. */
export interface LoopControl {
  readonly variable: string;
  readonly indexVariable?: string;
  /** Whether `ansible_loop` is set. */
  readonly extended: boolean;
  /** Whether it holds all items. */
  readonly extendedAllItems: boolean;
  /** Seconds between items. */
  readonly pause: number;
}

/** The variables of the item at `index`. */
export function loopVariables(
  control: LoopControl,
  items: readonly Value[],
  index: number,
): Map<string, Value> {
  const variables = new Map<string, Value>([[control.variable, items[index] ?? null]]);
  if (control.indexVariable !== undefined) variables.set(control.indexVariable, index);
  if (control.extended) variables.set("ansible_loop", extendedVariables(control, items, index));
  return variables;
}

function extendedVariables(
  { extendedAllItems }: LoopControl,
  items: readonly Value[],
  index: number,
): Map<string, Value> {
  const [previous, next] = [items[index - 1], items[index + 1]];
  return new Map<string, Value>([
    // The list itself: a copy for each item would cost the square of their number.
    ...(extendedAllItems ? [["allitems", items as Value[]] as const] : []),
    ["index", index + 1],
    ["index0", index],
    ["revindex", items.length - index],
    ["revindex0", items.length - index - 1],
    ["first", index === 0],
    ["last", index === items.length - 1],
    ["length", items.length],
    ...(previous === undefined ? [] : [["previtem", previous] as const]),
    ...(next === undefined ? [] : [["nextitem", next] as const]),
  ]);
}
