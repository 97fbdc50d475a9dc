/**
 * How LVM is asked and told, by `lvg` and `lvol`.
 *
 * @see https://man7.org/linux/man-pages/man7/lvmreport.7.html
 * @module
 */
import { shellLibrary, type ShellText } from "@shep/sdk";

/**
 * The functions. `ask PROGRAM …` leaves in `$told` what a report says: a line for each thing, its
 * fields divided by semicolons; or is false, with why in `$said`. `lvm_run WHAT PROGRAM …` changes
 * something; `attempt` does so outside of check mode, or fails with what Ansible returns. Whatever a
 * program asks, it gets no answer.
 */
export const LVM: ShellText = shellLibrary(`
lvm_needs() {
  export LC_ALL=C LVM_SUPPRESS_FD_WARNINGS=1
  case :$PATH: in *:/usr/sbin:*) ;; *) PATH=$PATH:/usr/sbin:/sbin ;; esac
  command -v "$1" >/dev/null 2>&1 || fail "Failed to find required executable \\"$1\\" on the target"
}
ask() {
  lvm_needs "$1"
  set -- "$@" --noheadings --nosuffix --separator ';'
  if told=$("$@" 2>/dev/null </dev/null); then told=$(printf '%s\\n' "$told" | tr -d ' '); return; fi
  said=$("$@" 2>&1 </dev/null)
  return 1
}
lvm_run() {
  lvm_needs "$2"
  what=$1
  shift
  said=$("$@" 2>&1 </dev/null)
  code=$?
  return "$code"
}
lvm_failed() {
  say failure "rc $code"
  say failure "err $said"
  fail "$what: $said"
}
attempt() {
  lvm_needs "$2"
  [ -n "$check" ] || lvm_run "$@" || lvm_failed
}`);
