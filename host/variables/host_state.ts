/**
 * What a run learns of a host.
 *
 * @module
 */
import type { Key, Value, ValueMap } from "@shep/sdk/value";
import type { PlaybookMap, PlaybookValue } from "../playbook/model.ts";
import { isVariable, LOCAL_FACTS, nameInFacts } from "./fact_names.ts";

/** Where the facts of hosts are kept from one run to the next. */
export interface FactStore {
  /** What is known of a host, by the names that it was reported by. */
  read(host: string): ValueMap | undefined;
  /** Keeps all that is known of a host. */
  write(host: string, facts: ValueMap): void;
  /** Forgets a host. */
  remove(host: string): void;
}

/** What becomes of facts. */
export interface FactHandling {
  /** Where they are kept beyond the run. */
  readonly store?: FactStore | undefined;
  /** Whether they are variables too; yes if absent. */
  readonly areVariables?: boolean;
}

/** Everything that a run adds to what the inventory says. */
export class HostState {
  readonly name: string;
  readonly #handling: FactHandling;
  /** All facts, by the names that they were reported by. */
  #reported: ValueMap = new Map();
  /** `ansible_facts`: without the prefix. */
  #facts: ValueMap = new Map();
  /** By the names that they are injected under. */
  #injected: ValueMap = new Map();
  /** Of `set_fact` and `register`. */
  readonly #set: PlaybookMap = new Map();
  /** Of `include_vars`. */
  readonly #included = new Map<Key, unknown>();
  readonly #onChange: () => void;

  /**
   * What was kept of the host is known from the beginning.
   *
   * @param onChange Hears that something was learned or forgotten.
   */
  constructor(name: string, handling: FactHandling = {}, onChange = (): void => {}) {
    this.name = name;
    this.#onChange = onChange;
    this.#handling = handling;
    const kept = handling.store?.read(name);
    if (kept) this.#learn(kept);
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
  get setVariables(): ReadonlyMap<Key, PlaybookValue> {
    return this.#set;
  }

  /** What `include_vars` brought. */
  get includedVariables(): ReadonlyMap<Key, unknown> {
    return this.#included;
  }

  /** Adds facts that a target reported; they are never templates. */
  addFacts(facts: ReadonlyMap<Key, Value>): void {
    this.#learn(facts);
    this.#onChange();
    this.#handling.store?.write(this.name, this.#reported);
  }

  /** The variables that there would be with more facts. */
  variablesWith(facts: ReadonlyMap<Key, Value>): Map<string, unknown> {
    const all = new Map(this.#facts);
    const variables = new Map<string, unknown>([["ansible_facts", all]]);
    this.#spread(facts, all, variables);
    return variables;
  }

  #learn(facts: ReadonlyMap<Key, Value>): void {
    // A template may hold the old map: what it read stays what it was.
    this.#facts = new Map(this.#facts);
    this.#injected = new Map(this.#injected);
    this.#spread(facts, this.#facts, this.#injected);
    for (const [key, value] of facts) this.#reported.set(String(key), value);
  }

  /** Puts facts under the names that they have in `ansible_facts`, and as variables. */
  #spread(
    facts: ReadonlyMap<Key, Value>,
    all: ValueMap,
    variables: { set(name: string, value: Value): unknown },
  ): void {
    for (const [key, value] of facts) {
      const name = String(key);
      all.set(nameInFacts(name), value);
      if (this.#isInjected(name)) variables.set(name, value);
    }
  }

  #isInjected(name: string): boolean {
    const { areVariables = true } = this.#handling;
    return areVariables ? isVariable(name) : name === LOCAL_FACTS;
  }

  /** Forgets the facts. */
  clearFacts(): void {
    this.#reported = new Map();
    this.#facts = new Map();
    this.#injected = new Map();
    this.#onChange();
    this.#handling.store?.remove(this.name);
  }

  /** Sets a variable for the rest of the run. */
  set(name: string, value: PlaybookValue): void {
    this.#set.set(name, value);
    this.#onChange();
  }

  /** Adds variables of a file; they may be templates. */
  include(variables: PlaybookMap): void {
    for (const [name, value] of variables) this.#included.set(name, value);
    this.#onChange();
  }
}
