/**
 * The functions that make requests on the target: with curl, else with GNU's wget, else, where
 * that suffices, with busybox' wget.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { printCommand } from "../file/content.ts";
import { assignments } from "../file/target.ts";
import {
  afterRedirect,
  curlConfig,
  type HttpRequest,
  isPlain,
  splitsRedirects,
  wgetConfig,
} from "./http_request.ts";

/** Files of the target that have to do with a request. */
export interface HttpFiles {
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly caPath?: string | undefined;
  readonly unixSocket?: string | undefined;
}

/**
 * Defines `http_begin`, which makes the directory `$work_dir` that goes with the script, and
 * `http_get URL FILE`, which asks for `$1` and writes the answer to `$2`. Afterwards `$work_dir/headers`
 * holds the headers of all answers; it reports `client`, `headers` and, if there is no answer,
 * `error`. `$since` is a file whose age is told to the server. `http_name` leaves in `$r` what the
 * server calls what it sent, which is what the last address ends with if it says nothing; `$1` if
 * there was but one.
 */
export function httpFunctions(request: HttpRequest, files: HttpFiles): ShellText {
  const again = splitsRedirects(request) ? afterRedirect(request) : undefined;
  const path = (value: string | undefined): ShellText | string =>
    value === undefined ? "" : expandingWord(value);
  return shellLines([
    assignments({
      cert: path(files.clientCert),
      key: path(files.clientKey),
      ca: path(files.caPath),
      socket: path(files.unixSocket),
      method: request.method,
      patience: request.timeout,
      again: again !== undefined,
      plain: isPlain(request),
      since: "",
      body: "",
    }),
    configFunction("curl_config", curlConfig(request)),
    configFunction("wget_config", wgetConfig(request)),
    again === undefined ? "" : configFunction("curl_config_again", curlConfig(again)),
    again === undefined ? "" : configFunction("wget_config_again", wgetConfig(again)),
    FUNCTIONS,
  ]);
}

function configFunction(name: string, text: string): ShellText {
  return new ShellText(`${name}() { ${printCommand(new TextEncoder().encode(`${text}\n`))}; }`);
}

/** Writes the body of a request that is at hand. */
export function bodyText(bytes: Uint8Array): ShellText {
  return new ShellText(`body=$work_dir/sent; ${printCommand(bytes)} >"$body"`);
}

/** Takes the body from a file of the target. */
export function bodyFile(path: string): ShellText {
  return sh`body=${expandingWord(path)}; [ -r "$body" ] || fail "Cannot read $body"`;
}

const FUNCTIONS = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
http_begin() {
  umask_before=$(umask)
  umask 077
  work_dir=$(mktemp -d "\${TMPDIR:-/tmp}/shep-XXXXXX") || fail "Cannot make a directory for what is received"
  trap 'rm -rf -- "$work_dir"' 0
  trap 'exit 129' 1; trap 'exit 130' 2; trap 'exit 141' 13; trap 'exit 143' 15
  started=$(date +%s)
  if has curl; then client=curl
  elif ! has wget; then fail "There is neither curl nor wget on the target, which requests need"
  elif wget --version 2>/dev/null | grep -q "GNU Wget"; then
    client=wget
    [ -z "$socket" ] || fail "The target has no curl, only wget, which cannot use a socket"
  else
    client=busybox
    [ -n "$plain" ] && [ -z "$cert$key$ca$socket" ] ||
      fail "The target has no curl, only busybox' wget, which cannot make this request; install curl"
  fi
}
http_elapsed() { say elapsed $(($(date +%s) - started)); }
http_get() {
  : >"$work_dir/headers"
  request_with "$1" "$2" "" || return
  [ -n "$again" ] || return 0
  next=$(sed -n 's/^[Ll][Oo][Cc][Aa][Tt][Ii][Oo][Nn]: *//p' "$work_dir/headers" | tr -d '\\r')
  case $(sed -n 's/^HTTP[^ ]* \\(3[0-9][0-9]\\).*/\\1/p' "$work_dir/headers") in
    301 | 302 | 303 | 307 | 308) ;;
    *) return 0 ;;
  esac
  [ -n "$next" ] || return 0
  case $next in
    *://*) ;;
    /*) origin=\${1#*://}; next=\${1%%://*}://\${origin%%/*}$next ;;
    *) next=\${1%/*}/$next ;;
  esac
  method_after=GET; [ "$method" != HEAD ] || method_after=HEAD
  method=$method_after body= request_with "$next" "$2" _again
}
request_with() {
  address=$1 out=$2 suffix=$3
  : >"$out"
  condition=
  [ -z "$since" ] || condition="If-Modified-Since: $(LC_ALL=C date -u -r "$since" '+%a, %d %b %Y %H:%M:%S GMT')"
  with_$client
  code=$?
  # curl takes the headers for what it was asked for.
  [ "$method" != HEAD ] || : >"$out"
  [ "$code" = 0 ] || say error "$(cat "$work_dir/errors")"
  return $code
}
http_name() {
  r=$(sed -n 's/^[Cc]ontent-[Dd]isposition:.*filename="\\{0,1\\}\\([^";]*\\).*/\\1/p' "$work_dir/headers" | tail -n 1 | tr -d '\\r')
  [ -n "$r" ] || {
    r=$(sed -n '/^HTTP[^ ]* 3/,/^.\\{0,1\\}$/s/^[Ll][Oo][Cc][Aa][Tt][Ii][Oo][Nn]: *//p' "$work_dir/headers" | tail -n 1 | tr -d '\\r')
    r=\${r%%[?#]*}
  }
  r=\${r##*/}
  [ -n "$r" ] || r=$1
}
with_curl() {
  set --
  [ -z "$cert" ] || set -- "$@" --cert "$cert"
  [ -z "$key" ] || set -- "$@" --key "$key"
  [ -z "$ca" ] || set -- "$@" --cacert "$ca"
  [ -z "$socket" ] || set -- "$@" --unix-socket "$socket"
  [ -z "$body" ] || set -- "$@" --data-binary "@$body"
  {
    curl_config$suffix
    printf 'url = "%s"\\n' "$(printf %s "$address" | sed 's/[\\\\"]/\\\\&/g')"
    [ -z "$condition" ] || printf 'header = "%s"\\n' "$condition"
  } >"$work_dir/config"
  curl -q -K "$work_dir/config" -g -D "$work_dir/received" -o "$out" "$@" 2>"$work_dir/errors"
  code=$?
  cat "$work_dir/received" >>"$work_dir/headers" 2>/dev/null
  return $code
}
with_wget() {
  set -- --config="$work_dir/config" -S -nv -O "$out"
  [ -n "$since" ] || set -- "$@" --content-on-error
  case $method in GET | HEAD) ;; *) set -- "$@" --method="$method" ;; esac
  [ "$method" != HEAD ] || set -- "$@" --spider
  [ -z "$cert" ] || set -- "$@" --certificate="$cert"
  [ -z "$key" ] || set -- "$@" --private-key="$key"
  [ -z "$ca" ] || set -- "$@" --ca-certificate="$ca"
  [ -z "$body" ] || set -- "$@" --body-file="$body"
  { wget_config$suffix; [ -z "$condition" ] || printf 'header = %s\\n' "$condition"; } >"$work_dir/config"
  printf '%s\\n' "$address" >"$work_dir/url"
  wget "$@" -i "$work_dir/url" 2>"$work_dir/said"
  received "$?"
}
with_busybox() {
  # Debian's build of busybox crashes on a timeout.
  wget -S -O "$out" -T "$patience" "$address" 2>"$work_dir/said"
  code=$?
  [ "$code" != 139 ] || { wget -S -O "$out" "$address" 2>"$work_dir/said"; code=$?; }
  sed -n 's/^wget: server returned error: \\(HTTP.*\\)/  \\1/p' "$work_dir/said" >"$work_dir/refusal"
  cat "$work_dir/refusal" >>"$work_dir/said"
  received "$code"
}
received() {
  sed -n 's/^  \\([^ ]\\)/\\1/p' "$work_dir/said" >>"$work_dir/headers"
  sed '/^  /d' "$work_dir/said" >"$work_dir/errors"
  # It fails, too, where the server answers that it will not; else it could not take the answer.
  [ "$1" = 0 ] || case $(sed -n 's/^HTTP[^ ]* \\([0-9]\\).*/\\1/p' "$work_dir/headers" | tail -n 1) in
    [345]) ;;
    *) return 1 ;;
  esac
}`);
