/**
 * The action `get_url`: a file that the target fetches.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/get_url_module.html
 * @module
 */
import {
  type Arguments,
  defineAction,
  shellLines,
  ShellText,
  TaskFailure,
  type TaskResult,
} from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "../file/attributes.ts";
import { installScript } from "../file/install_script.ts";
import { assignments, readReport, type Report, statusValues } from "../file/target.ts";
import { answerMessage, parseAnswer } from "./http_answer.ts";
import { HTTP_ARGUMENTS, httpRequest } from "./http_request.ts";
import { httpFunctions } from "./http_script.ts";
import { nameOf } from "./uri_script.ts";

const SPECS = {
  ...HTTP_ARGUMENTS,
  url_username: { type: "str", description: "Who asks.", aliases: ["username"] },
  url_password: {
    type: "str",
    description: "The password of who asks.",
    aliases: ["password"],
    noLog: true,
  },
  dest: {
    type: "path",
    description: "Where it is put; in a directory it gets the name that it has at its source.",
    required: true,
  },
  tmp_dest: { type: "path", description: "The directory in which it is received." },
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  force: {
    type: "bool",
    description: "Whether it is fetched even if the old file is as new.",
    default: false,
  },
  checksum: {
    type: "str",
    description: "`ALGORITHM:HEX` that it must have, or `ALGORITHM:URL` of a list of them.",
    default: "",
  },
  timeout: { type: "int", description: "How many seconds of silence are too many.", default: 10 },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Fetches a file. */
export const getUrl = defineAction({
  name: "get_url",
  summary: "Fetches a file from a web server, on the target.",
  arguments: SPECS,
  supportsCheck: true,
  examples: [
    "- get_url:\n    url: https://www.example.com/app.tar.gz\n    dest: /opt/app.tar.gz\n" +
    "    checksum: sha256:https://www.example.com/SHA256SUMS\n    mode: '0644'",
  ],
  returns: {
    dest: "Where it is.",
    status_code: "The answer's number.",
    msg: "What became of it.",
    checksum_src: "The SHA-1 of what was fetched.",
    checksum_dest: "The SHA-1 of the old file.",
    md5sum: "The MD5 of what was fetched.",
    backup_file: "Where the old file is.",
    elapsed: "How many seconds it took.",
    url: "Where it was fetched from.",
  },
  async run(args, task): Promise<TaskResult> {
    const about = { url: args.url, dest: args.dest };
    const report = readReport(await task.script(getScript(args, task.check)), about);
    const answer = parseAnswer(report.get("headers") ?? "", args.url);
    const common = { ...about, elapsed: Number(report.get("elapsed") ?? 0) };
    if (report.get("refused") !== undefined) {
      const values = answer.status < 0
        ? common
        : { ...common, status_code: answer.status, response: answerMessage(answer) };
      const why = (report.get("error") ?? "").trim();
      throw new TaskFailure(
        answer.status < 0 && why !== "" ? `Request failed: ${why}` : "Request failed",
        values,
      );
    }
    return {
      changed: report.changed,
      values: {
        ...common,
        dest: report.get("path") ?? args.dest,
        ...fetchedValues(report),
        msg: report.get("had") ?? answerMessage(answer),
        ...(answer.status < 0 ? {} : { status_code: answer.status }),
        ...statusValues(report.stat),
      },
    };
  },
});

function fetchedValues(report: Report): Record<string, string | null | undefined> {
  if (report.get("had") !== undefined) return { checksum_dest: null, checksum_src: null };
  const [source, md5sum] = [report.get("checksum_src"), report.get("md5sum")];
  if (source === undefined) return {};
  const backup = report.get("backup_file");
  return {
    checksum_src: source,
    checksum_dest: report.get("checksum_dest") ?? null,
    ...(md5sum === undefined ? {} : { md5sum }),
    ...(backup === undefined ? {} : { backup_file: backup }),
  };
}

/** @throws {TaskFailure} For a checksum without an algorithm. */
function checksumVariables(checksum: string): Record<string, string> {
  if (checksum === "") return { algorithm: "", wanted_sum: "", sum_url: "" };
  const [, algorithm, value = ""] = /^([a-z0-9]+):(.+)$/s.exec(checksum) ?? [];
  if (algorithm === undefined) {
    throw new TaskFailure("The checksum parameter has to be in format <algorithm>:<checksum>");
  }
  const isUrl = /^(?:https?|ftp|file):\/\//.test(value);
  return {
    algorithm,
    wanted_sum: isUrl ? "" : value.replaceAll(/\W/g, "").toLowerCase(),
    sum_url: isUrl ? value : "",
  };
}

/** The script: it looks whether the old file will do, asks, and puts what it gets in place. */
export function getScript(args: Arguments<typeof SPECS>, check: boolean): ShellText {
  const request = httpRequest(args, { method: "GET", followsRedirects: true });
  const { tmp_dest } = args;
  return shellLines([
    installScript([], {
      attributes: wantedAttributes(args),
      force: true,
      follow: false,
      backup: args.backup,
      unsafeWrites: args.unsafe_writes,
      makeParents: false,
      check,
      diff: false,
    }),
    httpFunctions(request, { clientCert: args.client_cert, clientKey: args.client_key }),
    assignments({
      url: args.url,
      dest: expandingWord(args.dest),
      name: nameOf(args.url),
      temporary: tmp_dest === undefined ? "" : expandingWord(tmp_dest),
      always: args.force,
      ...checksumVariables(args.checksum),
      token: crypto.randomUUID(),
    }),
    SCRIPT,
  ]);
}

/**
 * A file that is received beside its place needs only to be renamed. `sum_of` leaves the checksum
 * of a file in `$r`; a list of checksums has a line for each file, or a checksum alone.
 */
const SCRIPT = new ShellText(`
sum_of() {
  r=$("\${algorithm}sum" <"$1" 2>/dev/null || openssl dgst -r "-$algorithm" <"$1" 2>/dev/null) ||
    fail "The target cannot compute the checksum '$algorithm'"
  r=\${r%% *}
}
look_up_sum() {
  http_get "$sum_url" "$work_dir/sums" && grep -q '^HTTP[^ ]* 2' "$work_dir/headers" || {
    [ "\${sum_url%%:*}" = file ] && [ -s "$work_dir/sums" ]
  } || fail "Cannot fetch the checksums from $sum_url"
  while read -r one file rest || [ -n "$one" ]; do
    case $file in "$1" | "*$1" | "./$1" | "*./$1") wanted_sum=$one; break ;; esac
  done <"$work_dir/sums"
  [ -n "$wanted_sum" ] || {
    read -r one file <"$work_dir/sums"
    [ -n "$file" ] || [ "$(grep -c . "$work_dir/sums")" != 1 ] || wanted_sum=$one
  }
  wanted_sum=$(printf %s "$wanted_sum" | tr -dc 'A-Za-z0-9' | tr A-Z a-z)
  [ -n "$wanted_sum" ] || fail "Unable to find a checksum for file '$1' in '$sum_url'"
}
done_without() {
  say had "$1"
  say path "$path"
  look "$path"; attributes "$path"
  [ -z "$changed" ] || look "$path"
  say stat "$s"
  exit 0
}
http_begin
[ -z "$sum_url" ] || look_up_sum "$name"
path=$dest
[ ! -d "$dest" ] || path=\${dest%/}/$name
[ -n "$always" ] || [ ! -f "$path" ] || {
  if [ -n "$wanted_sum" ]; then
    sum_of "$path"
    [ "$r" != "$wanted_sum" ] || { http_elapsed; done_without "file already exists"; }
  else since=$path
  fi
}
parent "$path"; directory=$r
[ -d "$directory" ] || fail "Destination $directory does not exist"
[ -z "$temporary" ] || [ -d "$temporary" ] || fail "$temporary directory does not exist"
if [ -n "$check" ]; then received=$work_dir/received-file
elif [ -n "$temporary" ]; then received=$temporary/.shep-$token
else received=$directory/.shep-$token
fi
[ -n "$check" ] || trap 'rm -rf -- "$work_dir" "$received"' 0
http_get "$url" "$received"
code=$?
http_elapsed
say headers "$(cat "$work_dir/headers")"
umask "$umask_before"
status=$(sed -n 's/^HTTP[^ ]* \\([0-9]*\\).*/\\1/p' "$work_dir/headers" | tail -n 1)
case $status in
  304) rm -f -- "$received"; done_without "HTTP Error 304: Not Modified" ;;
  200) ;;
  "") [ "$code" = 0 ] || { say refused 1; exit 0; } ;;
  *) say refused 1; exit 0 ;;
esac
[ "$code" = 0 ] || explain_short "$received" ||
  fail "Request failed: $path could not be received: $(cat "$work_dir/errors")"
http_name "$name"
[ ! -d "$dest" ] || name=$r path=\${dest%/}/$r
[ -z "$wanted_sum" ] || {
  sum_of "$received"
  [ "$r" = "$wanted_sum" ] ||
    fail "The checksum for $path did not match $wanted_sum; it was $r."
}
digest "$received"; sum=$r
say checksum_src "$sum"
md5=$(md5sum <"$received" 2>/dev/null) && say md5sum "\${md5%% *}"
if [ -f "$path" ]; then digest "$path"; say checksum_dest "$r"; fi
origin=placed
if [ -n "$check" ]; then :
elif [ -n "$temporary" ]; then origin=received; fill() { cat -- "$received" >"$t"; }
else fill() { :; }
fi
(install_file) || exit`);
