/**
 * The scripts of the action `find`: one that lists, and one that looks into files.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { LEADS_BACK } from "./leads_back.ts";
import { FULL_STAT } from "./stat_fields.ts";
import { targetScript } from "./target.ts";

/** Where is looked, and how far down. */
export interface ListRequest {
  readonly paths: readonly string[];
  readonly follow: boolean;
  /** How many levels; all, if absent. */
  readonly depth?: number | undefined;
}

/** The script that lists everything below some directories. */
export function listScript({ paths, follow, depth }: ListRequest): ShellText {
  return targetScript({ follow, depth: depth ?? "" }, [
    LIST,
    'say now "$(date +%s)"',
    ...paths.map((path) => sh`list ${expandingWord(path)}`),
  ]);
}

/**
 * A record `names` and a record `stats` for each batch. One stat for all of a batch: a program costs
 * a millisecond. Each name has a `d` before it if it leads to a directory, else a `-`. A link is
 * followed by a `find` of its own, but none in circles: GNU's would not tell of it, and busybox' go
 * round.
 */
const LIST = new ShellText(`
each_batch='
  printf "names=\\0"
  for each; do
    if [ -d "$each" ]; then printf d; else printf -; fi
    printf "%s\\0" "$each"
  done
  printf "stats="
  stat -c "${FULL_STAT.gnu}" -- "$@" 2>/dev/null || stat -f "${FULL_STAT.bsd}" -- "$@"
  printf "\\0"'
each_unreadable='for each; do
  [ -r "$each" ] && [ -x "$each" ] || printf "unreadable=%s\\0" "$each"
done'
# walk DIRECTORY LEVELS
walk='${LEADS_BACK.library}
walk() {
  find -H "$1" -mindepth 1 \${2:+-maxdepth "$2"} -exec sh -c "$each_batch" sh {} +
  find -H "$1" \${2:+-maxdepth "$2"} -type d -exec sh -c "$each_unreadable" sh {} +
  [ -z "$follow" ] || find -H "$1" -mindepth 1 \${2:+-maxdepth "$2"} -type l \\
    -exec sh -c "$each_link" sh "$1" "$2" {} +
}'
each_link='
eval "$walk"
from=$1 levels=$2
shift 2
for each; do
  [ -d "$each" ] && ! leads_back "$each" "$top" || continue
  left=$levels below=\${each#"$from"}
  if [ -n "$left" ]; then
    while [ -n "$below" ]; do below=\${below%/*} left=\$((left - 1)); done
    [ "$left" -gt 0 ] || continue
  fi
  walk "$each" "$left"
done'
eval "$walk"
export each_batch each_unreadable each_link walk follow
list() {
  [ -d "$1" ] || { say no_directory "$1"; return; }
  say root "$1"
  export top="$1"
  while [ "$top" != "\${top%/}" ]; do top=\${top%/}; done
  top=\${top:-/.}
  walk "$top" "$depth"
  :
} 2>/dev/null`);

/** The script that reads files, for a search in what they hold. */
export function contentScript(paths: readonly string[]): ShellText {
  return targetScript({}, [CONTENT, ...paths.map((path) => sh`content ${path}`)]);
}

const CONTENT = new ShellText(`
content() {
  size=$(wc -c <"$1" 2>/dev/null) || { say content -1; return; }
  say content "\$((size))"
  head -c "$size" -- "$1"
}`);

/** The script that computes the SHA-1 of files: a record `sum` for each. */
export function checksumScript(paths: readonly string[]): ShellText {
  return shellLines([
    targetScript({}, [CHECKSUM]),
    ...paths.map((path) => sh`checksum ${path}`),
  ]);
}

const CHECKSUM = new ShellText(`
checksum() {
  r=$({ sha1sum <"$1" || shasum <"$1" || sha1 -q <"$1" || openssl sha1 -r <"$1"; } 2>/dev/null)
  say sum "\${r%% *}"
}`);
