/**
 * The arguments that an action declares, and the types that follow from the declaration.
 *
 * @module
 */
import type { Float, Value, ValueMap } from "./value.ts";

/**
 * The type of an argument, in Ansible's terms.
 *
 * | type | what the action receives |
 * | --- | --- |
 * | `str`, `path` | text; of anything else, what Python prints |
 * | `int` | an integral number |
 * | `float` | a number, a {@linkcode Float} where it is integral |
 * | `bool` | `true` or `false`, of `yes`, `off`, `1` and the like too |
 * | `list` | an array; a text is split at its commas |
 * | `dict` | a `Map`; of a text, its JSON or its `key=value` pairs |
 * | `bytes` | a number of bytes, of a size such as `10M`: units are 1024 times each other |
 * | `raw` | what the playbook gives |
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html#type
 */
export type ArgumentType =
  | "str"
  | "int"
  | "float"
  | "bool"
  | "path"
  | "list"
  | "dict"
  | "raw"
  | "bytes";

/** One argument of an action. */
export interface ArgumentSpec {
  /** How it is converted, and what the action receives. */
  readonly type: ArgumentType;
  /** What it means, in a sentence. */
  readonly description: string;
  /** Whether a task must give it. */
  readonly required?: boolean;
  /** The value if none is given; an argument without one is left out. */
  readonly default?: Value;
  /** The only texts that are allowed. */
  readonly choices?: readonly string[];
  /** Other names that it goes by. */
  readonly aliases?: readonly string[];
  /** The type of a list's items; `raw` if absent. */
  readonly elements?: ArgumentType;
  /** The fields of a dict, or of a list's dicts. */
  readonly fields?: ArgumentSpecs;
  /** Never logged, shown or kept. */
  readonly noLog?: boolean;
  /**
   * Of a boolean: all that it is for, as paths of the result: `stat.mimetype`. The action receives
   * `false` where it is sure that nobody reads any of these.
   */
  readonly gives?: readonly string[];
}

/** The arguments of an action by name. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

/** A rule that ties arguments to each other. */
export type Constraint =
  | { readonly mutuallyExclusive: readonly string[] }
  | { readonly requiredTogether: readonly string[] }
  | { readonly requiredOneOf: readonly string[] }
  /** Required when the argument `by` is given. */
  | { readonly requiredBy: readonly string[]; readonly by: string }
  | {
    /** Required when the argument `when` has the value `equals`. */
    readonly requiredIf: readonly string[];
    readonly when: string;
    readonly equals: Value;
  };

/** What a value of a type is, whatever else was declared. */
export type Scalar<Type extends ArgumentType> = Type extends "str" | "path" ? string
  : Type extends "int" ? number
  : Type extends "float" ? number | Float
  : Type extends "bool" ? boolean
  : Type extends "bytes" ? number
  : Type extends "list" ? Value[]
  : Type extends "dict" ? ValueMap
  : Value;

/** What an item of a list is. */
export type Item<Spec extends ArgumentSpec> = Spec extends
  { readonly fields: infer F extends ArgumentSpecs } ? Arguments<F>
  : Spec extends { readonly elements: infer Type extends ArgumentType } ? Scalar<Type>
  : Value;

/** What the plugin receives for an argument that was declared so. */
export type ArgumentValue<Spec extends ArgumentSpec> = Spec extends
  { readonly choices: readonly (infer Choice extends string)[] } ? Choice
  : Spec extends { readonly type: "list" } ? Item<Spec>[]
  : Spec extends { readonly type: "dict"; readonly fields: infer F extends ArgumentSpecs }
    ? Arguments<F>
  : Scalar<Spec["type"]>;

/** The arguments that are always there. */
export type Present<Specs extends ArgumentSpecs> = {
  [K in keyof Specs]: Specs[K] extends { readonly required: true } | { readonly default: Value } ? K
    : never;
}[keyof Specs];

/**
 * What the plugin receives for arguments that were declared so: one that is neither required nor
 * has a default may be absent.
 *
 * @example
 * ```ts
 * import type { Arguments } from "@shep/sdk";
 *
 * const specs = {
 *   name: { type: "str", description: "Whom to greet.", required: true },
 *   times: { type: "int", description: "How often." },
 * } as const;
 * const greet = (args: Arguments<typeof specs>) => args.name.repeat(args.times ?? 1);
 * greet({ name: "world" });
 * ```
 */
export type Arguments<Specs extends ArgumentSpecs> =
  & { readonly [K in Present<Specs>]: ArgumentValue<Specs[K]> }
  & { readonly [K in Exclude<keyof Specs, Present<Specs>>]?: ArgumentValue<Specs[K]> };
