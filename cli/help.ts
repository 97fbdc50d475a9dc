/**
 * Help, made of the command table.
 *
 * @module
 */
import { type Command, type Flag, type Positional, spellings } from "./command.ts";
import { COMMANDS, COMMON_FLAGS } from "./command_table.ts";
import { wrap } from "./terminal/wrap.ts";

/** Columns of what stands left of an explanation. */
const LEFT_WIDTH = 30;

/** What `shep --help` prints. */
export function generalHelp(width: number): string {
  return lines([
    "Shep runs Ansible playbooks.",
    "",
    "Usage: shep COMMAND [OPTION]...",
    "",
    "Commands:",
    ...COMMANDS.flatMap(({ name, summary }) => entry(name, summary, width)),
    "",
    "Options:",
    ...COMMON_FLAGS.flatMap((flag) => flagEntry(flag, width)),
    "",
    "'shep COMMAND --help' explains a command.",
  ]);
}

/** What `shep COMMAND --help` prints. */
export function commandHelp(command: Command, width: number): string {
  const { name, summary, positional, flags, examples } = command;
  const supported = flags.filter(({ refusal }) => refusal === undefined);
  const groups = Map.groupBy(supported, (flag) => flag.group);
  return lines([
    summary,
    "",
    `Usage: shep ${name} [OPTION]...${positional ? ` ${usageOf(positional)}` : ""}`,
    ...(positional ? ["", ...entry(positional.name, choicesIn(positional), width)] : []),
    ...[...groups].flatMap(([group, members]) => [
      "",
      `${group}:`,
      ...members.flatMap((flag) => flagEntry(flag, width)),
    ]),
    ...refusedNames(flags, width),
    ...(examples.length > 0 ? ["", "Examples:", ...examples.map((line) => `  ${line}`)] : []),
  ]);
}

function usageOf({ name, isRequired, isRepeatable }: Positional): string {
  const word = isRepeatable ? `${name}...` : name;
  return isRequired ? word : `[${word}]`;
}

function choicesIn({ help, choices }: { help: string; choices?: readonly string[] }): string {
  return choices === undefined ? help : `${help} One of ${choices.join(", ")}.`;
}

function flagEntry(flag: Flag, width: number): string[] {
  const names = spellings(flag).join(", ");
  return entry(flag.value === undefined ? names : `${names} ${flag.value}`, flag.help, width);
}

function refusedNames(flags: readonly Flag[], width: number): string[] {
  const names = flags.filter(({ refusal }) => refusal !== undefined)
    .map((flag) => `--${flag.name}`);
  if (names.length === 0) return [];
  return [
    "",
    "Ansible's, and refused:",
    ...wrap(names.join(", "), width - 2).map((line) => `  ${line}`),
  ];
}

/** A name, and its explanation beside it, or below if the name is long. */
function entry(name: string, help: string, width: number): string[] {
  const margin = " ".repeat(LEFT_WIDTH);
  const [first = "", ...rest] = wrap(help, Math.max(30, width - LEFT_WIDTH));
  const left = `  ${name}`;
  const head = left.length < LEFT_WIDTH - 1
    ? [left.padEnd(LEFT_WIDTH) + first]
    : [left, margin + first];
  return [...head, ...rest.map((line) => margin + line)];
}

function lines(text: readonly string[]): string {
  return text.map((line) => line + "\n").join("");
}
