/**
 * The script that brings a checkout to a version: it looks at both repositories, tells what it
 * changes, and changes it unless `$check` is set.
 *
 * @see https://git-scm.com/docs/git
 * @module
 */
import { sh, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { targetScript } from "../file/target.ts";

/** What a checkout is to be. */
export interface GitRequest {
  readonly repo: string;
  readonly dest: string;
  readonly version: string;
  readonly remote: string;
  readonly refspec?: string | undefined;
  readonly depth?: number | undefined;
  readonly reference?: string | undefined;
  readonly separateGitDir?: string | undefined;
  readonly archive?: string | undefined;
  readonly archivePrefix?: string | undefined;
  readonly umask?: string | undefined;
  readonly executable?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly sshOptions: readonly string[];
  readonly allowedKeys: readonly string[];
  readonly force: boolean;
  readonly clone: boolean;
  readonly update: boolean;
  readonly bare: boolean;
  readonly recursive: boolean;
  readonly singleBranch: boolean;
  readonly trackSubmodules: boolean;
  readonly verifyCommit: boolean;
}

/** The script for one checkout. */
export function gitScript(
  request: GitRequest,
  { check, diff }: { readonly check: boolean; readonly diff: boolean },
): ShellText {
  const path = (value: string | undefined): ShellText | string =>
    value === undefined ? "" : expandingWord(value);
  return targetScript({
    check,
    diff,
    repo: expandingWord(request.repo),
    dest: expandingWord(request.dest),
    version: request.version,
    remote: request.remote,
    refspec: request.refspec ?? "",
    depth: request.depth ?? "",
    reference: path(request.reference),
    separate: path(request.separateGitDir),
    archive: path(request.archive),
    prefix: request.archivePrefix ?? "",
    mask: request.umask ?? "",
    executable: path(request.executable),
    key_file: path(request.keyFile),
    ssh_options: sh`${request.sshOptions.join(" ")}`,
    allowed: ` ${request.allowedKeys.join(" ").toUpperCase()} `,
    force: request.force,
    clone: request.clone,
    update: request.update,
    bare: request.bare,
    recursive: request.recursive,
    single: request.singleBranch,
    track: request.trackSubmodules,
    verify: request.verifyCommit,
  }, [FUNCTIONS, WORK]);
}

/**
 * `there` runs git in the checkout. `look_up_version` asks the other repository once: `$head` is
 * the commit that the version means, `$kind` what it is there, and `$branch` the branch that `HEAD`
 * stands for.
 */
const FUNCTIONS = new ShellText(`
export LC_ALL=C GIT_TERMINAL_PROMPT=0
[ -z "$mask" ] || umask "$mask"
git=\${executable:-git}
command -v "$git" >/dev/null 2>&1 || fail "Failed to find required executable \\"$git\\" on the target"
cd / || exit
ssh="\${GIT_SSH_COMMAND:-\${GIT_SSH:-ssh}} -o BatchMode=yes $ssh_options"
[ -z "$key_file" ] || ssh="$ssh -o IdentitiesOnly=yes -i '$(printf %s "$key_file" | sed "s/'/'\\\\\\\\''/g")'"
export GIT_SSH_COMMAND="$ssh"
# Of a directory git would copy all there is, whatever the depth.
case $repo in /*) [ ! -d "$repo" ] || repo=file://\${repo%/} ;; esac
there() { "$git" -C "$dest" "$@"; }
failed() {
  code=$?
  say failure "rc $code"; say failure "stderr $said"
  fail "$1\${said:+: $said}"
}
is_repository() {
  [ -n "$dest" ] || return 1
  if [ -n "$bare" ]; then [ -f "$dest/HEAD" ] && [ -d "$dest/objects" ]; else [ -e "$dest/.git" ]; fi
}
is_commit() {
  case $1 in *[!0-9a-f]*) return 1 ;; ???????*) return 0 ;; esac
  return 1
}
look_up_version() {
  case $version in
    "$remote/"* | "remotes/$remote/"*) named=refs/heads/\${version#*"$remote/"} ;;
    *) named=$version ;;
  esac
  said=$("$git" ls-remote --symref "$repo" HEAD "refs/heads/$version" "refs/tags/$version" "refs/tags/$version^{}" "$named" 2>&1) ||
    failed "Cannot ask the repository $repo"
  head= kind= branch=
  tab=$(printf '\\t')
  while IFS=$tab read -r sum name; do
    case $name in
      HEAD)
        case $sum in
          "ref: refs/heads/"*) branch=\${sum#ref: refs/heads/} ;;
          *) [ "$version" != HEAD ] || head=$sum kind=head ;;
        esac ;;
      "refs/heads/$version") head=$sum kind=branch branch=$version; break ;;
      "refs/tags/$version^{}") head=$sum kind=tag ;;
      "refs/tags/$version") [ -n "$head" ] || head=$sum kind=tag ;;
      "$named") [ -n "$head" ] || head=$sum kind=ref ;;
    esac
  done <<END
$said
END
  [ -n "$head" ] || ! is_commit "$version" || head=$version kind=commit
  [ -z "$head$refspec" ] || return 0
  # What is counted from a commit is known only where its past is.
  case $version in
    *[~^]*) ;;
    *)
      at "$version" >/dev/null ||
        fail "Failed to checkout $version: it is no branch, tag or commit of $repo" ;;
  esac
}
at() { there rev-parse -q --verify "$1^{commit}" 2>/dev/null; }
has_changes() {
  [ -z "$bare" ] || return 1
  [ -n "$(there status --porcelain --untracked-files=no 2>/dev/null)" ]
}
make_clone() {
  parent "$dest"
  mkdir -p -- "$r" || fail "Cannot make the directory $r"
  set -- clone --origin "$remote"
  [ -z "$bare" ] || set -- clone --bare
  case $kind in
    branch | tag) [ -n "$bare" ] || set -- "$@" --branch "$version" ;;
  esac
  case $kind in
    branch | tag | head) [ -z "$depth" ] || set -- "$@" --depth "$depth" ;;
  esac
  [ -z "$single" ] || set -- "$@" --single-branch
  [ -z "$reference" ] || set -- "$@" --reference "$reference"
  [ -z "$separate" ] || set -- "$@" --separate-git-dir "$separate"
  said=$("$git" "$@" -- "$repo" "$dest" 2>&1) || failed "Failed to clone $repo"
  [ -z "$bare" ] || [ "$remote" = origin ] || there remote add "$remote" "$repo" 2>/dev/null
  [ -z "$refspec" ] || get "$refspec"
  case $kind in branch | tag | head) [ -n "$refspec" ] || return 0 ;; esac
  [ -n "$bare" ] || switch
}
get() {
  said=$(there fetch --force "$remote" "$@" 2>&1) || failed "Failed to download remote objects and refs"
}
bring_objects() {
  if [ -n "$bare" ]; then
    set -- '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*'
  else
    case $depth$kind in
      ?*branch) set -- --depth "$depth" "+refs/heads/$version:refs/remotes/$remote/$version" ;;
      ?*tag) set -- --depth "$depth" "+refs/tags/$version:refs/tags/$version" ;;
      ?*head) set -- --depth "$depth" "+refs/heads/$branch:refs/remotes/$remote/$branch" ;;
      *) set -- --tags "+refs/heads/*:refs/remotes/$remote/*" ;;
    esac
  fi
  [ -z "$refspec" ] || set -- "$@" "$refspec"
  get "$@"
}
switch() {
  case $kind in
    branch | head)
      [ -n "$branch" ] || fail "The repository $repo does not tell which branch its HEAD is"
      if there show-ref -q --verify "refs/heads/$branch"; then
        said=$(there checkout --force "$branch" -- 2>&1) || failed "Failed to checkout branch $branch"
      else
        said=$(there checkout --force --track -b "$branch" "$remote/$branch" 2>&1) ||
          said=$(there checkout --force --no-track -b "$branch" "refs/remotes/$remote/$branch" 2>&1) ||
          failed "Failed to checkout branch $branch"
      fi
      said=$(there reset --hard "refs/remotes/$remote/$branch" -- 2>&1) ||
        failed "Failed to reset to $remote/$branch" ;;
    *)
      said=$(there checkout --force "$version" -- 2>&1) || {
        [ -n "$refspec" ] && said=$(there checkout --force FETCH_HEAD -- 2>&1)
      } || failed "Failed to checkout $version" ;;
  esac
}
check_signature() {
  what=verify-commit name=HEAD
  if [ "$kind" = tag ] && [ "$(there cat-file -t "refs/tags/$version" 2>/dev/null)" = tag ]; then
    what=verify-tag name=$version
  fi
  said=$(there "$what" --raw "$name" 2>&1) ||
    failed "Failed to verify GPG signature of commit/tag \\"$version\\""
  [ -n "\${allowed# * }" ] && [ "$allowed" != "  " ] || return 0
  for each in $(printf '%s\\n' "$said" | sed -n 's/^\\[GNUPG:\\] VALIDSIG \\([0-9A-F]*\\).* \\([0-9A-F]*\\)$/\\1 \\2/p'); do
    case $allowed in *" $each "*) return 0 ;; esac
  done
  fail "The gpg_allowlist does not include the public key that signed \\"$version\\""
}
bring_submodules() {
  [ -n "$recursive" ] && [ -z "$bare" ] && [ -e "$dest/.gitmodules" ] || return 0
  old=$(there submodule status --recursive 2>/dev/null)
  said=$(there submodule sync --recursive 2>&1) || failed "Failed to sync submodules"
  said=$(there submodule update --init --recursive \${track:+--remote} \${force:+--force} 2>&1) ||
    failed "Failed to init/update submodules"
  [ "$old" = "$(there submodule status --recursive 2>/dev/null)" ] || change submodules
}
make_archive() {
  case $archive in
    *.zip) format=zip ;;
    *.tar.gz | *.tgz | *.gz) format=tar.gz ;;
    *.tar) format=tar ;;
    *) fail "Unsupported archive format of $archive: it ends in .zip, .tar.gz, .tgz or .tar" ;;
  esac
  parent "$archive"; new=$r/.shep-archive-$$
  if [ -n "$check" ] && ! is_repository; then change archive; return; fi
  trap 'rm -f -- "$new"' 0
  [ -z "$check" ] || new=$(mktemp) || fail "Cannot make a file for the archive"
  said=$(there archive --format="$format" \${prefix:+--prefix="$prefix"} --output="$new" "$(at HEAD)" 2>&1) ||
    failed "Failed to perform archive operation"
  if cmp -s -- "$new" "$archive"; then return; fi
  change archive
  [ -n "$check" ] || mv -f -- "$new" "$archive" || fail "Cannot write $archive"
}`);

const WORK = new ShellText(`
finish() {
  if [ -n "$diff" ] && [ -n "$before" ] && [ "$before" != "$1" ] && at "$1" >/dev/null; then
    say diff "$(there diff "$before" "$1")"
  fi
  say after "$1"
  [ -z "$archive" ] || make_archive
  exit 0
}
before=
if ! is_repository; then
  [ ! -e "$dest" ] || [ -n "$bare" ] || [ -z "$(ls -A "$dest" 2>/dev/null)" ] ||
    fail "$dest is there, and is no repository of git"
  look_up_version
  change clone
  if [ -n "$check" ] || [ -z "$clone" ]; then finish "$head"; fi
  make_clone
  [ -z "$verify" ] || check_signature
  bring_submodules
  finish "$(at HEAD)"
fi
before=$(at HEAD)
say before "$before"
[ -n "$update" ] || finish "$before"
if [ -n "$separate" ]; then
  is=$(there rev-parse --absolute-git-dir 2>/dev/null)
  [ "$is" = "$separate" ] || {
    change git_dir; say git_dir_before "$is"; say git_dir_now "$separate"
    [ -n "$check" ] || said=$(there init --separate-git-dir "$separate" 2>&1) ||
      failed "Unable to move git dir to $separate"
  }
fi
if has_changes; then
  [ -n "$force" ] || say failure "before $before"
  [ -n "$force" ] || fail "Local modifications exist in the destination: $dest (force=no)."
  say msg "Local modifications exist in the destination: $dest"
  change reset
  [ -n "$check" ] || said=$(there reset --hard HEAD -- 2>&1) || failed "Failed to reset $dest"
fi
is=$(there config --get "remote.$remote.url")
say remote_url_changed 0
case $is in
  "$repo" | "\${repo#file://}") ;;
  *)
    [ -z "$is" ] || { say remote_url_changed 1; change remote "$is" "$repo"; }
    if [ -n "$check" ]; then :
    elif [ -n "$is" ]; then there remote set-url "$remote" "$repo" || fail "Cannot set the remote $remote"
    else there remote add "$remote" "$repo" || fail "Cannot add the remote $remote"
    fi ;;
esac
look_up_version
[ -n "$check" ] && finish_with=\${head:-$before} || finish_with=
if [ -n "$finish_with" ]; then
  [ "$before" = "$finish_with" ] || case $before in "$finish_with"*) ;; *) change version ;; esac
  finish "$finish_with"
fi
on_branch=$(there symbolic-ref -q --short HEAD)
if [ -z "$bare$refspec" ] && [ "$before" = "$head" ]; then
  case $kind in
    branch | head) [ "$on_branch" = "$branch" ] && settled=1 || settled= ;;
    *) settled=1 ;;
  esac
  if [ -n "$settled" ]; then
    [ -z "$verify" ] || check_signature
    bring_submodules
    finish "$before"
  fi
fi
bring_objects
[ -n "$bare" ] || switch
[ -z "$verify" ] || check_signature
bring_submodules
after=$(at HEAD)
[ "$before" = "$after" ] || change version
finish "$after"`);
