/**
 * The arguments of a task: a dictionary, text, or a template, and what `args` adds.
 *
 * @module
 */
import { type ActionDescription, checkArguments, type Fault } from "@shep/sdk";
import type { Key } from "@shep/sdk/value";
import { DeferredText, TemplateText } from "../template/mod.ts";
import type { ActionCall } from "./action.ts";
import { COMMAND_ACTIONS } from "./action_names.ts";
import { type ModuleArguments, parseKeyValue, UnbalancedError } from "./arguments/mod.ts";
import { type Fields, given } from "./fields.ts";
import type { LoadContext } from "./load_context.ts";
import type { DefaultArguments, PlaybookValue } from "./model.ts";
import { diagnosticAt, problemAt, refuse } from "./problem.ts";
import {
  describeNode,
  isNull,
  partOf,
  type Place,
  type SyntaxNode,
  templateOf,
  textOf,
  valueOf,
} from "./syntax_node.ts";
import { holdsTemplate } from "./templates.ts";

/** The arguments of one call. */
export interface TaskArguments {
  readonly values: ReadonlyMap<string, PlaybookValue>;
  readonly places: ReadonlyMap<string, Place>;
  /** A dictionary of further arguments, over which `values` win. */
  readonly template?: TemplateText;
}

/** The arguments that a task calls its action with. */
export function readArguments(
  call: ActionCall,
  fields: Fields,
  context: LoadContext,
): TaskArguments {
  const own = readBody(call.body, call.description);
  const args = given(fields, "args");
  if (args === undefined) return own;
  const further = readArgs(args);
  for (const [name, place] of further.places) {
    if (!own.places.has(name)) continue;
    context.warn(diagnosticAt(place, `the argument '${name}' is given twice`, {
      hint: `The one in 'args' is not used: remove it.`,
    }));
  }
  if (own.template !== undefined && further.template !== undefined) {
    refuse(args, "the arguments and 'args' cannot both be templates", {
      hint: 'Keep one of them, or combine them: "{{ a | combine(b) }}".',
    });
  }
  return {
    ...further,
    ...own,
    values: new Map([...further.values, ...own.values]),
    places: new Map([...further.places, ...own.places]),
  };
}

const NONE: TaskArguments = { values: new Map(), places: new Map() };

function readBody(body: SyntaxNode, action: ActionDescription): TaskArguments {
  if (body.kind === "mapping") return readDictionary(body);
  if (isNull(body)) return NONE;
  if (templateOf(body) instanceof DeferredText) {
    refuse(body, `the arguments of '${action.name}' cannot be vaulted as a whole`, {
      hint: "Give the vaulted text a name under 'vars', and write \"{{ name }}\" here.",
    });
  }
  const text = textOf(body);
  if (text !== undefined) return readText(body, text, action);
  refuse(
    body,
    `the arguments of '${action.name}' are a dictionary or text, not ${describeNode(body)}`,
  );
}

function readArgs(node: SyntaxNode): TaskArguments {
  if (node.kind === "mapping") return readDictionary(node);
  const template = templateOf(node);
  if (template !== undefined) return { ...NONE, template };
  refuse(node, `'args' takes a dictionary, not ${describeNode(node)}`, {
    hint: textOf(node) === undefined
      ? undefined
      : `To use a variable, write "{{ ${textOf(node)} }}".`,
  });
}

function readDictionary(node: Extract<SyntaxNode, { kind: "mapping" }>): TaskArguments {
  const { entries } = node;
  return {
    values: new Map(entries.map(({ key, value }) => [String(key.value), valueOf(value)])),
    places: new Map(entries.map(({ key }) => [String(key.value), key])),
  };
}

/** `key=value` text, with a command or another text for those actions that take one. */
function readText(node: SyntaxNode, text: string, action: ActionDescription): TaskArguments {
  const { params, rawParams } = parseText(node, text, action.name);
  const values = new Map<string, PlaybookValue>();
  let template: TemplateText | undefined;
  if (rawParams !== "") {
    const raw = partOf(node, rawParams);
    if (action.freeForm !== undefined && params.has(action.freeForm)) {
      refuse(node, `the argument '${action.freeForm}' is given twice, as text and by its name`);
    }
    if (action.freeForm !== undefined) values.set(action.freeForm, raw);
    else if (raw instanceof TemplateText) template = raw;
    else refuseText(node, rawParams, action);
  }
  for (const [name, value] of params) values.set(name, partOf(node, value));
  const places = new Map([...values.keys()].map((name) => [name, node]));
  return { values, places, ...(template === undefined ? {} : { template }) };
}

/** Words of the form `key=value`, and the rest of the text. */
export function parseText(node: SyntaxNode, text: string, action: string): ModuleArguments {
  try {
    return parseKeyValue(text, { freeForm: COMMAND_ACTIONS.has(action) });
  } catch (error) {
    if (error instanceof UnbalancedError) refuse(node, error.message, { hint: error.hint });
    throw error;
  }
}

function refuseText(node: SyntaxNode, text: string, action: ActionDescription): never {
  const [example = "name"] = Object.keys(action.arguments);
  refuse(node, `'${action.name}' takes arguments as 'name=value', which '${text}' is not`, {
    hint: `Write '${action.name}: ${example}=…', or a dictionary of arguments below it.`,
  });
}

/** What is wrong with arguments by what the action declares, as far as they are known yet. */
export function argumentProblems(
  call: ActionCall,
  called: TaskArguments,
  defaults: readonly DefaultArguments[],
): Fault[] {
  if ([called, ...defaults].some(({ template }) => template !== undefined)) return [];
  const values = new Map([...defaults, called].flatMap((each) => [...each.values]));
  const places = new Map([...defaults, called].flatMap((each) => [...each.places]));
  const { problems: found } = checkArguments(
    knownConstraints(call.description, values),
    values as ReadonlyMap<Key, unknown>,
    { isUnknown: holdsTemplate },
  );
  return found.map(({ argument, message, hint }) => {
    const place = argument === undefined ? undefined : places.get(argument);
    const details = { kind: "invalid-argument", hint } as const;
    return problemAt(place ?? call.entry.key, message, details);
  });
}

/**
 * Without the rules that a value which is not known yet may still follow: `{{ omit }}` leaves its
 * argument out.
 */
function knownConstraints(
  action: ActionDescription,
  values: ReadonlyMap<string, PlaybookValue>,
): ActionDescription {
  if (action.constraints === undefined || ![...values.values()].some(holdsTemplate)) return action;
  return { ...action, constraints: action.constraints.filter((rule) => "requiredOneOf" in rule) };
}
