/**
 * Compiles assignments.
 *
 * @module
 */

import { EvaluationError, valueError } from "../errors.ts";
import { type Frame, MISSING } from "../runtime/frame.ts";
import { Namespace } from "../runtime/namespace.ts";
import type { Target } from "../syntax/ast.ts";
import { iterate } from "../values/sequence.ts";
import type { Compiler } from "./compiler.ts";
import type { NameScope } from "./scopes.ts";

/** An assignment, compiled. */
export type Store = (frame: Frame, value: unknown) => void;

/** Compiles the assignment to `target`, declaring its names in `scope`. */
export function compileStore(target: Target, scope: NameScope, compiler: Compiler): Store {
  switch (target.type) {
    case "nameTarget":
      return compileNameStore(target.name, scope);
    case "attributeTarget": {
      const { name, attribute, offset } = target;
      const namespace = compiler.expression({ type: "name", name, offset }, scope);
      return (frame, value) => {
        const object = namespace(frame);
        if (!(object instanceof Namespace)) {
          const problem = "cannot assign attribute on non-namespace object";
          throw new EvaluationError("RuntimeError", problem);
        }
        object.set(attribute, value);
      };
    }
    case "tupleTarget":
      return unpack(target.targets.map((inner) => compileStore(inner, scope, compiler)));
  }
}

/** The assignment to a variable; at the top level of a template it is exported too. */
export function compileNameStore(name: string, scope: NameScope): Store {
  const slot = scope.declare(name);
  if (!scope.topLevel) {
    return (frame, value) => {
      frame.slots[slot] = value;
    };
  }
  return (frame, value) => {
    frame.slots[slot] = value;
    frame.runtime.exports.set(name, value);
  };
}

function unpack(stores: readonly Store[]): Store {
  return (frame, value) => {
    const values = iterate(value);
    if (values.length < stores.length) {
      const expected = `expected ${stores.length}, got ${values.length}`;
      throw valueError(`not enough values to unpack (${expected})`);
    }
    if (values.length > stores.length) {
      throw valueError(`too many values to unpack (expected ${stores.length})`);
    }
    stores.forEach((store, index) => store(frame, values[index]));
  };
}

/** Makes variables unassigned again. */
export function clear(frame: Frame, slots: readonly number[]): void {
  for (const slot of slots) frame.slots[slot] = MISSING;
}
