/**
 * The syntax of the templates in plays, blocks and tasks: what cannot be parsed would fail whenever
 * it is reached, so it is told before anything runs. Variables are not looked at: one that nobody
 * reads may hold anything.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { syntaxError, type TemplateError, TemplateText, type TextKind } from "../template/mod.ts";
import type { Fields } from "./fields.ts";
import { KEYWORDS } from "./keywords.ts";
import { diagnosticAt, type ProblemLog } from "./problem.ts";
import type { ScalarNode, SyntaxNode } from "./syntax_node.ts";
import { columnIn } from "./template_place.ts";

/** What is read by itself, or not before a template names it. */
const NOT_HERE: ReadonlySet<string> = new Set(["vars", "roles"]);

/** Notes the templates of these fields that cannot be parsed. */
export function checkTemplates(fields: Fields, problems: ProblemLog): void {
  for (const [name, { value }] of fields) {
    const type = KEYWORDS.get(name)?.type;
    if (type === "tasks" || NOT_HERE.has(name)) continue;
    checkNode(value, type === "conditions" ? "condition" : "template", problems);
  }
}

/** Notes what is wrong with an expression. */
export function checkCondition(node: SyntaxNode, problems: ProblemLog): void {
  checkNode(node, "condition", problems);
}

function checkNode(node: SyntaxNode, kind: TextKind, problems: ProblemLog): void {
  if (node.kind === "sequence") {
    for (const item of node.items) checkNode(item, kind, problems);
  } else if (node.kind === "mapping") {
    for (const { value } of node.entries) checkNode(value, kind, problems);
  } else {
    const text = textToCheck(node, kind);
    const error = text === undefined ? undefined : syntaxError(text, kind);
    if (error !== undefined) problems.add(faultAt(node, error));
  }
}

/** A condition is an expression even without braces. */
function textToCheck(
  { value, source, line, column }: ScalarNode,
  kind: TextKind,
): TemplateText | undefined {
  if (value instanceof TemplateText) return value;
  if (kind !== "condition" || typeof value !== "string" || value === "") return undefined;
  return new TemplateText(value, { file: source.name, ...source.textStart(line, column) });
}

function faultAt({ source }: ScalarNode, error: TemplateError): Fault {
  const { line = 1, message, hint } = error;
  const place = { source, line, column: columnIn(source.line(line), error) };
  return new Fault("syntax", message, diagnosticAt(place, message, { hint }));
}
