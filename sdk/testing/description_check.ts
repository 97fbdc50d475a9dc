/**
 * Whether what a plugin says of itself is sound.
 *
 * @module
 */
import type { ArgumentSpec, ArgumentSpecs, Constraint } from "../arguments.ts";
import { coerce } from "../coerce.ts";
import type { ActionDescription, PluginDescription } from "../description.ts";
import type { Value, ValueMap } from "../value.ts";
import type { Hello, PluginKind } from "../wire/messages/handshake.ts";

/** Everything that is wrong with a description, a line each. */
export function descriptionProblems(hello: Hello, description: PluginDescription): string[] {
  return [
    ...(description.summary === "" ? ["The plugin has no summary"] : []),
    ...kindProblems(hello.kinds, description),
    ...duplicates(description.actions.map(({ name }) => name), "action"),
    ...description.actions.flatMap(actionProblems),
  ];
}

function kindProblems(kinds: readonly PluginKind[], description: PluginDescription): string[] {
  const offers: Record<PluginKind, readonly unknown[]> = {
    action: description.actions,
    connection: description.connections,
    inventory: description.inventories,
    parser: description.parsers,
    filter: description.filters,
    lookup: description.lookups,
  };
  return (Object.keys(offers) as PluginKind[]).flatMap((kind) => {
    const isSaid = kinds.includes(kind);
    const isOffered = offers[kind].length > 0;
    if (isSaid === isOffered) return [];
    return [
      `Its Hello ${isSaid ? "claims" : "does not claim"} the kind '${kind}', unlike Describe`,
    ];
  });
}

function actionProblems(action: ActionDescription): string[] {
  const { name, summary, arguments: specs, freeForm, constraints = [] } = action;
  const problems = [
    ...(/^[a-z][a-z0-9_.]*$/.test(name) ? [] : [`'${name}' is no name for an action`]),
    ...(summary === "" ? ["it has no summary"] : []),
    ...argumentProblems(specs),
    ...(freeForm === undefined || freeForm in specs
      ? []
      : [`its free-form argument '${freeForm}' is not declared`]),
    ...constraints.flatMap(constraintNames).filter((name) => !(name in specs))
      .map((name) => `a rule names the argument '${name}', which is not declared`),
  ];
  return problems.map((problem) => `The action '${name}': ${problem}`);
}

function argumentProblems(specs: ArgumentSpecs): string[] {
  const names = Object.entries(specs).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  return [
    ...duplicates(names, "argument or alias"),
    ...Object.entries(specs).flatMap(([name, spec]) =>
      specProblems(spec).map((problem) => `the argument '${name}' ${problem}`)
    ),
  ];
}

function specProblems(spec: ArgumentSpec): string[] {
  const { default: fallback, choices, fields } = spec;
  const problems: string[] = [];
  if (spec.description === "") problems.push("has no description");
  if (spec.required && fallback !== undefined) problems.push("is required and has a default");
  if (fallback !== undefined && fallback !== null && coerce(spec.type, fallback) === undefined) {
    problems.push(`has a default that is no ${spec.type}`);
  }
  if (choices && fallback !== undefined && fallback !== null && !Array.isArray(fallback)) {
    if (!choices.includes(String(fallback))) problems.push("has a default that is no choice");
  }
  if (spec.elements !== undefined && spec.type !== "list") {
    problems.push("has elements and is no list");
  }
  if (fields) problems.push(...argumentProblems(fields).map((problem) => `has fields: ${problem}`));
  return problems;
}

function constraintNames(constraint: Constraint): readonly string[] {
  if ("mutuallyExclusive" in constraint) return constraint.mutuallyExclusive;
  if ("requiredTogether" in constraint) return constraint.requiredTogether;
  if ("requiredOneOf" in constraint) return constraint.requiredOneOf;
  if ("requiredBy" in constraint) return [constraint.by, ...constraint.requiredBy];
  return [constraint.when, ...constraint.requiredIf];
}

function duplicates(names: readonly string[], what: string): string[] {
  return names.filter((name, index) => names.indexOf(name) < index)
    .map((name) => `There are two of the ${what} '${name}'`);
}

/** Arguments that fit the declaration as far as types go. */
export function sampleArguments({ arguments: specs }: ActionDescription): ValueMap {
  const required = Object.entries(specs).filter(([, spec]) => spec.required);
  return new Map(required.map(([name, spec]) => [name, sample(spec)]));
}

function sample({ type, choices, fields }: ArgumentSpec): Value {
  if (choices?.[0] !== undefined) return choices[0];
  switch (type) {
    case "int":
    case "float":
    case "bytes":
      return 1;
    case "bool":
      return true;
    case "list":
      return [];
    case "dict":
      return new Map(Object.entries(fields ?? {}).map(([name, spec]) => [name, sample(spec)]));
    default:
      return "/nonexistent";
  }
}
