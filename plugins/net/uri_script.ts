/**
 * The script of the action `uri`.
 *
 * @module
 */
import { shellLines, ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { type AttributeArguments, wantedAttributes } from "../file/attributes.ts";
import { installScript } from "../file/install_script.ts";
import { assignments } from "../file/target.ts";
import type { HttpRequest } from "./http_request.ts";
import { httpFunctions } from "./http_script.ts";

/** What of the arguments the script goes by. */
export interface UriScriptArguments extends AttributeArguments {
  readonly url: string;
  readonly dest?: string;
  readonly creates?: string;
  readonly removes?: string;
  readonly status_code: readonly number[];
  readonly return_content: boolean;
  readonly unsafe_writes: boolean;
  readonly client_cert?: string;
  readonly client_key?: string;
  readonly ca_path?: string;
  readonly unix_socket?: string;
}

/** The script: it asks, keeps the answer where it is told to, and prints it if it is wanted. */
export function uriScript(
  args: UriScriptArguments,
  request: HttpRequest,
  body: ShellText,
  check: boolean,
): ShellText {
  const path = (value: string | undefined): ShellText | string =>
    value === undefined ? "" : expandingWord(value);
  return shellLines([
    installScript([], {
      attributes: wantedAttributes(args),
      force: true,
      follow: false,
      backup: false,
      unsafeWrites: args.unsafe_writes,
      makeParents: false,
      check,
      diff: false,
    }),
    httpFunctions(request, {
      clientCert: args.client_cert,
      clientKey: args.client_key,
      caPath: args.ca_path,
      unixSocket: args.unix_socket,
    }),
    assignments({
      url: args.url,
      dest: path(args.dest),
      name: nameOf(args.url),
      creates: path(args.creates),
      removes: path(args.removes),
      accepted: ` ${args.status_code.join(" ")} `,
      wanted: args.return_content,
      token: crypto.randomUUID(),
      origin: "received",
    }),
    UNLESS_DONE,
    "http_begin",
    body,
    ASK,
  ]);
}

/** What a file is called that comes from an address. */
export function nameOf(url: string): string {
  const [path = ""] = url.replace(/^\w+:\/\/[^/?#]*/, "").split(/[?#]/);
  return path.split("/").at(-1) || "index.html";
}

const UNLESS_DONE = new ShellText(`
if [ -n "$creates" ] && [ -e "$creates" ]; then
  say skipped "skipped, since '$creates' exists"; exit 0
fi
if [ -n "$removes" ] && [ ! -e "$removes" ]; then
  say skipped "skipped, since '$removes' does not exist"; exit 0
fi`);

const ASK = new ShellText(`
fill() { cat -- "$work_dir/answer" >"$t"; }
http_get "$url" "$work_dir/answer"
http_elapsed
umask "$umask_before"
say headers "$(cat "$work_dir/headers")"
status=$(sed -n 's/^HTTP[^ ]* \\([0-9]*\\).*/\\1/p' "$work_dir/headers" | tail -n 1)
case $accepted in *" $status "*) ;; *) wanted=1; dest= ;; esac
if [ -n "$dest" ]; then
  http_name "$name"; name=$r
  digest "$work_dir/answer"; sum=$r
  (install_file) || exit
fi
[ -n "$wanted" ] || grep -qi '^content-type:.*\\(json\\|javascript\\)' "$work_dir/headers" || exit 0
printf 'answer=\\0'
cat -- "$work_dir/answer"`);
