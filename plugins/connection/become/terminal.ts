/**
 * A terminal for a program that asks for its password on nothing else.
 *
 * @see https://man7.org/linux/man-pages/man1/script.1.html
 * @module
 */
import { sh, shellLines, type ShellText } from "@shep/sdk";

/** What is said where no terminal can be made. */
export const NO_TERMINAL = "There is no script(1) to make a terminal with";

/**
 * Runs a command with a controlling terminal made by `script`, of which it uses nothing but the
 * prompt: its input and outputs are those that were there before.
 *
 * Of what the terminal shows, the first piece is said on the standard error; a terminal that does
 * not rework its output shows a prompt in one piece. What follows, the end of the prompt's line, is
 * dropped, for it might come in the middle of what the command itself says there. Then a line of the
 * input is typed: nobody writes it before the prompt was seen. It is read by a process that nobody
 * waits for: the command may be refused, and ask for nothing.
 *
 * Shells that descend from ksh keep such descriptors to themselves, unless a command is given them;
 * OpenBSD's, unless it is given them by another number.
 *
 * `$$` of `command` is the number of its process group, which leads a session of its own.
 */
export function onTerminal(command: ShellText): ShellText {
  const onSlave = shellLines([
    "stty -opost 2>/dev/null",
    sh`${command} <&7 >&8 2>&9`,
    "echo $? >&6",
  ]);
  return sh`command -v script >/dev/null || { echo ${NO_TERMINAL} >&2; exit 127; }
exec 3<&0 4>&1 5>&2
status=$({
{ { IFS= read -r line && printf '%s\\n' "$line"; } <&3 4>&- 5>&- 6>&- 2>/dev/null & } |
SHELL=/bin/sh script -q -c ${onSlave.text} /dev/null 7<&3 8>&4 9>&5 6>&6 |
{ dd bs=4096 count=1 2>/dev/null >&5; cat >/dev/null; }
} 6>&1)
exit "\${status:-1}"`;
}
