/**
 * Links in circles, told without going round.
 *
 * @module
 */
import { shellLibrary, type ShellText } from "@shep/sdk";

/**
 * `leads_back PATH TOP` is whether a link below TOP leads to a directory that it lies in: TOP itself,
 * or one on the way from there, by whatever links that goes.
 */
export const LEADS_BACK: ShellText = shellLibrary(`
leads_back() {
  up=$1
  until [ "$up" = "$2" ]; do
    up=\${up%/*}
    [ ! "$1" -ef "\${up:-/}" ] || return 0
  done
  return 1
}`);
