/**
 * The scripts of the action `archive`: one that lists what is to be packed, and one that packs it
 * beside the old archive, compares, and puts it in its place.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord, globbingWord } from "../command/expansion.ts";
import { attributeFunctions, type Attributes } from "./attributes.ts";
import { targetScript } from "./target.ts";
import { TEMPORARY_FILES } from "./temporary_files.ts";

/** The formats of archives. */
export type ArchiveFormat = "bz2" | "gz" | "tar" | "xz" | "zip";

/** The script that lists what the paths stand for, and all that is below. */
export function listingScript(
  paths: readonly string[],
  excluded: readonly string[],
  dest: string | undefined,
): ShellText {
  return targetScript({}, [
    LISTING,
    dest === undefined ? "" : sh`say dest ${expandingWord(dest)}`,
    ...paths.map((path) => sh`given ${path} ${globbingWord(path)}`),
    ...excluded.map((path) => sh`excluded ${globbingWord(path)}`),
  ]);
}

/** A record for each path; of what is below one, its kind and its name. */
const LISTING = new ShellText(`
below='for each; do
  if [ -d "$each" ] && [ ! -L "$each" ]; then printf "below=d%s\\\\0" "$each"
  else printf "below=f%s\\\\0" "$each"
  fi
done'
given() {
  written=$1; shift
  for each; do
    case $written in *[*?]*) say glob "$each"; is_there "$each" || continue ;; esac
    say path "$each"
    if [ -d "$each" ]; then say directory "$each"; find "$each/" -exec sh -c "$below" sh {} +
    elif is_there "$each"; then say file "$each"
    else say missing "$each"
    fi
  done
}
excluded() { for each; do if is_there "$each"; then say excluded "$each"; fi; done; }`);

/** What is packed, and where to. */
export interface PackRequest {
  readonly dest: string;
  readonly format: ArchiveFormat;
  /** Whether one file is only compressed. */
  readonly isCompressed: boolean;
  /** The directory that names in the archive are relative to. */
  readonly root: string;
  /** Those names. */
  readonly members: readonly string[];
  /** What goes once it is packed. */
  readonly removed: readonly string[];
  readonly token: string;
  readonly attributes: Attributes;
  readonly check: boolean;
}

/** The script that packs. */
export function packScript(request: PackRequest): ShellText {
  const { dest, format, isCompressed, root, members, removed, token, attributes, check } = request;
  return targetScript({
    path: expandingWord(dest),
    root,
    token,
    tool: isCompressed ? "compress" : format === "zip" ? "zip" : "tar",
    compressor: COMPRESSORS[format],
    single: isCompressed ? `${root}${members[0]}` : "",
    is_empty: members.length === 0,
    check,
  }, [
    attributeFunctions(attributes),
    sh`with_members() { "$@" ${members.map(asArgument)}; }`,
    TEMPORARY_FILES,
    PREPARE,
    PACK,
    shellLines(removed.map((path) => sh`gone ${path}`)),
    REPORT,
  ]);
}

/** A name that no tool takes for an option. */
function asArgument(name: string): string {
  return name.startsWith("-") ? `./${name}` : name;
}

const COMPRESSORS: Readonly<Record<ArchiveFormat, string>> = {
  bz2: "bzip2",
  gz: "gzip -n",
  tar: "cat",
  xz: "xz",
  zip: "",
};

/** In check mode nothing is written at the destination, not even for a moment. */
const PREPARE = new ShellText(`
say path "$path"
parent "$path"; directory=$r
[ -d "$directory" ] || fail "Destination directory $directory does not exist"
[ ! -d "$path" ] || fail "Destination $path is a directory"
[ -z "$check" ] || directory=\${TMPDIR:-/tmp}
t=$directory/.shep-$token
on_exit 'rm -f -- "$t" "$t.zip" "$t.list"'
if [ -n "$is_empty" ]; then : >"$t.list"; else with_members printf '%s\\n' >"$t.list"; fi || explain_short "$t.list" || fail "Cannot write in $directory"`);

const PACK = new ShellText(`
need() { command -v "$1" >/dev/null || fail "There is no $1 on the target"; }
case $tool in
  compress) need $compressor; $compressor -c <"$single" >"$t" || fail "Cannot compress $single" ;;
  zip)
    need zip
    if [ -n "$is_empty" ]; then { printf 'PK\\005\\006'; head -c 18 /dev/zero; } >"$t"
    else (cd "$root" && zip -q -y "$t.zip" -@ <"$t.list") >&2 && mv -f -- "$t.zip" "$t"
    fi || fail "Cannot pack $root" ;;
  tar)
    need $compressor
    # Not every tar reads its names from a file.
    { [ -n "$is_empty" ] && head -c 10240 /dev/zero >"$t.zip" ||
      tar -c --no-recursion -C "$root" -T "$t.list" -f "$t.zip" 2>/dev/null ||
      with_members tar -c --no-recursion -C "$root" -f "$t.zip"; } && $compressor <"$t.zip" >"$t" ||
      fail "Cannot pack $root"
    rm -f -- "$t.zip" ;;
esac
contents() {
  case $tool in
    compress) $compressor -dc <"$1" ;;
    zip) unzip -v "$1" | sed '1d; /^-/,$d'; unzip -p "$1" ;;
    tar)
      case $compressor in cat) cat ;; *) $compressor -dc ;; esac <"$1" >"$t.zip"
      tar -tvf "$t.zip"; tar -xOf "$t.zip"; rm -f -- "$t.zip" ;;
  esac 2>/dev/null | sha1sum
}
if [ -f "$path" ] && [ "$(contents "$path")" = "$(contents "$t")" ]; then look "$path"; attributes "$path"
else
  change content
  if [ -z "$check" ]; then
    read_umask; octal "$((438 & ~mask))"; chmod "$r" -- "$t"
    look "$t"; attributes "$t"
    sync -d -- "$t" 2>/dev/null
    rename "$t" "$path" || fail "Could not replace $path"
    sweep "$directory"
  fi
fi
gone() { change removed "$1"; run rm -rf -- "$1" || fail "Cannot remove $1"; }`);

const REPORT = new ShellText(`
if [ -e "$path" ]; then look "$path"; say stat "$s"; fi`);
