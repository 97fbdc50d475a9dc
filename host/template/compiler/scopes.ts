/**
 * Which variables a template assigns, and where it keeps them.
 *
 * Every template, macro and block has a frame of slots at run time. A scope (a loop body, a `with`)
 * gives names to some of the slots of its frame; a name is looked for from the innermost scope
 * outwards, and a slot that was not assigned yet does not hide the same name further out.
 *
 * @module
 */

import type { Body, Target } from "../syntax/ast.ts";

/** The slots of one frame. */
export class FrameLayout {
  #size = 0;

  /** How many slots there are. */
  get size(): number {
    return this.#size;
  }

  /** A new slot. */
  allocate(): number {
    return this.#size++;
  }
}

/** A slot as seen from a scope: how many frames out, and which. */
export interface Location {
  readonly depth: number;
  readonly slot: number;
}

/** The names of one scope. */
export class NameScope {
  readonly layout: FrameLayout;
  /** Whether names assigned here are exported. */
  readonly topLevel: boolean;
  /** The slot in which the body of a filter or set block is handed to its filters. */
  blockBody: number | undefined;
  readonly #outer: NameScope | undefined;
  readonly #slots = new Map<string, number>();

  constructor(layout: FrameLayout, outer?: NameScope, topLevel = false) {
    this.layout = layout;
    this.#outer = outer;
    this.topLevel = topLevel;
  }

  /** A scope inside this one, with the same frame. */
  nested(): NameScope {
    return new NameScope(this.layout, this);
  }

  /** A scope inside this one, with a frame of its own. */
  newFrame(): NameScope {
    return new NameScope(new FrameLayout(), this);
  }

  /** The slot of `name` in this scope, made if need be. */
  declare(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.layout.allocate();
    this.#slots.set(name, slot);
    return slot;
  }

  /** Makes slots for everything `body` assigns. */
  declareAll(body: Body): number[] {
    return assignedNames(body).map((name) => this.declare(name));
  }

  /** All slots that have a name here. */
  slots(): number[] {
    return [...this.#slots.values()];
  }

  /** Every slot `name` may be in, innermost first. */
  locate(name: string): Location[] {
    const locations: Location[] = [];
    let depth = 0;
    for (let scope = this as NameScope | undefined; scope !== undefined; scope = scope.#outer) {
      const slot = scope.#slots.get(name);
      if (slot !== undefined) locations.push({ depth, slot });
      if (scope.#outer !== undefined && scope.#outer.layout !== scope.layout) depth++;
    }
    return locations;
  }

  /** All names that are visible here. */
  visibleNames(): Set<string> {
    const names = this.#outer?.visibleNames() ?? new Set();
    for (const name of this.#slots.keys()) names.add(name);
    return names;
  }
}

/** The names the statements of `body` assign in its own scope. */
function assignedNames(body: Body): string[] {
  return body.flatMap((statement) => {
    switch (statement.type) {
      case "set":
      case "setBlock":
        return targetNames(statement.target);
      case "macro":
        return [statement.name];
      case "import":
        return [statement.target];
      case "fromImport":
        return statement.names.map(({ alias }) => alias);
      case "if":
        return [...statement.branches.map((branch) => branch.body), statement.otherwise]
          .flatMap(assignedNames);
      case "group":
        return assignedNames(statement.body);
      default:
        return [];
    }
  });
}

function targetNames(target: Target): string[] {
  switch (target.type) {
    case "nameTarget":
      return [target.name];
    case "tupleTarget":
      return target.targets.flatMap(targetNames);
    default:
      return [];
  }
}
