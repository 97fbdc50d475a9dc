/**
 * `include_tasks` and `include_role`: tasks that are read when their turn comes.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse.html#comparing-includes-and-imports-dynamic-and-static-re-use
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { type ActionCall, actsLocally } from "../action.ts";
import { checkKeywords, expectMapping, type Fields, fieldsOf, given } from "../fields.ts";
import { readScope } from "../inherited.ts";
import { isWithLoop } from "../loop.ts";
import type { IncludePoint, Scope, VariableSet } from "../model.ts";
import { refuse } from "../problem.ts";
import type { Reading } from "../reading.ts";
import { entryAt, isNull, mappingAt, type SyntaxNode, templateOf, textOf } from "../syntax_node.ts";
import { readVariables } from "../variables.ts";

/** The actions that bring tasks when they run, and what they bring. */
const KINDS: ReadonlyMap<string, IncludePoint["kind"]> = new Map([
  ["include_tasks", "tasks"],
  ["include_role", "role"],
]);

/** Whether an action brings tasks when it runs. */
export function isInclude({ description }: ActionCall): boolean {
  return KINDS.has(description.name);
}

/** The keywords of an include: no others are passed on to what is included. */
const INCLUDE_KEYWORDS: ReadonlySet<string> = new Set([
  "args",
  "collections",
  "debugger",
  "ignore_errors",
  "loop",
  "loop_control",
  "name",
  "no_log",
  "register",
  "run_once",
  "tags",
  "timeout",
  "vars",
  "when",
]);

/** Where the include that `call` is stands. */
export function readInclude(
  call: ActionCall,
  fields: Fields,
  outer: Scope,
  reading: Reading,
): IncludePoint {
  const { place, files, playbook, role } = reading;
  checkIncludeKeywords(call, fields, reading);
  if (actsLocally(call.entry)) {
    refuse(call.entry.key, `'${call.written}' cannot be delegated`, {
      hint: "Write 'action' in place of 'local_action', and 'delegate_to' below 'apply'.",
    });
  }
  if (call.description.name === "include_role" && place === "handler") {
    refuse(call.entry.key, "'include_role' cannot be a handler", {
      hint: "Include a file of tasks with 'include_tasks'.",
    });
  }
  const vars = given(fields, "vars");
  const ownVars = vars === undefined ? [] : readVariables(vars);
  return {
    kind: KINDS.get(call.description.name) ?? "tasks",
    scope: readApply(call, withIncludeVars(outer, ownVars), reading),
    vars: ownVars,
    place,
    files,
    playbook,
    ...(role === undefined ? {} : { role }),
  };
}

/** The scope of what is included: what `vars` of an include sets is stronger than facts. */
export function withIncludeVars(outer: Scope, vars: readonly VariableSet[]): Scope {
  return { ...outer, includeVars: [...outer.includeVars, ...vars] };
}

/** Whether a keyword is one of an include. */
export function isIncludeKeyword(name: string, place: Reading["place"]): boolean {
  return INCLUDE_KEYWORDS.has(name) || isWithLoop(name) || name === "listen" && place === "handler";
}

function checkIncludeKeywords(call: ActionCall, fields: Fields, { place }: Reading): void {
  for (const [name, { key }] of fields) {
    if (isIncludeKeyword(name, place) || key === call.entry.key) continue;
    refuse(key, `'${name}' is no keyword of '${call.description.name}'`, {
      hint: didYouMean(name, INCLUDE_KEYWORDS) ??
        `For the tasks that are included, write it below 'apply', beside the file or the role.`,
    });
  }
}

/** What `apply` says, within `outer`: keywords of a block. */
function readApply({ body }: ActionCall, outer: Scope, { context }: Reading): Scope {
  const node = applyNode(body);
  if (node === undefined || isNull(node)) return outer;
  if (templateOf(node) !== undefined) refuse(node, "a template in 'apply' is not supported");
  const fields = fieldsOf(expectMapping(node, "'apply'"));
  checkKeywords(fields, "block");
  return readScope(fields, outer, context);
}

function applyNode(body: SyntaxNode): SyntaxNode | undefined {
  if (body.kind !== "mapping") return undefined;
  return body.entries.find(({ key }) => key.value === "apply")?.value;
}

/**
 * The call without `apply`, which is read already, and with text as what it is: the path of a file,
 * whatever is in it, unless it says `file=`.
 */
export function withoutApply(call: ActionCall): ActionCall {
  const { body } = call;
  if (body.kind === "mapping") {
    return { ...call, body: { ...body, entries: body.entries.filter(isNotApply) } };
  }
  if (call.description.name !== "include_tasks" || isNull(body)) return call;
  if (/^\s*file=/.test(textOf(body) ?? "")) return call;
  return { ...call, body: mappingAt(body, [entryAt(body, "file", body)]) };
}

function isNotApply({ key }: { readonly key: { readonly value: unknown } }): boolean {
  return key.value !== "apply";
}
