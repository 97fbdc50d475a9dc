/**
 * From the words of a command line to {@linkcode Arguments}, by the command's entry in the table.
 *
 * What is accepted is what Python's argparse accepts, because Ansible's users type it: `-vvv`,
 * `-bi hosts`, `-ihosts`, `--limit=web`, and any unambiguous beginning of a long name.
 *
 * @see https://docs.python.org/3/library/argparse.html#the-parse-args-method
 * @module
 */
import { type Command, type Flag, spellings } from "../command.ts";
import { Arguments } from "./arguments.ts";
import { type FlagToken, tokenize } from "./tokenize.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Parses the words after a command.
 *
 * @throws {UsageError} if they do not fit the command. `--help` and `--version` are found first,
 * and excuse what is missing.
 */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const flags = flagsBySpelling(command);
  const values = new Map<string, string[]>(command.flags.map((flag) => [flag.name, []]));
  const positionals: string[] = [];
  const takesValue = (name: string): boolean => flags.get(name)?.value !== undefined;
  for (const token of tokenize(expandAbbreviations(words, flags, command), takesValue)) {
    if (typeof token === "string") {
      positionals.push(token);
    } else {
      const flag = flags.get(token.rawName);
      if (flag === undefined) throw unknownFlag(token.rawName, command);
      if (flag.refusal !== undefined) {
        throw new UsageError(`${token.rawName} ${flag.refusal}`, { command: command.name });
      }
      values.get(flag.name)!.push(valueOf(flag, token, command));
    }
  }
  const parsed = new Arguments(positionals, values);
  if (!parsed.has("help") && !parsed.has("version")) checkPositionals(command, parsed);
  return parsed;
}

function flagsBySpelling(command: Command): Map<string, Flag> {
  return new Map(command.flags.flatMap((flag) => spellings(flag).map((name) => [name, flag])));
}

/** Completes `--lim` to `--limit`, wherever only one flag begins like that. */
function expandAbbreviations(
  words: readonly string[],
  flags: ReadonlyMap<string, Flag>,
  command: Command,
): string[] {
  const end = words.indexOf("--");
  return words.map((word, index) => {
    if (!word.startsWith("--") || (end !== -1 && index >= end)) return word;
    const [typed = word] = word.split("=", 1);
    if (flags.has(typed)) return word;
    const candidates = [...flags.keys()].filter((name) => name.startsWith(typed));
    const meant = new Set(candidates.map((name) => flags.get(name)));
    if (meant.size > 1) {
      throw new UsageError(`'${typed}' could be ${candidates.join(" or ")}`, {
        command: command.name,
      });
    }
    return candidates[0] === undefined ? word : candidates[0] + word.slice(typed.length);
  });
}

function valueOf(flag: Flag, token: FlagToken, command: Command): string {
  const advice = { command: command.name };
  if (flag.value === undefined) {
    if (token.value === undefined) return "";
    throw new UsageError(`${token.rawName} takes no value, but was given '${token.value}'`, advice);
  }
  if (token.value === undefined || (!token.isInline && looksLikeFlag(token.value))) {
    throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`, advice);
  }
  const isShort = !token.rawName.startsWith("--");
  const value = token.isInline && isShort ? token.value.replace(/^=/, "") : token.value;
  if (flag.choices !== undefined && !flag.choices.includes(value)) {
    throw new UsageError(
      `${token.rawName} is one of ${flag.choices.join(", ")}, not '${value}'`,
      { ...advice, typed: value, candidates: flag.choices },
    );
  }
  return value;
}

/** As argparse sees it: a negative number, or a text with a space, is a value. */
function looksLikeFlag(value: string): boolean {
  return /^-[^\s]+$/.test(value) && !/^-\d*\.?\d+$/.test(value);
}

function checkPositionals(command: Command, args: Arguments): void {
  const { positional } = command;
  const given = args.positionals;
  const advice = { command: command.name };
  const extra = positional === undefined
    ? given[0]
    : positional.isRepeatable
    ? undefined
    : given[1];
  if (extra !== undefined) {
    throw new UsageError(`shep ${command.name} does not take '${extra}'`, advice);
  }
  if (
    positional?.isRequired && given.length === 0 &&
    !args.has(positional.isDispensableWith ?? "help")
  ) {
    throw new UsageError(`shep ${command.name} needs a ${positional.name}`, advice);
  }
  const choices = positional?.choices;
  const wrong = choices && given.find((value) => !choices.includes(value));
  if (choices !== undefined && wrong !== undefined) {
    throw new UsageError(
      `${positional?.name} is one of ${choices.join(", ")}, not '${wrong}'`,
      { ...advice, typed: wrong, candidates: choices },
    );
  }
}

function unknownFlag(typed: string, command: Command): UsageError {
  const supported = command.flags.filter(({ refusal }) => refusal === undefined);
  return new UsageError(`shep ${command.name} has no flag '${typed}'`, {
    command: command.name,
    ...(typed.startsWith("--") && {
      typed,
      candidates: supported.flatMap(spellings).filter((name) => name.startsWith("--")),
    }),
  });
}
