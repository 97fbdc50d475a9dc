/**
 * The syntax of the templates in plays, blocks and tasks: what cannot be parsed fails whenever it
 * is reached, so it is told before anything runs. Variables are not looked at: one that nobody
 * reads may hold anything.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { syntaxError, type TemplateError, TemplateText, type TextKind } from "../template/mod.ts";
import type { Fields } from "./fields.ts";
import { KEYWORDS } from "./keywords.ts";
import { isWithLoop } from "./loop.ts";
import { diagnosticAt } from "./problem.ts";
import type { Note, Prospect } from "./prospect.ts";
import type { ScalarNode, SyntaxNode } from "./syntax_node.ts";
import { columnIn } from "./template_place.ts";

/** What is read by itself, or not before a template names it. */
const NOT_HERE: ReadonlySet<string> = new Set(["vars", "roles"]);

/** What is read before a task's conditions are. */
const BEFORE_CONDITIONS: ReadonlySet<string> = new Set([
  "loop",
  "delegate_to",
  "run_once",
  "throttle",
]);

/** Notes the templates of these fields that cannot be parsed. */
export function checkTemplates(fields: Fields, prospect: Prospect): void {
  for (const [name, { value }] of fields) {
    const type = KEYWORDS.get(name)?.type;
    if (type === "tasks" || NOT_HERE.has(name)) continue;
    const kind = type === "conditions" ? "condition" : "template";
    if (name === "when") checkConditions(value, prospect);
    else if (BEFORE_CONDITIONS.has(name) || isWithLoop(name)) {
      checkNode(value, kind, prospect.atTurn);
    } else checkNode(value, kind, prospect.atRun);
  }
}

/** Each is evaluated where those before it hold. */
function checkConditions(node: SyntaxNode, { atCondition, atRun }: Prospect): void {
  if (node.kind !== "sequence") return checkNode(node, "condition", atCondition);
  for (const [index, item] of node.items.entries()) {
    checkNode(item, "condition", index === 0 ? atCondition : atRun);
  }
}

/** Notes what is wrong with an expression. */
export function checkCondition(node: SyntaxNode, note: Note): void {
  checkNode(node, "condition", note);
}

function checkNode(node: SyntaxNode, kind: TextKind, note: Note): void {
  if (node.kind === "sequence") {
    for (const item of node.items) checkNode(item, kind, note);
  } else if (node.kind === "mapping") {
    for (const { value } of node.entries) checkNode(value, kind, note);
  } else {
    const text = textToCheck(node, kind);
    const error = text === undefined ? undefined : syntaxError(text, kind);
    if (error !== undefined) note(faultAt(node, error));
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
