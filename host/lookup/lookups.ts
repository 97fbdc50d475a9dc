/**
 * All lookups of a run: one table for `lookup('x')`, `query('x')` and `with_x`.
 *
 * @module
 */
import { didYouMean, type Value } from "@shep/sdk";
import { shortName } from "../short_name.ts";
import type { CallContext } from "../template/mod.ts";
import { checked } from "../template/runtime/result.ts";
import { plainValue } from "../variables/plain.ts";
import { DICT_LOOKUPS } from "./dicts.ts";
import { LIST_LOOKUPS } from "./lists.ts";
import { type Lookup, lookupError, type LookupOptions } from "./lookup.ts";
import { checkOptions } from "./options.ts";
import { foreignLookup, machineLookups } from "./plugin_lookups.ts";
import { passwordLookup } from "./password.ts";
import { runLookups } from "./run_lookups.ts";
import { sequence } from "./sequence.ts";
import type { LookupServices, PluginLookups } from "./services.ts";
import { templateLookup } from "./template.ts";
import { unvaultLookup } from "./unvault.ts";
import { VARIABLE_LOOKUPS } from "./variables.ts";

const NO_OPTIONS: LookupOptions = new Map();

/** The lookups by their names. */
export class Lookups {
  readonly #own: ReadonlyMap<string, Lookup>;
  readonly #plugins: PluginLookups;

  constructor(services: LookupServices) {
    this.#plugins = services.plugins;
    this.#own = new Map([
      ...LIST_LOOKUPS,
      ...DICT_LOOKUPS,
      ...VARIABLE_LOOKUPS,
      ["sequence", sequence],
      ...runLookups(services),
      ["template", templateLookup(services)],
      ["unvault", unvaultLookup(services)],
      ["password", passwordLookup(services.plugins)],
      ...machineLookups(services),
    ]);
  }

  /**
   * What a lookup finds.
   *
   * @param name With or without its collection.
   * @throws {EvaluationError} When there is no such lookup, or it does not take these terms.
   */
  find(
    name: string,
    terms: readonly unknown[],
    options: LookupOptions,
    call: CallContext,
  ): readonly unknown[] {
    const short = shortName(name);
    if (this.#own.has(short)) checkOptions(short, options);
    return this.#find(name, terms, options, call);
  }

  /**
   * The items of a loop with a lookup; what `omit` stands for is none of them.
   *
   * @param folder Where `first_found` looks: that is up to the action of the loop.
   */
  items(name: string, terms: readonly unknown[], call: CallContext, folder = "files"): Value[] {
    const isFirstFound = shortName(name) === "first_found";
    const options = isFirstFound ? new Map([["folder", folder]]) : NO_OPTIONS;
    const found = this.#find(name, terms, options, call).map(plainValue);
    return found.filter((item) => item !== undefined);
  }

  #find(
    name: string,
    terms: readonly unknown[],
    options: LookupOptions,
    call: CallContext,
  ): readonly unknown[] {
    const given = terms.map((term) => checked(call.resolve(term)));
    const lookup = this.#own.get(shortName(name)) ?? this.#foreign(name);
    return lookup(given, options, call);
  }

  #foreign(name: string): Lookup {
    const known = [name, shortName(name)].find((each) => this.#plugins.has(each));
    if (known !== undefined) return foreignLookup(this.#plugins, known);
    const hint = didYouMean(name, [...this.#own.keys(), ...this.#plugins.names()]);
    throw lookupError(`there is no lookup '${name}'${hint === undefined ? "" : `. ${hint}`}`);
  }
}
