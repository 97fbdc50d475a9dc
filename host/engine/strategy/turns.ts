/**
 * How a play's hosts take turns, evaluated.
 *
 * @module
 */
import { Fault, type Value } from "@shep/sdk";
import type { Play, Setting } from "../../playbook/model.ts";
import { isBatchSize, ORDERS, percentageOf, STRATEGIES } from "../../playbook/turns.ts";
import { shortName } from "../../short_name.ts";
import type { Environment, Scope } from "../../template/mod.ts";
import { batchesOf, type BatchSize, inOrder, type Order } from "./batches.ts";

/** How hosts wait for each other. */
export type Strategy = typeof STRATEGIES[number];

/** The turns of a play's hosts. */
export interface PlayTurns {
  readonly strategy: Strategy;
  /** The hosts that have their turn together, in their order. */
  readonly batches: readonly (readonly string[])[];
  /** How many percent of a batch may fail. */
  readonly maxFailPercentage?: number;
}

/**
 * The turns of `hosts`.
 *
 * @throws {Fault} `invalid-argument`, for what a keyword does not take.
 */
export function turnsOf(
  { turns: { strategy, order, serial, maxFailPercentage } }: Play,
  hosts: readonly string[],
  scope: Scope,
  environment: Environment,
): PlayTurns {
  const value = (setting: Setting): Value => environment.resolve(setting.value, scope) as Value;
  const text = (setting: Setting): string => String(value(setting));
  const ordered = inOrder(hosts, oneOf("order", ORDERS, order, text) ?? "inventory");
  const sizes = serial.flatMap((setting) => {
    const given = value(setting);
    return (Array.isArray(given) ? given : [given]).map((size) => batchSize(size, setting));
  });
  return {
    strategy: oneOf("strategy", STRATEGIES, strategy, text) ?? "linear",
    batches: batchesOf(ordered, sizes),
    ...(maxFailPercentage === undefined
      ? {}
      : { maxFailPercentage: percentage(text(maxFailPercentage), maxFailPercentage) }),
  };
}

function oneOf<Name extends Order | Strategy>(
  keyword: string,
  choices: readonly Name[],
  setting: Setting | undefined,
  text: (setting: Setting) => string,
): Name | undefined {
  if (setting === undefined) return undefined;
  const name = shortName(text(setting));
  const choice = choices.find((each) => each === name);
  if (choice !== undefined) return choice;
  throw new Fault("invalid-argument", `There is no ${keyword} '${name}'`, {
    ...setting.position,
    hint: `It is one of ${choices.join(", ")}.`,
  });
}

function batchSize(given: Value, { position }: Setting): BatchSize {
  const text = String(given);
  if (!isBatchSize(text)) {
    throw new Fault(
      "invalid-argument",
      `'serial' takes a number of hosts from 1 on, or a part such as '30%', not '${text}'`,
      { ...position },
    );
  }
  return text.includes("%") ? { percentage: parseFloat(text) } : { count: Number(text) };
}

function percentage(text: string, { position }: Setting): number {
  const found = percentageOf(text);
  if (found !== undefined) return found;
  throw new Fault(
    "invalid-argument",
    `'max_fail_percentage' is a number from 0 to 100, not '${text}'`,
    { ...position },
  );
}
