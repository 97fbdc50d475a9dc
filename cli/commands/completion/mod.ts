/**
 * `shep completion`: scripts for shells, made of the command table.
 *
 * @module
 */
import type { Arguments } from "../../arguments/arguments.ts";
import { type Command, type Flag, spellings } from "../../command.ts";
import { COMMANDS, COMMON_FLAGS } from "../../command_table.ts";
import type { Streams } from "../../terminal/streams.ts";

/** Carries out `shep completion`, and returns the exit code. */
export function runCompletionCommand(args: Arguments, streams: Streams): number {
  streams.write("stdout", completionScript(args.positionals[0]!));
  return 0;
}

/** The script for a shell: `bash`, `zsh` or `fish`. */
export function completionScript(shell: string): string {
  if (shell === "fish") return fishScript();
  return shell === "zsh" ? zshScript() : bashScript();
}

/**
 * Words for what is known; where there are none, `-o default` completes file names.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
function bashScript(): string {
  const first = [...COMMANDS.map(({ name }) => name), ...COMMON_FLAGS.flatMap(spellings)];
  return `# Completion of shep's command lines for bash.
_shep() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${first.join(" ")}"
  else
    case "\${COMP_WORDS[1]}:$previous:$current" in
${COMMANDS.flatMap(bashCases).map((line) => `      ${line}\n`).join("")}    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _shep shep
`;
}

function bashCases({ name, flags, positional }: Command): string[] {
  const usable = supported(flags);
  const cases = usable.flatMap((flag) =>
    flag.choices === undefined
      ? []
      : spellings(flag).map((spelling) => bashCase(`${name}:${spelling}:*`, flag.choices!))
  );
  return [
    ...cases,
    bashCase(`${name}:*:-*`, usable.flatMap(spellings)),
    ...(positional?.choices ? [bashCase(`${name}:*`, positional.choices)] : []),
  ];
}

function bashCase(pattern: string, words: readonly string[]): string {
  return `${pattern}) words="${words.join(" ")}" ;;`;
}

/** @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
function zshScript(): string {
  const commands = COMMANDS.map(({ name, summary }) => singleQuoted(`${name}:${summary}`));
  return `#compdef shep
# Completion of shep's command lines for zsh.
_shep() {
  local -a commands=(
${commands.map((command) => `    ${command}\n`).join("")}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${COMMANDS.map(zshCase).join("")}  esac
}
compdef _shep shep
`;
}

function zshCase({ name, flags, positional }: Command): string {
  const specs = supported(flags).flatMap((flag) =>
    spellings(flag).map((spelling) => zshFlag(spelling, flag))
  );
  if (positional) specs.push(`*:${positional.name}:${zshAction(positional)}`);
  const lines = specs.map((spec) => `      ${singleQuoted(spec)}`);
  return `    ${name}) _arguments \\\n${lines.join(" \\\n")} ;;\n`;
}

function zshFlag(spelling: string, flag: Flag): string {
  const help = flag.help.replace(/[[\]:\\]/g, "\\$&");
  return flag.value === undefined
    ? `*${spelling}[${help}]`
    : `*${spelling}[${help}]:${flag.value}:${zshAction(flag)}`;
}

function zshAction({ choices, isFile }: Pick<Flag, "choices" | "isFile">): string {
  if (choices !== undefined) return `(${choices.join(" ")})`;
  return isFile ? "_files" : " ";
}

/** @see https://fishshell.com/docs/current/completions.html */
function fishScript(): string {
  const lines = COMMANDS.flatMap((command) => [
    `complete -c shep -n __fish_use_subcommand -f -a ${command.name}` +
    ` -d ${fishQuoted(command.summary)}`,
    ...supported(command.flags).map((flag) => fishFlag(command.name, flag)),
    ...(command.positional?.choices
      ? [`${fishStart(command.name)} -f -a ${fishQuoted(command.positional.choices.join(" "))}`]
      : []),
  ]);
  return `# Completion of shep's command lines for fish.\n${lines.join("\n")}\n`;
}

function fishStart(command: string): string {
  return `complete -c shep -n '__fish_seen_subcommand_from ${command}'`;
}

function fishFlag(command: string, flag: Flag): string {
  const names = [flag.name, ...flag.aliases ?? []].map((name) => ` -l ${name}`).join("");
  const short = flag.short === undefined ? "" : ` -s ${flag.short}`;
  return fishStart(command) + short + names + fishValue(flag) + ` -d ${fishQuoted(flag.help)}`;
}

function fishValue({ value, choices, isFile }: Flag): string {
  if (choices !== undefined) return ` -x -a ${fishQuoted(choices.join(" "))}`;
  if (isFile) return " -r -F";
  return value === undefined ? "" : " -x";
}

function supported(flags: readonly Flag[]): Flag[] {
  return flags.filter(({ refusal }) => refusal === undefined);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In fish a backslash escapes within single quotes. */
function fishQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}
