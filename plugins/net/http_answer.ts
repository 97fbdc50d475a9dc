/**
 * What a server answered, read from the headers of all its answers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5
 * @module
 */

/** An answer. */
export interface HttpAnswer {
  /** -1 where there is none. */
  readonly status: number;
  /** As the server words it. */
  readonly reason: string;
  /** Names in lower case with underlines; what is sent several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from, after all redirects. */
  readonly url: string;
  /** All that were set on the way. */
  readonly cookies: Readonly<Record<string, string>>;
}

/** Reads the headers of one or more answers, the last of which counts. */
export function parseAnswer(text: string, asked: string): HttpAnswer {
  let status = -1;
  let reason = "";
  let url = asked;
  let next: string | undefined;
  let headers: Record<string, string> = {};
  const cookies: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, code, words] = /^HTTP\/\S+ (\d{3}) ?(.*)$/.exec(line) ?? [];
    if (code !== undefined) {
      if (next !== undefined && status >= 300 && status < 400) url = resolve(next, url);
      [status, reason, headers, next] = [Number(code), words ?? "", {}, undefined];
      continue;
    }
    const at = line.indexOf(":");
    if (at < 1) continue;
    const name = line.slice(0, at).trim().toLowerCase().replaceAll("-", "_");
    const value = line.slice(at + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    if (name === "location") next = value;
    if (name === "set_cookie") addCookie(cookies, value);
  }
  if (next !== undefined) headers["location"] = resolve(next, url);
  return { status, reason: reason || (REASONS[status] ?? ""), headers, url, cookies };
}

function resolve(location: string, from: string): string {
  return URL.canParse(location, from) ? new URL(location, from).href : location;
}

function addCookie(cookies: Record<string, string>, text: string): void {
  const [pair = ""] = text.split(";");
  const at = pair.indexOf("=");
  if (at > 0) cookies[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
}

/** What HTTP/2 no longer says. */
const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** `OK (12 bytes)`, or what went wrong, as Python words it. */
export function answerMessage({ status, reason, headers }: HttpAnswer): string {
  if (status >= 300) return `HTTP Error ${status}: ${reason}`;
  return `OK (${headers["content_length"] ?? "unknown"} bytes)`;
}
