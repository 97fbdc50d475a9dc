/**
 * The rules that tie the options of a dict to each other, in a specification of arguments.
 *
 * @see https://docs.ansible.com/ansible/latest/dev_guide/developing_program_flow_modules.html#dependencies-between-module-options
 * @module
 */
import { pythonText, type Value, type ValueMap } from "@shep/sdk";

type Values = ReadonlyMap<string, Value>;

/** What is wrong with values that exclude each other, in Ansible's words. */
export function exclusionProblems(rules: ValueMap, values: Values): string[] {
  return problems(groups(rules, "mutually_exclusive"), (names) => {
    const given = names.filter((name) => values.has(name));
    return given.length > 1 && `parameters are mutually exclusive: ${names.join("|")}`;
  });
}

/** What is missing beside what is given. */
export function requirementProblems(rules: ValueMap, values: Values): string[] {
  return [
    ...problems(groups(rules, "required_together"), (names) => {
      const given = names.filter((name) => values.has(name)).length;
      return given > 0 && given < names.length &&
        `parameters are required together: ${names.join(", ")}`;
    }),
    ...problems(
      groups(rules, "required_one_of"),
      (names) =>
        !names.some((name) => values.has(name)) &&
        `one of the following is required: ${names.join(", ")}`,
    ),
    ...problems(lists(rules.get("required_if")), (rule) => requiredIf(rule, values)),
    ...requiredBy(rules.get("required_by"), values),
  ];
}

/** Required, all or any of them, when an argument has a value. */
function requiredIf([name, expected, required, isAny]: Value[], values: Values): string | false {
  const value = values.get(String(name));
  if (value === undefined || !isSame(value, expected ?? null)) return false;
  const names = Array.isArray(required) ? required.map(String) : [];
  const missing = names.filter((each) => !values.has(each));
  const isBroken = isAny === true ? missing.length === names.length : missing.length > 0;
  const which = isAny === true ? "any" : "all";
  return isBroken && `${name} is ${pythonText(value)} but ${which} of the following are missing: ` +
      missing.join(", ");
}

/** A text is not the number that it looks like. */
function isSame(a: Value, b: Value): boolean {
  return typeof a === typeof b && pythonText(a) === pythonText(b);
}

function requiredBy(rule: Value | undefined, values: Values): string[] {
  if (!(rule instanceof Map)) return [];
  return [...rule].flatMap(([name, required]) => {
    if (!values.has(String(name))) return [];
    const names = Array.isArray(required) ? required.map(String) : [String(required)];
    const missing = names.filter((each) => !values.has(each));
    if (missing.length === 0) return [];
    return [`missing parameter(s) required by '${name}': ${missing.join(", ")}`];
  });
}

function groups(rules: ValueMap, name: string): string[][] {
  return lists(rules.get(name)).map((group) => group.map(String));
}

/** A list of lists; a list of names is a list of one. */
function lists(value: Value | undefined): Value[][] {
  if (!Array.isArray(value)) return [];
  return value.every((each) => Array.isArray(each)) ? value as Value[][] : [value];
}

function problems<T>(items: readonly T[], told: (item: T) => string | false): string[] {
  return items.map(told).filter((each) => each !== false);
}
