/**
 * `hostvars`: the variables of any host, from any other.
 *
 * @module
 */
import { type Environment, LazyMapping, type Scope } from "../template/mod.ts";

/** The variables of a scope as a mapping: `hostvars[x]`, and `vars`. */
export class ScopeMapping extends LazyMapping {
  readonly #scope: Scope;
  readonly #environment: Environment;

  constructor(scope: Scope, environment: Environment) {
    super();
    this.#scope = scope;
    this.#environment = environment;
  }

  get(key: unknown): unknown {
    if (typeof key !== "string") return undefined;
    const value = this.#scope.lookup(key);
    return value === undefined ? undefined : this.#environment.resolve(value, this.#scope);
  }

  has(key: unknown): boolean {
    return typeof key === "string" && this.#scope.lookup(key) !== undefined;
  }

  keys(): Iterable<unknown> {
    return this.#scope.names?.() ?? [];
  }
}

/** The variables of a host, if there is one of the name. */
type FindHost = (host: string) => LazyMapping | undefined;

/**
 * `hostvars` for every scope that reads it. A scope is a snapshot, and so is what it sees of other
 * hosts: the next one looks again.
 */
export class HostVarsByScope {
  readonly #names: () => Iterable<string>;
  readonly #find: FindHost;
  readonly #seen = new WeakMap<Scope, HostVars>();

  constructor(names: () => Iterable<string>, find: FindHost) {
    this.#names = names;
    this.#find = find;
  }

  /** What `scope` sees. */
  of(scope: Scope): HostVars {
    let seen = this.#seen.get(scope);
    if (!seen) this.#seen.set(scope, seen = new HostVars(this.#names, this.#find));
    return seen;
  }
}

/** Every host by name. The scope of a host is made when it is first read. */
export class HostVars extends LazyMapping {
  readonly #names: () => Iterable<string>;
  readonly #find: FindHost;
  readonly #found = new Map<string, LazyMapping>();

  constructor(names: () => Iterable<string>, find: FindHost) {
    super();
    this.#names = names;
    this.#find = find;
  }

  get(key: unknown): LazyMapping | undefined {
    if (typeof key !== "string") return undefined;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#find(key);
    if (found) this.#found.set(key, found);
    return found;
  }

  has(key: unknown): boolean {
    return this.get(key) !== undefined;
  }

  keys(): Iterable<string> {
    return this.#names();
  }
}
