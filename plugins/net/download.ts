/**
 * A file that the target fetches for the rest of a script.
 *
 * @module
 */
import { sh, shellLines, ShellText } from "@shep/sdk";
import { httpRequest } from "./http_request.ts";
import { httpFunctions } from "./http_script.ts";

/** Seconds of silence that are too many. */
const TIMEOUT = 30;

/**
 * Fetches `url` to a file that goes with the script, and leaves its path in the shell variable
 * `variable`.
 */
export function downloadTo(
  variable: string,
  url: string,
  suffix: string,
  { validatesCerts = true }: { readonly validatesCerts?: boolean } = {},
): ShellText {
  const request = httpRequest({
    url,
    http_agent: "ansible-httpget",
    force_basic_auth: false,
    use_gssapi: false,
    use_netrc: true,
    use_proxy: true,
    validate_certs: validatesCerts,
    decompress: true,
    unredirected_headers: [],
    timeout: TIMEOUT,
  }, { method: "GET", followsRedirects: true });
  return shellLines([
    httpFunctions(request, {}),
    sh`url=${url}`,
    new ShellText(`http_begin
http_get "$url" "$work_dir/fetched${suffix}" && grep -q '^HTTP[^ ]* 2' "$work_dir/headers" ||
  fail "Failed to download $url: $(cat "$work_dir/errors" 2>/dev/null; grep '^HTTP' "$work_dir/headers")"
umask "$umask_before"
chmod 0755 "$work_dir"; chmod 0644 "$work_dir/fetched${suffix}"
${variable}=$work_dir/fetched${suffix}`),
  ]);
}
