/**
 * What a script makes beside its place, to be renamed into it: it goes again, whatever ends the
 * script. Its name is always `.shep-` and something that nobody else has.
 *
 * @module
 */
import { shellLibrary, type ShellText } from "@shep/sdk";

/**
 * `on_exit COMMANDS` has them run however the shell ends, unless it is killed; some shells run no
 * exit trap when a signal ends them, and the 13th is how they learn that the connection is lost.
 *
 * `explain_short FILE` tells why no more could be written to it, and fails: a shell's own `printf`
 * only says that it could not.
 *
 * `tells_short` is whether the shell's `printf` could at all: zsh's takes a full disk for a success.
 *
 * `sweep DIRECTORY` removes what killed shells had to leave there. What was used within a day may
 * be another run's. No program is started where there is nothing.
 */
export const TEMPORARY_FILES: ShellText = shellLibrary(`
on_exit() {
  trap "$1" 0
  trap 'exit 129' 1; trap 'exit 130' 2; trap 'exit 141' 13; trap 'exit 143' 15
}
explain_short() {
  [ ! -e "$1" ] || printf %65536s | cat >>"$1"
  return 1
}
tells_short() { [ -z "$ZSH_VERSION" ]; }
sweep() {
  for r in "$1"/.shep-*; do
    is_there "$r" || return 0
    find "$1/." ! -name . -prune -name '.shep-*' -mtime +0 \\( ! -type d -o -user "$(id -u)" \\) \
-exec rm -rf -- {} + 2>/dev/null
    return 0
  done
}`);
