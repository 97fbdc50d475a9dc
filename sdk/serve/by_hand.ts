/**
 * A plugin in the hands of a person: it says what it is, describes itself, and runs an action
 * without a host.
 *
 * @module
 */
import type { ArgumentSpec } from "../arguments.ts";
import type { ActionDescription } from "../description.ts";
import { didYouMean } from "../nearest.ts";
import { describePlugin, type PluginDefinition } from "../plugin.ts";
import type { ValueMap } from "../value.ts";
import { PROTOCOL_VERSION } from "../wire/codec.ts";
import { Fault } from "../wire/errors.ts";
import { executeTask, type ExecuteTaskReply } from "../wire/messages/action.ts";
import { loopback } from "../wire/loopback.ts";
import { pluginHandlers } from "./handlers.ts";
import { fromJson, toJson } from "./json.ts";
import { localHost, type MayFunction } from "./local_host.ts";
import { greeting } from "./greeting.ts";

/** Where a plugin run by hand reads and writes. */
export interface Terminal {
  /** Prints a line of what was asked for. */
  readonly print: (text: string) => void;
  /** Prints a line about it. */
  readonly tell: (text: string) => void;
  /** Reads a file; `-` is stdin. */
  readonly read: (path: string) => Promise<string>;
  /** Whether the process holds a permission; asks Deno if absent. */
  readonly may?: MayFunction;
}

/** Exit codes: an action that failed is not a command line that was wrong. */
const Exit = { ok: 0, failed: 1, usage: 2 } as const;

const COMMANDS = ["describe", "call", "--help", "--version"];

const PROCESS: Terminal = {
  print: (text) => console.log(text),
  tell: (text) => console.error(text),
  read: (path) => path === "-" ? new Response(Deno.stdin.readable).text() : Deno.readTextFile(path),
};

/** Carries out the command line `args`; returns the exit code. */
export async function runByHand(
  plugin: PluginDefinition,
  args: readonly string[],
  terminal: Terminal = PROCESS,
): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case undefined:
      terminal.print(await explanation(plugin));
      return Exit.usage;
    case "--help":
    case "-h":
    case "help":
      terminal.print(await explanation(plugin));
      return Exit.ok;
    case "--version":
      terminal.print(`${plugin.name} ${plugin.version}`);
      return Exit.ok;
    case "describe":
      terminal.print(
        toJson({ name: plugin.name, version: plugin.version, ...await describePlugin(plugin) }),
      );
      return Exit.ok;
  }
  try {
    if (command !== "call") throw usage(`There is no command '${command}'`, command, COMMANDS);
    return await call(plugin, callOptions(rest), terminal);
  } catch (error) {
    const { summary, detail, hint } = Fault.from(error).diagnostic;
    for (const line of [summary, detail, hint]) if (line !== undefined) terminal.tell(line);
    return error instanceof Fault && error.kind === "invalid-request" ? Exit.usage : Exit.failed;
  }
}

function usage(summary: string, word: string, known: readonly string[]): Fault {
  if (known.length === 0) return new Fault("invalid-request", summary);
  const hint = didYouMean(word, known) ?? `Known are ${known.join(", ")}`;
  return new Fault("invalid-request", summary, { hint });
}

/** A `call` on the command line. */
interface CallOptions {
  readonly action: string | undefined;
  readonly file: string | undefined;
  readonly check: boolean;
  readonly diff: boolean;
}

function callOptions(args: readonly string[]): CallOptions {
  const options: { -readonly [K in keyof CallOptions]: CallOptions[K] } = {
    action: undefined,
    file: undefined,
    check: false,
    diff: false,
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--check") options.check = true;
    else if (arg === "--diff") options.diff = true;
    else if (arg === "--args") {
      options.file = args[++i];
      if (options.file === undefined) throw usage("--args needs a FILE, or - for stdin", "", []);
    } else if (arg.startsWith("--args=")) options.file = arg.slice("--args=".length);
    else if (arg.startsWith("-")) {
      throw usage(`There is no option '${arg}'`, arg, ["--args", "--check", "--diff"]);
    } else options.action = arg;
  }
  return options;
}

async function call(
  plugin: PluginDefinition,
  { action, file, check, diff }: CallOptions,
  terminal: Terminal,
): Promise<number> {
  const names = (plugin.actions ?? []).map((each) => each.name);
  if (action === undefined) throw usage("Which action is to be called?", "", names);
  const args = file === undefined ? new Map() : await readArguments(file, terminal);
  const tell = (message: { text: string }): void => terminal.tell(message.text);
  const ends = loopback(
    {
      handlers: localHost({
        onRequest: (text) => terminal.tell(`> ${text}`),
        ...(terminal.may ? { may: terminal.may } : {}),
      }),
      onLog: tell,
    },
    { handlers: pluginHandlers(plugin, tell) },
  );
  ends.host.greet({ ...greeting(plugin), kinds: [] });
  ends.plugin.greet(greeting(plugin));
  const request = { action, arguments: args, host: "localhost", check, diff, verbosity: 0 };
  const reply = await ends.host.call(executeTask, request, {
    onProgress: ({ message, current, total, unit }) =>
      terminal.tell(`${message} ${current}/${total} ${unit}`),
  });
  terminal.print(toJson(result(reply)));
  return reply.status === "failed" ? Exit.failed : Exit.ok;
}

function result({ status, result, facts, diffs = [], warnings = [] }: ExecuteTaskReply): unknown {
  return {
    status,
    ...Object.fromEntries(result),
    ...(facts === undefined ? {} : { facts }),
    ...(diffs.length === 0 ? {} : { diff: diffs }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

async function readArguments(file: string, terminal: Terminal): Promise<ValueMap> {
  const text = await terminal.read(file).catch((error: unknown) => {
    const isDenied = error instanceof Deno.errors.NotCapable;
    throw new Fault("failed", `The arguments in '${file}' cannot be read`, {
      detail: error instanceof Error ? error.message : String(error),
      hint: isDenied
        ? `Give it --allow-read=${file}, or the arguments by --args -`
        : "Is it there?",
    });
  });
  try {
    const value = fromJson(text);
    if (value instanceof Map) return value;
  } catch (error) {
    throw new Fault("failed", `The arguments in '${file}' are no JSON`, {
      detail: String(error),
      hint: 'A JSON object is expected: {"name": "value"}',
    });
  }
  throw new Fault("failed", `The arguments in '${file}' are no JSON object`, {
    hint: 'For example: {"name": "value"}',
  });
}

async function explanation(plugin: PluginDefinition): Promise<string> {
  const program = `shep-plugin-${plugin.name}`;
  const { actions, connections, inventories, parsers, filters, lookups } = await describePlugin(
    plugin,
  );
  const kinds = { connections, inventories, parsers, filters, lookups };
  const offers = [
    ...actions.map(({ name, summary }) => `  action ${name}: ${summary}`),
    ...Object.entries(kinds).flatMap(([kind, names]) =>
      names.length === 0 ? [] : [`  ${kind}: ${names.join(", ")}`]
    ),
  ];
  const [first] = actions;
  return [
    `${plugin.name} ${plugin.version}: ${plugin.summary}`,
    `A plugin of Shep (protocol ${PROTOCOL_VERSION}); \`shep\` starts it when a playbook needs it.`,
    ...(offers.length === 0 ? [] : ["", "It offers:", ...offers]),
    "",
    "By hand:",
    `  ${program} describe    what it offers and needs, as JSON`,
    ...(first ? [`  ${program} call ACTION [--args FILE|-] [--check] [--diff]`] : []),
    ...(first ? ["", "For example:", `  ${exampleCall(program, first)}`] : []),
  ].join("\n");
}

function exampleCall(program: string, { name, arguments: specs }: ActionDescription): string {
  const required = Object.entries(specs).filter(([, spec]) => spec.required);
  const args = Object.fromEntries(required.map(([name, spec]) => [name, exampleValue(spec)]));
  return `echo '${JSON.stringify(args)}' | ${program} call ${name} --args - --check`;
}

function exampleValue({ type, choices }: ArgumentSpec): unknown {
  if (choices?.[0] !== undefined) return choices[0];
  switch (type) {
    case "int":
    case "float":
      return 1;
    case "bool":
      return true;
    case "list":
      return [];
    case "dict":
      return {};
    case "path":
      return "/path";
    default:
      return "text";
  }
}
