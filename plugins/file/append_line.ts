/**
 * The usual wish to `lineinfile`, a line at the end of a text, carried out where the text is read: in
 * one round trip, without a pattern, an owner or a checksum that would have to be known first.
 *
 * @module
 */
import { shellLibrary, shellLines, type ShellText } from "@shep/sdk";
import { assignments } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

/**
 * How much of a text the shell itself looks through. It reads byte by byte: of more than this, the
 * old text is sooner sent to whoever edits it.
 */
const MAX_CHARACTERS = 3000;

/**
 * Shell text to be run before a text is read. Where the line is there, or is all that is missing in a
 * regular file, it does what there is to do and ends the script. Where there is any doubt, it does
 * nothing, and leaves the rest to whoever reads the text.
 *
 * @param line In ASCII: other bytes are not every shell's to read. (A NUL in the text it does not see.)
 */
export function appendProbe(line: string, { check }: { readonly check: boolean }): ShellText {
  const variables = { line, check, token: crypto.randomUUID(), carriage_return: "\r" };
  return shellLines([TEMPORARY_FILES, APPEND, assignments(variables), "append_line"]);
}

/**
 * A copy has the old one's owner, permissions and access list; but to write to it may take its setuid
 * bit, and where SELinux is, it lacks the label.
 */
const APPEND = shellLibrary(`
append_line() {
  tells_short && [ -f "$path" ] && [ -r "$path" ] && [ ! -L "$path" ] &&
    [ ! -u "$path" ] && [ ! -g "$path" ] && [ ! -e /sys/fs/selinux/enforce ] || return 0
  seek_line <"$path"
  case $found in yes) exit 0 ;; maybe) return 0 ;; esac
  change content
  [ -z "$check" ] || exit 0
  parent "$path"; directory=$r t=$r/.shep-$token
  on_exit 'rm -f -- "$t"'
  trap : XFSZ
  quickly cp -p -- "$path" "$t" && printf '%s\\n' "$line" >>"$t" || explain_short "$t" ||
    fail "Cannot write beside $path"
  LC_ALL=C sync -d -- "$t" 2>/dev/null
  rename "$t" "$path" || fail "Could not replace $path"
  trap - 0
  sweep "$directory"
  # Who has nobody to tell that it is done learns it here.
  say path "$path"
  exit 0
}
seek_line() {
  found=maybe length=0
  while IFS= read -r each; do
    case $each in
      "$line") found=yes; return ;;
      "$line$carriage_return"*) return ;;
    esac
    length=$((length + \${#each} + 1))
    [ "$length" -le ${MAX_CHARACTERS} ] || return
  done
  # What is left is a last line without its break.
  [ -n "$each" ] || found=no
}`);
