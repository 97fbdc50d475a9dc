/**
 * Links of a tree that is copied, made anew.
 *
 * @module
 */
import { shellLibrary, type ShellText } from "@shep/sdk";

/** `make_link PATH TARGET` puts a link in its place, unless it is there already. */
export const MAKE_LINK: ShellText = shellLibrary(`
make_link() {
  [ -L "$1" ] && link_target "$1" && [ "$r" = "$2" ] && return
  change link "$1"
  [ -z "$check" ] || return 0
  [ ! -d "$1" ] || [ -L "$1" ] || fail "$1 is a directory, and a link in the source"
  parent "$1"; t=$r/.shep-$token
  on_exit 'rm -f -- "$t"'
  ln -s -- "$2" "$t" && rename "$t" "$1" || fail "Cannot make the link $1"
  trap - 0
}`);
