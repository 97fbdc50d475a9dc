/**
 * An action's declaration as text.
 *
 * @module
 */
import type { ActionDescription, ArgumentSpec, ArgumentSpecs, Constraint } from "@shep/sdk";
import { wrap } from "../../terminal/wrap.ts";
import { formatValue } from "./json.ts";

/** Everything that an action declares, in lines of at most `width` columns. */
export function actionText(action: ActionDescription, width: number): string {
  const { name, summary, description, examples = [], returns = {} } = action;
  const blocks = [
    [name.toUpperCase()],
    [summary, ...(description === undefined ? [] : [description])]
      .flatMap((text) => indented(text, 2, width)),
    ["Arguments (= is required):", "", ...argumentLines(action.arguments, 2, width)],
    constraintLines(action, width),
    [`Check mode: ${yesNo(action.supportsCheck)}; diff: ${yesNo(action.supportsDiff)}`],
    section("Returns:", Object.entries(returns).flatMap(([key, text]) => entry(key, text, width))),
    section("Examples:", examples.flatMap((example, at) => exampleLines(example, at))),
  ];
  return blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n") +
    "\n";
}

/** The names of all actions, each with what it does. */
export function actionList(actions: readonly ActionDescription[], width: number): string {
  const margin = Math.max(...actions.map(({ name }) => name.length)) + 2;
  return actions.map(({ name, summary }) => {
    const [first = "", ...rest] = wrap(summary, Math.max(30, width - margin));
    return [name.padEnd(margin) + first, ...rest.map((line) => " ".repeat(margin) + line)]
      .map((line) => line + "\n").join("");
  }).join("");
}

function argumentLines(specs: ArgumentSpecs, depth: number, width: number): string[] {
  const entries = Object.entries(specs).sort(([a], [b]) => a < b ? -1 : 1);
  if (entries.length === 0) return [`${" ".repeat(depth)}none`];
  return entries.flatMap(([name, spec], at) => [
    ...(at === 0 ? [] : [""]),
    `${" ".repeat(depth)}${spec.required ? "=" : "-"} ${name}`,
    ...indented(spec.description, depth + 4, width),
    ...factLines(spec).flatMap((line) => indented(line, depth + 4, width)),
    ...(spec.fields === undefined ? [] : ["", ...argumentLines(spec.fields, depth + 4, width)]),
  ]);
}

function factLines(spec: ArgumentSpec): string[] {
  const { type, elements, aliases = [], choices = [] } = spec;
  return [
    `type: ${elements === undefined ? type : `${type} of ${elements}`}`,
    ...(spec.default === undefined ? [] : [`default: ${formatValue(spec.default)}`]),
    ...(choices.length === 0 ? [] : [`choices: ${choices.map(quoteBreaks).join(", ")}`]),
    ...(aliases.length === 0 ? [] : [`aliases: ${aliases.join(", ")}`]),
  ];
}

function quoteBreaks(text: string): string {
  return /[\r\n]/.test(text) ? JSON.stringify(text) : text;
}

function constraintLines(action: ActionDescription, width: number): string[] {
  const { constraints = [], freeForm } = action;
  const lines = [
    ...(freeForm === undefined ? [] : [`Text behind '${action.name}:' is '${freeForm}'.`]),
    ...constraints.map(constraintText),
  ];
  return lines.flatMap((line) => indented(line, 2, width));
}

function constraintText(constraint: Constraint): string {
  if ("mutuallyExclusive" in constraint) {
    return `Only one of ${constraint.mutuallyExclusive.join(", ")}.`;
  }
  if ("requiredTogether" in constraint) {
    return `Only together: ${constraint.requiredTogether.join(", ")}.`;
  }
  if ("requiredOneOf" in constraint) {
    return `At least one of ${constraint.requiredOneOf.join(", ")}.`;
  }
  if ("requiredBy" in constraint) {
    return `Required with ${constraint.by}: ${constraint.requiredBy.join(", ")}.`;
  }
  const { requiredIf, when, equals } = constraint;
  return `Required if ${when} is ${formatValue(equals)}: ${requiredIf.join(", ")}.`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, "", ...lines];
}

function entry(name: string, text: string, width: number): string[] {
  return [`  - ${name}`, ...indented(text, 6, width)];
}

function exampleLines(example: string, at: number): string[] {
  return [...(at === 0 ? [] : [""]), ...example.split("\n").map((line) => `  ${line}`)];
}

function indented(text: string, depth: number, width: number): string[] {
  const margin = " ".repeat(depth);
  return wrap(text, Math.max(30, width - depth)).map((line) => margin + line);
}

function yesNo(value: boolean | undefined): string {
  return value ? "yes" : "no";
}
