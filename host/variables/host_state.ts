/**
 * What a run learns of a host.
 *
 * @module
 */
import type { Key, Value, ValueMap } from "@shep/sdk/value";
import type { PlaybookMap } from "../playbook/model.ts";

/** How facts are also reached: `ansible_os_family` for `ansible_facts.os_family`. */
const FACT_PREFIX = "ansible_";

/** Everything that a run adds to what the inventory says. */
export class HostState {
  readonly name: string;
  /** `ansible_facts`: without the prefix. */
  #facts: ValueMap = new Map();
  /** By the names that they are injected under. */
  #injected: ValueMap = new Map();
  /** Of `set_fact` and `register`. */
  readonly #set: ValueMap = new Map();
  /** Of `include_vars`. */
  readonly #included = new Map<Key, unknown>();

  constructor(name: string) {
    this.name = name;
  }

  /** The host's facts, without their prefix. */
  get facts(): ValueMap {
    return this.#facts;
  }

  /** Facts as top-level variables. */
  get injectedFacts(): ReadonlyMap<Key, Value> {
    return this.#injected;
  }

  /** What `set_fact` and `register` set. */
  get setVariables(): ReadonlyMap<Key, Value> {
    return this.#set;
  }

  /** What `include_vars` brought. */
  get includedVariables(): ReadonlyMap<Key, unknown> {
    return this.#included;
  }

  /** Adds facts that a target reported; they are never templates. */
  addFacts(facts: ReadonlyMap<Key, Value>): void {
    // A template may hold the old map: what it read stays what it was.
    this.#facts = new Map(this.#facts);
    this.#injected = new Map(this.#injected);
    for (const [key, value] of facts) {
      const name = String(key);
      const hasPrefix = name.startsWith(FACT_PREFIX);
      this.#facts.set(hasPrefix ? name.slice(FACT_PREFIX.length) : name, value);
      this.#injected.set(hasPrefix || name === "facter" ? name : FACT_PREFIX + name, value);
    }
  }

  /** Forgets the facts. */
  clearFacts(): void {
    this.#facts = new Map();
    this.#injected = new Map();
  }

  /** Sets a variable for the rest of the run. */
  set(name: string, value: Value): void {
    this.#set.set(name, value);
  }

  /** Adds variables of a file; they may be templates. */
  include(variables: PlaybookMap): void {
    for (const [name, value] of variables) this.#included.set(name, value);
  }
}
