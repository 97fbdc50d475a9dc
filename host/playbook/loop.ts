/**
 * What a task is repeated for: `loop`, `with_…`, and `until`.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 * @module
 */
import { didYouMean } from "@shep/sdk";
import { shortName } from "../short_name.ts";
import { readConditions } from "./conditions.ts";
import { expectMapping, type Fields, fieldsOf, given } from "./fields.ts";
import { LOOP_KINDS } from "./keywords.ts";
import type { LoadContext } from "./load_context.ts";
import type { Loop, PlaybookValue, Retry } from "./model.ts";
import { checkVariableName } from "./names.ts";
import { diagnosticAt, refuse } from "./problem.ts";
import { readScalar } from "./setting.ts";
import {
  describeNode,
  type Entry,
  isNull,
  positionOf,
  type SyntaxNode,
  templateOf,
  textOf,
  valueOf,
} from "./syntax_node.ts";

/** Whether a key of a task says what to repeat it for, as older playbooks do. */
export function isWithLoop(key: string): boolean {
  return key.startsWith("with_");
}

/** The loop of a task, if it has one. */
export function readLoop(fields: Fields, context: LoadContext): Loop | undefined {
  const loops = [...fields].filter(([name]) => name === "loop" || isWithLoop(name));
  const [first, second] = loops;
  const controlNode = given(fields, "loop_control");
  const control = readLoopControl(controlNode, context);
  if (first === undefined) {
    if (controlNode !== undefined) {
      context.warn(diagnosticAt(controlNode, "'loop_control' does nothing without a loop"));
    }
    return undefined;
  }
  if (second !== undefined) {
    refuse(second[1].key, `a task has one loop, and this one has '${first[0]}' already`, {
      hint: "Keep one of them.",
    });
  }
  const [name, { key, value }] = first;
  const kind = name === "loop" ? name : loopKind(first[1], context);
  if (isNull(value)) {
    if (kind === "loop") return undefined;
    refuse(key, `'${name}' needs a value`);
  }
  const isList = value.kind === "sequence" || templateOf(value) !== undefined;
  if (kind === "loop" && !isList) {
    refuse(value, `'loop' takes a list, not ${describeNode(value)}`, {
      hint: textOf(value) === undefined
        ? undefined
        : `To use a variable, write "{{ ${textOf(value)} }}".`,
    });
  }
  return { kind, value: valueOf(value), position: positionOf(value), ...control };
}

/** What stands behind `with_`; of a full name of Ansible's the last part. */
function loopKind({ key }: Entry, { lookups }: LoadContext): string {
  const name = String(key.value);
  const kind = name.slice("with_".length);
  const short = shortName(kind);
  if (LOOP_KINDS.has(short)) return short;
  if (lookups.has(kind)) return kind;
  const names = [...LOOP_KINDS, ...lookups.names()].map((each) => `with_${each}`);
  refuse(key, `'${name}' is no keyword of a task: there is no lookup '${kind}'`, {
    hint: didYouMean(name, names),
  });
}

type LoopControl = Omit<Loop, "kind" | "value" | "position">;

const CONTROLS = [
  "loop_var",
  "index_var",
  "label",
  "pause",
  "extended",
  "extended_allitems",
  "break_when",
];

function readLoopControl(node: SyntaxNode | undefined, context: LoadContext): LoopControl {
  const fields: Fields = node === undefined
    ? new Map()
    : fieldsOf(expectMapping(node, "'loop_control'"));
  for (const [name, { key }] of fields) {
    if (CONTROLS.includes(name)) continue;
    refuse(key, `'loop_control' has no '${name}'`, {
      hint: didYouMean(name, CONTROLS) ?? `It has ${CONTROLS.join(", ")}.`,
    });
  }
  const indexVariable = given(fields, "index_var");
  const label = given(fields, "label");
  const pause = given(fields, "pause");
  return {
    variable: readVariableName(given(fields, "loop_var"), "loop_var") ?? "item",
    extended: readFlag(fields, "extended", false),
    extendedAllItems: readFlag(fields, "extended_allitems", true),
    breakWhen: readConditions(given(fields, "break_when"), "break_when", context),
    ...(indexVariable === undefined
      ? {}
      : { indexVariable: readVariableName(indexVariable, "index_var") }),
    ...(label === undefined ? {} : { label: valueOf(label) }),
    ...(pause === undefined ? {} : { pause: readScalar(pause, "pause", "float").value }),
  };
}

/** The name of a variable, or a template of one. */
function readVariableName(node: SyntaxNode, keyword: string): PlaybookValue;
function readVariableName(
  node: SyntaxNode | undefined,
  keyword: string,
): PlaybookValue | undefined;
function readVariableName(
  node: SyntaxNode | undefined,
  keyword: string,
): PlaybookValue | undefined {
  if (node === undefined) return undefined;
  const { value } = readScalar(node, keyword, "str");
  if (typeof value === "string") checkVariableName(value, node);
  return value;
}

function readFlag(fields: Fields, keyword: string, otherwise: boolean): PlaybookValue {
  const node = given(fields, keyword);
  return node === undefined ? otherwise : readScalar(node, keyword, "bool").value;
}

const DEFAULT_RETRIES = 3;
const DEFAULT_DELAY = 5;

/** How a task is repeated until it succeeds, if it is. */
export function readRetry(fields: Fields, context: LoadContext): Retry | undefined {
  const until = given(fields, "until");
  const retries = given(fields, "retries");
  const delay = given(fields, "delay");
  if (until === undefined && retries === undefined) return undefined;
  return {
    until: readConditions(until, "until", context),
    retries: retries === undefined ? DEFAULT_RETRIES : readScalar(retries, "retries", "int").value,
    delay: delay === undefined ? DEFAULT_DELAY : readScalar(delay, "delay", "int").value,
  };
}
