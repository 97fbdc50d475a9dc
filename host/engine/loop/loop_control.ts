/**
 * `loop_control`, rendered for a host.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html#adding-controls-to-loops
 * @module
 */
import { coerce, Fault, type Value } from "@shep/sdk";
import type { Loop } from "../../playbook/model.ts";
import type { Environment } from "../../template/mod.ts";
import { plainValue } from "../../variables/plain.ts";
import type { HostScope } from "../../variables/scope.ts";
import type { LoopControl } from "./loops.ts";

/**
 * The controls of a loop.
 *
 * @throws {Fault} `invalid-argument`, for a value that is not what a control takes.
 */
export function loopControl(
  loop: Loop,
  scope: HostScope,
  environment: Environment,
): LoopControl {
  const rendered = (value: unknown): Value => plainValue(environment.resolve(value, scope)) ?? null;
  const refuse = (control: string, expected: string): never => {
    throw new Fault("invalid-argument", `'${control}' takes ${expected}`, { ...loop.position });
  };
  const name = (control: string, value: unknown): string => {
    const text = String(rendered(value));
    return /^[A-Za-z_]\w*$/.test(text) ? text : refuse(control, `a variable's name, not '${text}'`);
  };
  const flag = (control: string, value: unknown): boolean => {
    const is = coerce("bool", rendered(value));
    return typeof is === "boolean" ? is : refuse(control, "true or false");
  };
  const pause = Number(rendered(loop.pause ?? 0));
  if (Number.isNaN(pause)) refuse("pause", "a number of seconds");
  return {
    variable: name("loop_var", loop.variable),
    extended: flag("extended", loop.extended),
    extendedAllItems: flag("extended_allitems", loop.extendedAllItems),
    pause,
    ...(loop.indexVariable === undefined
      ? {}
      : { indexVariable: name("index_var", loop.indexVariable) }),
  };
}
