/**
 * The scripts of the action `unarchive`: one that looks whether there is anything to be done, and
 * one that unpacks the archive beside its place, compares, and moves what differs.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { type ExtraAttributes, extraFunctions } from "./extra_attributes.ts";
import { targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

/** Which archive, and where to. */
export interface UnpackRequest {
  /** Where the archive is: a path or URL of the target, or what arrives on standard input. */
  readonly source:
    | { readonly kind: "path" | "url"; readonly path: string }
    | { readonly kind: "stdin" };
  readonly dest: string;
  /** Distinguishes the temporary directory from every other. */
  readonly token: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly extraOptions: readonly string[];
  readonly keepNewer: boolean;
  readonly listFiles: boolean;
  readonly validateCertificates: boolean;
  /** As `chmod` takes it. */
  readonly mode: string;
  readonly owner: string;
  readonly extras: ExtraAttributes | undefined;
  readonly group: string;
  /** Whether the archive was sent for this, and goes again. */
  readonly sent: boolean;
  readonly check: boolean;
}

/** The script that looks at the conditions, before an archive is sent. */
export function conditionScript(dest: string, creates: string | undefined): ShellText {
  return targetScript({
    dest: expandingWord(dest),
    creates: creates === undefined ? "" : expandingWord(creates),
  }, [CONDITIONS]);
}

const CONDITIONS = new ShellText(`
if [ -n "$creates" ] && is_there "$creates"; then
  say skipped "skipped, since $creates exists"; exit 0
fi
say path "$dest"
[ -d "$dest" ] || fail "dest '$dest' must be an existing dir"`);

/** The script that unpacks. */
export function unpackScript(request: UnpackRequest): ShellText {
  const { source, dest, token, include, exclude, extraOptions, check } = request;
  return targetScript({
    kind: source.kind,
    src: source.kind === "stdin" ? "" : expandingWord(source.path),
    dest: expandingWord(dest),
    token,
    keep_newer: request.keepNewer,
    list_files: request.listFiles,
    insecure: !request.validateCertificates,
    mode: request.mode,
    owner: request.owner,
    group: request.group,
    sent: request.sent,
    has_extras: request.extras !== undefined,
    check,
  }, [
    TEMPORARY_FILES,
    extraFunctions(request.extras),
    toolFunctions(include, exclude, extraOptions),
    WORKPLACE,
    HANDLERS,
    COMPARE,
    MERGE,
    MAIN,
  ]);
}

/** What differs from call to call: the tools with their words. */
function toolFunctions(
  include: readonly string[],
  exclude: readonly string[],
  extraOptions: readonly string[],
): ShellText {
  const excluded = exclude.map((each) => `--exclude=${each}`);
  const without = exclude.length === 0 ? sh`` : sh`-x ${exclude}`;
  return shellLines([
    sh`tar_x() { tar -x $option ${extraOptions} ${excluded} -f "$src" -C "$tree" ${include} 2>&1; }`,
    sh`tar_t() { tar -t $option "$@" ${extraOptions} ${excluded} -f "$src" ${include}; }`,
    sh`unzip_t() { unzip -Z1 "$src" ${include} ${without} 2>/dev/null; }`,
    sh`unzip_o() { unzip -o ${extraOptions} "$src" ${include} ${without} -d "$tree" 2>&1; }`,
  ]);
}

/** In check mode nothing is written at the destination, not even for a moment. */
const WORKPLACE = new ShellText(`
given=$dest dest=\${dest%/}
work=$dest/.shep-$token
[ -z "$check" ] || work=\${TMPDIR:-/tmp}/.shep-$token
tree=$work/tree
on_exit 'rm -rf -- "$work"; [ -z "$sent" ] || rm -f -- "$src"'
# An archive may say what its top is like: then it is not what no archive says.
(umask 077; mkdir -- "$work") && mkdir -- "$tree" && chmod 1711 "$tree" || fail "Cannot unpack in \${dest:-/}"
# A directory in one with a setgid bit has it, too.
look "$tree"; untold=\${s%% *}
case $kind in
  stdin) src=$work/archive; cat >"$src" || fail "Cannot write $src" ;;
  url)
    url=$src src=$work/archive
    if command -v curl >/dev/null; then curl -fsSL \${insecure:+-k} -o "$src" -- "$url"
    else wget -q \${insecure:+--no-check-certificate} -O "$src" "$url"
    fi || fail "Failure downloading $url" ;;
  *)
    [ -e "$src" ] || fail "Source '$src' does not exist"
    [ -r "$src" ] || fail "Source '$src' not readable" ;;
esac
say src "$src"`);

/** What the archive's first bytes say that it is, and who unpacks that; unzip's 1 is a warning. */
const HANDLERS = new ShellText(`
magic=$(od -An -tx1 <"$src" | head -n 1 | tr -d ' \\n')
handler=TarArchive option= tool=tar
case $magic in
  1f8b*) handler=TgzArchive option=-z ;;
  425a68*) option=-j ;;
  fd377a585a00*) option=-J ;;
  28b52ffd*) option=--zstd ;;
  504b0304* | 504b0506*) handler=ZipArchive tool=unzip ;;
esac
unpack() {
  case $tool in
    tar) said=$(tar_x) ;;
    unzip) said=$(unzip_o) || [ $? = 1 ] ;;
  esac || fail "Failed to find handler for \\"$src\\", to unpack it in \${dest:-/}. Make sure the required command to extract the file is installed. $said"
}
list_members() {
  case $tool in
    tar) tar_t --show-transformed-names 2>/dev/null || tar_t 2>/dev/null ;;
    unzip) unzip_t || (cd "$tree" && find . ! -name . | sed 's|^\\./||') ;;
  esac
}`);

/**
 * Whether all that was unpacked is there already: its kinds, permissions, owners, links and content.
 * A few programs, however many files there are.
 */
const COMPARE = new ShellText(`
about='cd "$0" && { stat -c "%f %u:%g" -- "$@" || stat -f "%Xp %u:%g" -- "$@"; }'
links='for each; do [ "$(readlink "$each")" = "$(readlink "$0/$each")" ] || echo "$each"; done'
older='for each; do [ "$0/$each" -nt "$each" ] && rm -f -- "$each"; done'
is_same() (
  cd "$tree" || exit
  ours=$(find . $below -exec sh -c "$about" "$tree" {} + 2>/dev/null)
  theirs=$(find . $below -exec sh -c "$about" "\${dest:-/}" {} + 2>/dev/null)
  [ "$ours" = "$theirs" ] || exit
  [ -z "$(find . -type l -exec sh -c "$links" "\${dest:-/}" {} +)" ] || exit
  find . -type f -exec sha1sum {} + >"$work/sums"
  [ ! -s "$work/sums" ] || { cd "\${dest:-/}" && sha1sum -c "$work/sums" >/dev/null 2>&1; }
)
drop_older() { (cd "$tree" && find . -type f -exec sh -c "$older" "\${dest:-/}" {} +); }`);

/** Moves a tree over another: what is not there yet in one step, each other file in one of its own. */
const MERGE = new ShellText(`
merge() {
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    is_there "$each" || continue
    to=$2/\${each##*/}
    if [ -d "$each" ] && [ ! -L "$each" ] && [ -d "$to" ] && [ ! -L "$to" ]; then
      (merge "$each" "$to") || exit
      like "$each" "$to"
      extras "$to"
    else
      if [ -d "$each" ] && [ ! -L "$each" ] && is_there "$to"; then rm -f -- "$to"; fi
      [ ! -d "$to" ] || [ -L "$to" ] || fail "$to is a directory, and a file in the archive"
      rename "$each" "$to" || fail "Could not write $to"
      [ -L "$to" ] || { [ ! -d "$to" ] || extras_below "$to" || exit; extras "$to"; }
    fi
  done
}
# What is there already keeps its content, and may lack flags or a context.
extras_alike() (
  for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    [ -e "$each" ] && [ ! -L "$each" ] || continue
    [ ! -d "$each" ] || extras_alike "$each" "$2/\${each##*/}" || exit
    extras "$2/\${each##*/}"
  done
)
like() {
  look "$1"; ours=\${s%% *}; set -- "$1" "$2" $s; owner_of=$4:$5
  look "$2"; set -- "$1" "$2" $s
  [ "$owner_of" = "$4:$5" ] || chown "$owner_of" -- "$2" || fail "Cannot change the owner of $2"
  [ "$ours" = "$3" ] || chmod "$(printf %05o "$((0x$ours & 4095))")" -- "$2" ||
    fail "Cannot change the permissions of $2"
}`);

const MAIN = new ShellText(`
unpack
say handler "$handler"
look "$tree"
case $s in "$untold "*) below='! -name .' ;; *) below= ;; esac
[ -z "$list_files" ] || list_members | while IFS= read -r each; do
  [ "$each" = / ] && each=
  say file "$each"
done
# Who has it already is left alone: to be given it again takes the setuid and setgid bits.
[ -z "$owner" ] || find "$tree" ! -user "$owner" -exec chown -h "$owner" {} + || fail "chown failed"
[ -z "$group" ] || find "$tree" ! -group "$group" -exec chgrp -h "$group" {} + || fail "chgrp failed"
[ -z "$mode" ] || find "$tree/." $below ! -type l -exec chmod "$mode" {} + || fail "chmod failed"
[ -z "$keep_newer" ] || drop_older
if ! is_same; then
  change content
  [ -n "$check" ] || { merge "$tree" "$dest"; sweep "$dest"; }
  [ -n "$check$below" ] || like "$tree" "\${dest:-/}"
elif [ -n "$has_extras" ]; then extras_alike "$tree" "$dest" || exit
fi
look "\${dest:-/}"; say stat "$s"
say path "$given"`);
