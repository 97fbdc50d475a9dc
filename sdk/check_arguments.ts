/**
 * Holds what a playbook passes against what an action declares: before anything runs in the host,
 * and again in the plugin, which trusts nobody.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html#argument-spec
 * @module
 */
import type { ArgumentSpec, ArgumentSpecs, ArgumentType, Constraint } from "./arguments.ts";
import { coerce, sameValue, typeName } from "./coerce.ts";
import type { ActionDescription } from "./description.ts";
import { didYouMean } from "./nearest.ts";
import type { Key, Value, ValueMap } from "./value.ts";

/** What is wrong with one argument. */
export interface ArgumentProblem {
  /** The argument, as the playbook names it; none for a rule about several. */
  readonly argument?: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Checked arguments. */
export interface CheckedArguments {
  /** Under their declared names, converted to their declared types, defaults filled in. */
  readonly arguments: ValueMap;
  /** Everything that is wrong; nothing where all is well. */
  readonly problems: readonly ArgumentProblem[];
}

/** How strict a check is. */
export interface CheckOptions {
  /** Whether a value is not known yet: it passes as whatever it is declared to be. */
  readonly isUnknown?: (value: unknown) => boolean;
}

/**
 * Checks `given` against what `action` declares.
 *
 * @example
 * ```ts
 * import { checkArguments } from "@shep/sdk";
 * import assert from "node:assert/strict";
 *
 * const action = {
 *   name: "greet",
 *   summary: "Says hello.",
 *   arguments: { times: { type: "int", description: "How often." } },
 * } as const;
 * assert.deepEqual(checkArguments(action, new Map([["times", "3"]])).arguments.get("times"), 3);
 * assert.deepEqual(checkArguments(action, new Map([["tiems", 3]])).problems, [{
 *   argument: "tiems",
 *   message: "'greet' has no argument 'tiems'",
 *   hint: "Did you mean 'times'?",
 * }]);
 * ```
 */
export function checkArguments(
  action: ActionDescription,
  given: ReadonlyMap<Key, unknown>,
  options: CheckOptions = {},
): CheckedArguments {
  const check = new ArgumentCheck(`'${action.name}'`, options);
  const checked = check.fields(action.arguments, given, action.acceptsAny ?? false);
  const rules = action.constraints ?? [];
  check.defaults(action.arguments, checked);
  for (const rule of rules) check.constraint(rule, action.arguments, checked);
  return { arguments: checked, problems: check.problems };
}

class ArgumentCheck {
  readonly problems: ArgumentProblem[] = [];
  readonly #owner: string;
  readonly #isUnknown: (value: unknown) => boolean;

  constructor(owner: string, options: CheckOptions) {
    this.#owner = owner;
    this.#isUnknown = options.isUnknown ?? (() => false);
  }

  fields(specs: ArgumentSpecs, given: ReadonlyMap<Key, unknown>, acceptsAny: boolean): ValueMap {
    const checked: ValueMap = new Map();
    for (const [key, value] of given) {
      const name = declaredName(specs, String(key));
      // As in Ansible, an alias counts more than the name, where both are given.
      if (key === name && checked.has(key)) continue;
      if (name !== undefined) {
        // As in Ansible, a null is no value at all, nor any of several choices.
        if (value !== null) checked.set(name, this.#value(specs[name]!, String(key), value));
        else if (specs[name]!.choices) this.#choice(specs[name]!, String(key), value);
      } else if (acceptsAny) checked.set(key, value as Value);
      else this.#unknownArgument(String(key), knownNames(specs));
    }
    for (const name in specs) {
      if (!specs[name]!.required || checked.has(name)) continue;
      this.problems.push({
        argument: name,
        message: `${this.#owner} needs the argument '${name}'`,
      });
    }
    return checked;
  }

  defaults(specs: ArgumentSpecs, checked: ValueMap): void {
    for (const name in specs) {
      const usual = specs[name]!.default;
      if (usual !== undefined && !checked.has(name)) checked.set(name, usual);
    }
  }

  /**
   * As in Ansible, a default counts as given, but never as one of two that exclude each other. It is
   * told by its value: the plugin's check sees what the host's has filled in.
   */
  constraint(constraint: Constraint, specs: ArgumentSpecs, checked: ValueMap): void {
    const given = (names: readonly string[]): string[] => names.filter((name) => checked.has(name));
    if ("mutuallyExclusive" in constraint) {
      const both = given(constraint.mutuallyExclusive).filter((name) => {
        const usual = specs[name]?.default;
        return usual === undefined || !sameValue(checked.get(name)!, usual);
      });
      if (both.length > 1) {
        this.problems.push({
          argument: both[1]!,
          message: `${this.#owner} takes only one of ${quoteAll(both)}`,
        });
      }
    } else if ("requiredTogether" in constraint) {
      const some = given(constraint.requiredTogether);
      const missing = constraint.requiredTogether.filter((name) => !checked.has(name));
      if (some.length > 0 && missing.length > 0) {
        const names = quoteAll(constraint.requiredTogether);
        this.problems.push({
          argument: some[0]!,
          message: `${this.#owner} takes ${names} only together; ${quoteAll(missing)} is missing`,
        });
      }
    } else if ("requiredOneOf" in constraint) {
      if (given(constraint.requiredOneOf).length > 0) return;
      const names = quoteAll(constraint.requiredOneOf);
      this.problems.push({ message: `${this.#owner} needs one of ${names}` });
    } else if ("requiredBy" in constraint) this.#requiredBy(constraint, checked);
    else this.#requiredIf(constraint, checked);
  }

  #requiredBy(
    { requiredBy, by }: Extract<Constraint, { by: string }>,
    checked: ValueMap,
  ): void {
    const missing = checked.has(by) ? requiredBy.filter((name) => !checked.has(name)) : [];
    if (missing.length === 0) return;
    const message = `${this.#owner} needs ${quoteAll(missing)} with '${by}'`;
    this.problems.push({ argument: by, message });
  }

  #requiredIf(constraint: Extract<Constraint, { when: string }>, checked: ValueMap): void {
    const value = checked.get(constraint.when);
    if (value === undefined || !sameValue(value, constraint.equals)) return;
    const missing = constraint.requiredIf.filter((name) => !checked.has(name));
    if (missing.length === 0) return;
    this.problems.push({
      argument: constraint.when,
      message: `${this.#owner} needs ${quoteAll(missing)} when '${constraint.when}' is ` +
        `'${constraint.equals}'`,
    });
  }

  #unknownArgument(name: string, names: string[]): void {
    const hint = didYouMean(name, names) ??
      (names.length === 0 ? "It takes none" : `It takes ${names.sort().join(", ")}`);
    const message = `${this.#owner} has no argument '${name}'`;
    this.problems.push({ argument: name, message, hint });
  }

  #value(spec: ArgumentSpec, name: string, value: unknown): Value {
    if (this.#isUnknown(value)) return value as Value;
    const converted = this.#convert(spec.type, name, value as Value);
    if (converted === undefined) return value as Value;
    if (Array.isArray(converted)) return this.#items(spec, name, converted);
    if (spec.fields && converted instanceof Map) return this.#nested(spec.fields, name, converted);
    return this.#choice(spec, name, converted);
  }

  #items(spec: ArgumentSpec, name: string, items: Value[]): Value[] {
    const { elements, fields } = spec;
    return items.map((item) => {
      if (this.#isUnknown(item)) return item;
      const converted = elements === undefined ? item : this.#convert(elements, name, item) ?? item;
      if (fields && converted instanceof Map) return this.#nested(fields, name, converted);
      return this.#choice(spec, name, converted);
    });
  }

  #nested(fields: ArgumentSpecs, name: string, value: ValueMap): ValueMap {
    const nested = new ArgumentCheck(`${this.#owner}, in '${name}',`, {
      isUnknown: this.#isUnknown,
    });
    const checked = nested.fields(fields, value, false);
    nested.defaults(fields, checked);
    for (const { message, hint } of nested.problems) {
      this.problems.push({ argument: name, message, ...(hint === undefined ? {} : { hint }) });
    }
    return checked;
  }

  #choice(spec: ArgumentSpec, name: string, value: Value): Value {
    if (!spec.choices) return value;
    const text = String(value);
    if (spec.choices.includes(text)) return value;
    const word = booleanChoice(spec.choices, text);
    if (word !== undefined) return word;
    const hint = didYouMean(text, spec.choices);
    this.problems.push({
      argument: name,
      message:
        `The argument '${name}' of ${this.#owner} is ${value === null ? text : `'${text}'`}, ` +
        `which is none of ${quoteAll(spec.choices)}`,
      ...(hint === undefined ? {} : { hint }),
    });
    return value;
  }

  #convert(type: ArgumentType, name: string, value: Value): Value | undefined {
    const converted = coerce(type, value);
    if (converted === undefined) {
      this.problems.push({
        argument: name,
        message: `The argument '${name}' of ${this.#owner} is ${typeName(value)}, ` +
          `which cannot be read as ${type}`,
      });
    }
    return converted;
  }
}

/** `yes` for a boolean that was true, which YAML made of the word, if no other choice means that. */
function booleanChoice(choices: readonly string[], text: string): string | undefined {
  if (text !== "True" && text !== "False") return undefined;
  const isTrue = text === "True";
  const meant = choices.filter((choice) => coerce("bool", choice) === isTrue);
  return meant.length === 1 ? meant[0] : undefined;
}

/**
 * The declared name of an argument, by that or by an alias. It is looked for anew each time: most are
 * called by their names, and a table of all names took a third of a check.
 */
function declaredName(specs: ArgumentSpecs, given: string): string | undefined {
  if (Object.hasOwn(specs, given)) return given;
  for (const name in specs) if (specs[name]!.aliases?.includes(given)) return name;
  return undefined;
}

/** All names that arguments go by. */
function knownNames(specs: ArgumentSpecs): string[] {
  return Object.entries(specs).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}
