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

/** Every host by name. The scope of a host is made when it is first read. */
export class HostVars extends LazyMapping {
  readonly #names: () => Iterable<string>;
  readonly #find: (host: string) => LazyMapping | undefined;

  constructor(names: () => Iterable<string>, find: (host: string) => LazyMapping | undefined) {
    super();
    this.#names = names;
    this.#find = find;
  }

  get(key: unknown): LazyMapping | undefined {
    return typeof key === "string" ? this.#find(key) : undefined;
  }

  has(key: unknown): boolean {
    return this.get(key) !== undefined;
  }

  keys(): Iterable<string> {
    return this.#names();
  }
}
