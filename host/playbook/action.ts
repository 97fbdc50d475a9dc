/**
 * Which action a task calls.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/YAMLSyntax.html
 * @module
 */
import { type ActionDescription, didYouMean, Fault } from "@shep/sdk";
import { hasMarkup } from "../template/mod.ts";
import { shortName } from "../short_name.ts";
import { BUILTIN_ACTIONS, UNSUPPORTED_ACTIONS } from "./action_names.ts";
import { checkKeyword, expectMapping, type Fields } from "./fields.ts";
import { KEYWORDS, keywordsOf } from "./keywords.ts";
import type { ActionCatalogue } from "./load_context.ts";
import { isWithLoop } from "./loop.ts";
import { problemAt, refuse } from "./problem.ts";
import type { Reading } from "./reading.ts";
import {
  type Entry,
  isNull,
  type MappingNode,
  partOf,
  type Place,
  type SyntaxNode,
  textOf,
} from "./syntax_node.ts";

/** The action of a task, and what it is called with. */
export interface ActionCall {
  /** As it was written. */
  readonly written: string;
  readonly description: ActionDescription;
  /** The key that names the action, or says that an action follows. */
  readonly entry: Entry;
  /** Text, a dictionary, or nothing. */
  readonly body: SyntaxNode;
}

/** The action that `fields` call; one without a full name may be of one of the collections. */
export async function findAction(
  task: MappingNode,
  fields: Fields,
  collections: readonly string[],
  reading: Reading,
): Promise<ActionCall> {
  const entry = await actionEntry(task, fields, collections, reading);
  const key = String(entry.key.value);
  const call = isIndirect(key) ? indirectCall(entry) : { written: key, body: entry.value };
  if (hasMarkup(call.written)) {
    refuse(entry.value, "the name of an action is fixed, and no template", {
      hint: "Make a task for each action, with 'when'.",
    });
  }
  const { actions } = reading.context;
  const description = await describe(call.written, entry.key, collections, actions);
  if (description !== undefined) return { ...call, entry, description };
  refuseUnknown(call.written, entry, isIndirect(key) ? [] : keywordsOf(reading.place), actions);
}

/** Whether a key says that an action follows, instead of naming it. */
function isIndirect(key: string): boolean {
  return key === "action" || key === "local_action";
}

/** The one entry of a task that is no keyword. */
async function actionEntry(
  task: MappingNode,
  fields: Fields,
  collections: readonly string[],
  reading: Reading,
): Promise<Entry> {
  const candidates = [...fields].filter(([key]) => isCandidate(key, reading.place));
  const known: Entry[] = [];
  const unknown: Entry[] = [];
  for (const [key, entry] of candidates) {
    const isKnown = await isAction(key, entry.key, collections, reading.context.actions);
    (isKnown ? known : unknown).push(entry);
  }
  const misplaced = unknown.find(({ key }) => KEYWORDS.has(String(key.value)));
  if (misplaced !== undefined) refuseMisplaced(misplaced, reading.place);
  const [first, second] = known;
  if (first !== undefined && second !== undefined) refuseSecond(first, second);
  const [stranger] = unknown;
  if (first !== undefined && stranger !== undefined) {
    const name = String(stranger.key.value);
    refuse(stranger.key, `'${name}' is no keyword of a ${reading.place}`, {
      hint: didYouMean(name, [...keywordsOf(reading.place), "with_items"]) ??
        `If it is an argument of '${first.key.value}', indent it below that.`,
    });
  }
  return first ?? stranger ?? refuse(task, "this task has no action", {
    hint: "Name one, such as 'debug:', in line with the task's other keys.",
  });
}

function isCandidate(key: string, place: Reading["place"]): boolean {
  return isIndirect(key) || !isWithLoop(key) && !KEYWORDS.get(key)?.places.includes(place);
}

async function isAction(
  key: string,
  place: Place,
  collections: readonly string[],
  actions: ActionCatalogue,
): Promise<boolean> {
  const name = shortName(key);
  if (isIndirect(key) || BUILTIN_ACTIONS.has(name)) return true;
  return await describe(key, place, collections, actions) !== undefined;
}

/** The action of a name: of the first collection that has it, if the name is not a full one. */
async function describe(
  written: string,
  place: Place,
  collections: readonly string[],
  actions: ActionCatalogue,
): Promise<ActionDescription | undefined> {
  const isFull = written.includes(".");
  const names = isFull ? [written] : [...collections.map((each) => `${each}.${written}`), written];
  for (const name of new Set(names.map(shortName))) {
    const description = await actions.describe(name).catch((error) => {
      throw error instanceof Fault && error.diagnostic.file === undefined
        ? problemAt(place, error.message, { ...error.diagnostic, kind: error.kind })
        : error;
    });
    if (description !== undefined) return description;
  }
  return undefined;
}

function refuseSecond(first: Entry, second: Entry): never {
  const [one, other] = [first, second].map(({ key }) => `'${key.value}'`);
  refuse(second.key, `this task has two actions, ${one} and ${other}`, {
    hint: isNull(first.value)
      ? `If ${other} is an argument of ${one}, indent it below that; otherwise make two tasks.`
      : "Make two tasks of it, each with a '-' of its own.",
  });
}

function refuseMisplaced(entry: Entry, place: Reading["place"]): never {
  const key = String(entry.key.value);
  if (key === "rescue" || key === "always") {
    refuse(entry.key, `'${key}' needs a 'block' beside it`, {
      hint: `Put the tasks that '${key}' is for under 'block:', in line with it.`,
    });
  }
  checkKeyword(entry, place);
  throw new TypeError(`'${key}' is a keyword of a ${place}`);
}

/** Whether a task is delegated to this machine by the key that names its action. */
export function actsLocally({ key }: Entry): boolean {
  return key.value === "local_action";
}

/**
 * What `action: copy src=a` and `action: {module: copy, src: a}` call.
 *
 * @throws {Fault} `syntax`, where no action is named.
 */
export function indirectCall({ key, value }: Entry): Pick<ActionCall, "written" | "body"> {
  const text = textOf(value);
  if (text !== undefined) return calledBy(value, text);
  const mapping = expectMapping(value, `'${key.value}'`);
  const module = mapping.entries.find((entry) => entry.key.value === "module");
  const written = module === undefined ? undefined : textOf(module.value);
  if (module === undefined || written === undefined) {
    refuse(value, `'${key.value}' does not name an action`, {
      hint: "Name it with 'module', such as 'module: copy', beside its arguments.",
    });
  }
  const entries = mapping.entries.filter((entry) => entry !== module);
  return entries.length === 0
    ? calledBy(module.value, written)
    : { written, body: { ...mapping, entries } };
}

/** The name of an action, with its arguments behind it. */
function calledBy(node: SyntaxNode, text: string): Pick<ActionCall, "written" | "body"> {
  const [, written = "", rest = ""] = /^\s*(\S*)\s*([^]*)$/.exec(text) ?? [];
  return { written, body: { ...node, kind: "scalar", value: partOf(node, rest) } };
}

function refuseUnknown(
  written: string,
  { key }: Entry,
  keywords: readonly string[],
  actions: ActionCatalogue,
): never {
  const name = shortName(written);
  const hint = UNSUPPORTED_ACTIONS.get(name);
  if (hint !== undefined) refuse(key, `the action '${written}' is not supported`, { hint });
  if (BUILTIN_ACTIONS.has(name)) refuse(key, `the action '${written}' is not supported yet`);
  const last = name.slice(name.lastIndexOf(".") + 1);
  refuse(key, `there is no action '${written}'`, {
    hint: didYouMean(last, [...actions.names(), ...BUILTIN_ACTIONS, ...keywords]) ??
      "Check its spelling, and that the plugin that offers it is installed.",
  });
}
