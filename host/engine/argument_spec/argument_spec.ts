/**
 * Holds values against a specification of arguments, as roles have them in
 * `meta/argument_specs.yml`. What is wrong is said in Ansible's words: playbooks show them.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html#argument-spec
 * @module
 */
import { type ArgumentType, coerce, pythonText, type Value, type ValueMap } from "@shep/sdk";
import { exclusionProblems, requirementProblems } from "./argument_rules.ts";
import { pythonClass } from "./python_class.ts";

/** What is wrong with `given`, by a specification of the arguments by name. */
export function specProblems(spec: ValueMap, given: ValueMap): string[] {
  const check = new SpecCheck();
  check.level({ options: spec, given, path: [], rules: new Map() });
  return check.told();
}

/** The arguments of one level: those of the whole, or those in a dict. */
interface Level {
  readonly options: ValueMap;
  readonly given: ValueMap;
  /** The arguments that lead here. */
  readonly path: readonly string[];
  /** What ties the options to each other. */
  readonly rules: ValueMap;
}

class SpecCheck {
  readonly #problems: string[] = [];
  /** Arguments that are not declared, with the names that are, each by its full name. */
  readonly #unknown = new Map<string, string>();

  told(): string[] {
    const names = [...this.#unknown.keys()].sort();
    if (names.length === 0) return this.#problems;
    const supported = this.#unknown.get(names.at(-1)!);
    return [...this.#problems, `${names.join(", ")}. Supported parameters include: ${supported}.`];
  }

  level({ options, given, path, rules }: Level): void {
    const specs = specsOf(options);
    const values = this.#known(specs, given, path);
    const tell = (problem: string): void => {
      this.#problems.push(path.length === 0 ? problem : `${problem} found in ${path.join(" -> ")}`);
    };
    exclusionProblems(rules, values).forEach(tell);
    const missing = [...specs].filter(([name, { isRequired }]) => isRequired && !values.has(name));
    if (missing.length > 0) {
      tell(`missing required arguments: ${missing.map(([name]) => name).sort().join(", ")}`);
    }
    for (const [name, spec] of specs) this.#type(name, spec, values, path);
    for (const [name, spec] of specs) choiceProblems(name, spec, values).forEach(tell);
    requirementProblems(rules, values).forEach(tell);
    for (const [name, { spec, options }] of specs) {
      if (options === undefined) continue;
      const value = values.get(name);
      for (const item of Array.isArray(value) ? value : [value]) {
        const dict = item === undefined ? undefined : coerce("dict", item);
        if (dict instanceof Map) {
          this.level({ options, given: dict, path: [...path, name], rules: spec });
        }
      }
    }
  }

  /** The values under the names that are declared. */
  #known(
    specs: ReadonlyMap<string, OptionSpec>,
    given: ValueMap,
    path: readonly string[],
  ): Map<string, Value> {
    const names = new Map<string, string>();
    for (const [name, { aliases }] of specs) {
      for (const each of [name, ...aliases]) names.set(each, name);
    }
    const values = new Map<string, Value>();
    for (const [key, value] of given) {
      const name = names.get(String(key));
      if (name !== undefined) values.set(name, value);
      else this.#unknown.set([...path, key].join("."), supportedNames(specs));
    }
    return values;
  }

  /** Converts a value to its type, or says why that cannot be. */
  #type(
    name: string,
    { type, elements }: OptionSpec,
    values: Map<string, Value>,
    path: readonly string[],
  ): void {
    const value = values.get(name);
    if (value === undefined || value === null) return;
    const { problem, converted } = convert(type, value);
    if (problem !== undefined) {
      const where = path.length === 0 ? "" : ` found in '${path.join(" -> ")}'.`;
      this.#problems.push(
        `argument '${name}' is of type ${pythonClass(value)}${where} and we were unable to ` +
          `convert to ${type}: ${problem}`,
      );
      return;
    }
    values.set(name, converted ?? value);
    if (elements === undefined || !Array.isArray(converted)) return;
    for (const item of converted) {
      const { problem } = convert(elements, item);
      if (problem === undefined) continue;
      const where = path.length === 0 ? "" : ` found in '${path.join(" -> ")}'.`;
      this.#problems.push(
        `Elements value for option '${name}'${where} is of type ${pythonClass(item)} and we were ` +
          `unable to convert to ${elements}: ${problem}`,
      );
    }
  }
}

/** What is declared of an argument. */
interface OptionSpec {
  readonly spec: ValueMap;
  readonly type: string;
  readonly elements: string | undefined;
  readonly isRequired: boolean;
  readonly aliases: readonly string[];
  readonly choices: readonly Value[] | undefined;
  readonly options: ValueMap | undefined;
}

function specsOf(options: ValueMap): Map<string, OptionSpec> {
  return new Map(Array.from(options, ([name, value]) => {
    const spec: ValueMap = value instanceof Map ? value : new Map();
    const elements = spec.get("elements");
    const aliases = spec.get("aliases");
    const choices = spec.get("choices");
    const nested = spec.get("options");
    return [String(name), {
      spec,
      type: String(spec.get("type") ?? "str"),
      elements: elements === undefined ? undefined : String(elements),
      isRequired: coerce("bool", spec.get("required") ?? false) === true,
      aliases: Array.isArray(aliases) ? aliases.map(String) : [],
      choices: Array.isArray(choices) ? choices : undefined,
      options: nested instanceof Map ? nested : undefined,
    }];
  }));
}

function supportedNames(specs: ReadonlyMap<string, OptionSpec>): string {
  const aliases = [...specs.values()].flatMap((spec) => spec.aliases).sort();
  const names = [...specs.keys()].sort().join(", ");
  return aliases.length === 0 ? names : `${names} (${aliases.join(", ")})`;
}

function choiceProblems(
  name: string,
  { choices }: OptionSpec,
  values: ReadonlyMap<string, Value>,
): string[] {
  const value = values.get(name);
  if (choices === undefined || value === undefined || value === null) return [];
  const allowed = choices.map(pythonText);
  const isAllowed = (each: Value): boolean => allowed.includes(pythonText(each));
  if (Array.isArray(value)) {
    const wrong = value.filter((each) => !isAllowed(each)).map(pythonText);
    return wrong.length === 0 ? [] : [
      `value of ${name} must be one or more of: ${allowed.join(", ")}. ` +
      `Got no match for: ${wrong.join(", ")}`,
    ];
  }
  return isAllowed(value)
    ? []
    : [`value of ${name} must be one of: ${allowed.join(", ")}, got: ${pythonText(value)}`];
}

interface Conversion {
  readonly converted?: Value;
  readonly problem?: string;
}

/** Types whose conversion the values of roles never see. */
const UNCONVERTED = ["raw", "json", "jsonarg"];

function convert(type: string, value: Value): Conversion {
  if (UNCONVERTED.includes(type)) return { converted: value };
  if (type === "bytes" || type === "bits") {
    const isSize = /^\s*\d+(\.\d+)?\s*([KMGTPEZY]?i?[bB]?)?\s*$/i.test(pythonText(value));
    return isSize ? { converted: value } : { problem: cannot(value, "a Byte value") };
  }
  const noun = NOUNS[type];
  if (noun === undefined) return { problem: `there is no type '${type}'` };
  const converted = coerce(type as ArgumentType, value);
  return converted === undefined ? { problem: reason(type, value, noun) } : { converted };
}

/** What a value becomes, by type. */
const NOUNS: Readonly<Record<string, string>> = {
  bool: "a bool",
  dict: "a dict",
  float: "a float",
  int: "an int",
  list: "a list",
  path: "a path",
  str: "a str",
};

const BOOLEANS = "'0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes', 0, 1";

function reason(type: string, value: Value, noun: string): string {
  if (type === "bool") {
    const shown = typeof value === "string" ? `'${value}'` : pythonText(value);
    return `The value ${shown} is not a valid boolean.  Valid booleans include: ${BOOLEANS}`;
  }
  if (type === "dict" && typeof value === "string") {
    return "dictionary requested, could not parse JSON or key=value";
  }
  return cannot(value, noun);
}

function cannot(value: Value, noun: string): string {
  return `${pythonClass(value)} cannot be converted to ${noun}`;
}
