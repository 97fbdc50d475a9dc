/**
 * What a template can see: variables by name, and mappings that fetch their entries when asked.
 *
 * @module
 */

/** The variables of a template. Values are raw: they may be, or hold, `TemplateText`. */
export interface Scope {
  /** The raw value of the variable `name`, `undefined` when there is none. */
  lookup(name: string): unknown;
  /** The names that exist, for "did you mean" in errors. */
  names?(): Iterable<string>;
}

/** A scope over a Map or over the properties of an object. */
export function scopeOf(variables: ReadonlyMap<string, unknown> | Record<string, unknown>): Scope {
  const map = variables instanceof Map
    ? variables as ReadonlyMap<string, unknown>
    : new Map(Object.entries(variables));
  return { lookup: (name) => map.get(name), names: () => map.keys() };
}

/** A scope with other variables over its own. */
export function overlaid(scope: Scope, variables: ReadonlyMap<unknown, unknown>): Scope {
  return {
    lookup: (name) => variables.get(name) ?? scope.lookup(name),
    names: () => new Set([...[...variables.keys()].map(String), ...scope.names?.() ?? []]),
  };
}

/**
 * A mapping that fetches an entry when it is asked for, as `hostvars` does.
 *
 * A template sees a dict. Entries belong to another scope than the template's (another host's), so
 * `get` returns them already rendered; the engine does not render them again.
 */
export abstract class LazyMapping {
  /** The entry under `key`, rendered; `undefined` when there is none. */
  abstract get(key: unknown): unknown;
  /** Whether there is an entry under `key`. */
  abstract has(key: unknown): boolean;
  /** All keys, in order. */
  abstract keys(): Iterable<unknown>;
}
