/**
 * What only some file systems know of a file: flags, and its SELinux context.
 *
 * @see https://man7.org/linux/man-pages/man1/chattr.1.html
 * @see https://man7.org/linux/man-pages/man1/chcon.1.html
 * @module
 */
import { shellLines, ShellText, TaskFailure } from "@shep/sdk";
import { assignments } from "./target.ts";

/** What a file is to be brought to. */
export interface ExtraAttributes {
  /** Flags, and whether they are added, removed, or all that there are. */
  readonly flags?: { readonly operator: string; readonly letters: string };
  /** Parts of the context; without SELinux on the target nothing is done about them. */
  readonly context?: Readonly<Record<"seuser" | "serole" | "setype" | "selevel", string>>;
}

/** The arguments that ask for it. */
export interface ExtraArguments {
  readonly attributes?: string;
  readonly seuser?: string;
  readonly serole?: string;
  readonly setype?: string;
  readonly selevel?: string;
}

/**
 * What the arguments ask for; nothing if they ask for nothing.
 *
 * @throws {TaskFailure} For flags that are none.
 */
export function extraAttributes(
  { attributes, seuser = "", serole = "", setype = "", selevel = "" }: ExtraArguments,
): ExtraAttributes | undefined {
  const context = { seuser, serole, setype, selevel };
  const hasContext = Object.values(context).some((part) => part !== "");
  if (attributes === undefined && !hasContext) return undefined;
  return {
    ...(attributes === undefined ? {} : { flags: parseFlags(attributes) }),
    ...(hasContext ? { context } : {}),
  };
}

function parseFlags(text: string): { operator: string; letters: string } {
  const [, operator, letters] = /^([-+=]?)([A-Za-z]*)$/.exec(text) ?? [];
  if (operator === undefined || letters === undefined) {
    throw new TaskFailure(`attributes must be letters of chattr behind +, - or =: ${text}`);
  }
  return { operator: operator || "=", letters };
}

/**
 * The function `extras PATH [-h]`, which brings a path to them and tells what it changes, and
 * `extras_below DIRECTORY`, which does so with all that is in it: of links, with what they lead to
 * if `$follow` is set, else with nothing.
 */
export function extraFunctions(extras: ExtraAttributes | undefined): ShellText {
  if (extras === undefined) return new ShellText("extras() { :; }; extras_below() { :; }");
  const { flags, context } = extras;
  return shellLines([
    ...(flags === undefined ? ["flags() { :; }"] : [assignments({ ...flags }), FLAGS]),
    ...(context === undefined ? ["context() { :; }"] : [assignments(context), CONTEXT]),
    'extras() { context "$1" $2; [ -n "$2" ] || flags "$1"; }',
    BELOW,
  ]);
}

/** A process for each directory, so that each has its own `$each`. */
const BELOW = new ShellText(`
extras_below() (
  change() { say change recurse; }
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    [ -e "$each" ] || continue
    if [ -L "$each" ]; then
      [ -n "$follow" ] || continue
      # A link to a directory that it is in has no end.
      resolve "$each"; case "$(cd "$1" && pwd -P)/" in "$r"/*) continue ;; esac
    fi
    [ ! -d "$each" ] || extras_below "$each" || exit
    extras "$each"
  done
)`);

const FLAGS = new ShellText(`
flags() {
  now=$(lsattr -d -- "$1" 2>/dev/null | sed 's/ .*//; s/-//g')
  missing= others=$now rest=$letters
  while [ -n "$rest" ]; do
    letter=\${rest%"\${rest#?}"} rest=\${rest#?}
    case $now in *"$letter"*) others=\${others%%"$letter"*}\${others#*"$letter"} ;; *) missing=$missing$letter ;; esac
  done
  case $operator in
    +) [ -n "$missing" ] ;;
    -) [ "$missing" != "$letters" ] ;;
    =) [ -n "$missing$others" ] ;;
  esac || return 0
  change attributes "$now" "$operator$letters"
  run chattr "$operator$letters" -- "$1" || fail "chattr failed"
}`);

const CONTEXT = new ShellText(`
part() { case $1 in "") r=$2 ;; _default) r=$3 ;; *) r=$1 ;; esac; }
split() {
  su=\${1%%:*}; set -- "\${1#*:}"
  sr=\${1%%:*}; set -- "\${1#*:}"
  st=\${1%%:*}
  case $1 in *:*) sl=\${1#*:} ;; *) sl= ;; esac
}
context() {
  selinuxenabled 2>/dev/null || return 0
  now=$(stat -c %C -- "$1") || fail "Cannot read the SELinux context of $1"
  policy=$(matchpathcon -n -- "$1" 2>/dev/null) || policy=$now
  split "$policy"; du=$su dr=$sr dt=$st dl=$sl
  split "$now"
  part "$seuser" "$su" "$du"; new=$r
  part "$serole" "$sr" "$dr"; new=$new:$r
  part "$setype" "$st" "$dt"; new=$new:$r
  part "$selevel" "$sl" "$dl"; new=$new\${r:+:$r}
  [ "$new" != "$now" ] || return 0
  change secontext "$now" "$new"
  run chcon $2 "$new" -- "$1" || fail "set selinux context failed"
}`);
