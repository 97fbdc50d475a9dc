/**
 * A request over HTTP, in the words of the programs that make it on the target: all that may be
 * secret goes into a file that only its owner reads, never onto a command line.
 *
 * @see https://curl.se/docs/manpage.html#-K
 * @see https://www.gnu.org/software/wget/manual/html_node/Wgetrc-Commands.html
 * @module
 */
import { type ArgumentSpec, pythonText, type Value } from "@shep/sdk";

/** What is asked for. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names of headers that are not sent to where a redirect leads. */
  readonly unredirected: readonly string[];
  readonly hasBody: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Whether name and password are sent before they are asked for. */
  readonly forceBasicAuth: boolean;
  readonly negotiate: boolean;
  readonly followsRedirects: boolean;
  readonly agent: string;
  readonly timeout: number;
  readonly validatesCerts: boolean;
  readonly usesProxy: boolean;
  readonly usesNetrc: boolean;
  readonly decompresses: boolean;
  readonly ciphers: readonly string[];
}

/** The arguments that all actions share which speak HTTP. */
export const HTTP_ARGUMENTS = {
  url: { type: "str", description: "Where to ask.", required: true },
  headers: { type: "dict", description: "Headers of the request." },
  http_agent: {
    type: "str",
    description: "What it says that it is.",
    default: "ansible-httpget",
  },
  force_basic_auth: {
    type: "bool",
    description: "Whether name and password are sent before they are asked for.",
    default: false,
  },
  use_gssapi: { type: "bool", description: "Whether Kerberos proves who asks.", default: false },
  use_netrc: {
    type: "bool",
    description: "Whether ~/.netrc is looked into for a name and a password.",
    default: true,
  },
  use_proxy: {
    type: "bool",
    description: "Whether the proxy that the target's environment names is used.",
    default: true,
  },
  validate_certs: {
    type: "bool",
    description: "Whether the server has to prove who it is.",
    default: true,
  },
  client_cert: { type: "path", description: "A certificate on the target, in PEM." },
  client_key: {
    type: "path",
    description: "The key of the certificate, if that does not hold it.",
  },
  ciphers: { type: "list", elements: "str", description: "The ciphers that may be used." },
  decompress: {
    type: "bool",
    description: "Whether an answer that is compressed is unpacked.",
    default: true,
  },
  unredirected_headers: {
    type: "list",
    elements: "str",
    description: "Headers that are not sent to where a redirect leads.",
    default: [] as string[],
  },
} as const satisfies Record<string, ArgumentSpec>;

/** What of the arguments becomes part of the request, as an action receives it. */
export interface HttpArguments {
  readonly url: string;
  readonly headers?: ReadonlyMap<unknown, Value>;
  readonly http_agent: string;
  readonly force_basic_auth: boolean;
  readonly use_gssapi: boolean;
  readonly use_netrc: boolean;
  readonly use_proxy: boolean;
  readonly validate_certs: boolean;
  readonly ciphers?: readonly string[];
  readonly decompress: boolean;
  readonly unredirected_headers: readonly string[];
  readonly timeout: number;
  readonly url_username?: string;
  readonly url_password?: string;
}

/** The request that those arguments ask for. */
export function httpRequest(
  args: HttpArguments,
  { method, followsRedirects }: Pick<HttpRequest, "method" | "followsRedirects">,
): HttpRequest {
  const headers = [...args.headers ?? []].map(([name, value]) => [
    String(name),
    pythonText(value),
  ]);
  return {
    url: args.url,
    method,
    followsRedirects,
    headers: Object.fromEntries(headers),
    unredirected: args.unredirected_headers,
    hasBody: false,
    user: args.url_username || undefined,
    password: args.url_password,
    forceBasicAuth: args.force_basic_auth,
    negotiate: args.use_gssapi,
    agent: args.http_agent,
    timeout: args.timeout,
    validatesCerts: args.validate_certs,
    usesProxy: args.use_proxy,
    usesNetrc: args.use_netrc,
    decompresses: args.decompress,
    ciphers: args.ciphers ?? [],
  };
}

/** The request that follows where the first one was redirected to. */
export function afterRedirect(request: HttpRequest): HttpRequest {
  const dropped = new Set(request.unredirected.map((name) => name.toLowerCase()));
  const headers = Object.entries(request.headers)
    .filter(([name]) => !dropped.has(name.toLowerCase()));
  const method = request.method === "HEAD" ? "HEAD" : "GET";
  return { ...request, method, headers: Object.fromEntries(headers), hasBody: false };
}

/** Whether a redirect needs a second request, because the first sends what it may not get. */
export function splitsRedirects({ followsRedirects, unredirected, headers }: HttpRequest): boolean {
  const dropped = new Set(unredirected.map((name) => name.toLowerCase()));
  return followsRedirects &&
    Object.keys(headers).some((name) => dropped.has(name.toLowerCase()));
}

/** The file that curl is told to read, without the address. */
export function curlConfig(request: HttpRequest): string {
  const { method, user, password, headers, ciphers, hasBody } = request;
  const sends = hasBody || ["POST", "PUT", "PATCH"].includes(method);
  const lines: (readonly [string, string?])[] = [
    ["silent"],
    ["show-error"],
    ["user-agent", request.agent],
    ["connect-timeout", String(request.timeout)],
    ["speed-limit", "1"],
    ["speed-time", String(request.timeout)],
    ...(request.followsRedirects && !splitsRedirects(request) ? [["location"] as const] : []),
    ...(method === "HEAD" ? [["head"] as const] : []),
    ...(["GET", "HEAD", "POST"].includes(method) && !(hasBody && method === "GET")
      ? []
      : [["request", method] as const]),
    ...(sends && !hasBody
      ? [["data-binary", ""] as const, ["header", "Content-Type:"] as const]
      : []),
    ...(request.validatesCerts ? [] : [["insecure"] as const]),
    ...(request.usesProxy ? [] : [["noproxy", "*"] as const]),
    ...(request.usesNetrc && user === undefined ? [["netrc-optional"] as const] : []),
    ...(ciphers.length === 0 ? [] : [["ciphers", ciphers.join(":")] as const]),
    ...(request.decompresses
      ? [["compressed"] as const, ["header", "Accept-Encoding: identity"] as const]
      : []),
    ...(request.negotiate ? [["negotiate"] as const] : []),
    ...(user === undefined && !request.negotiate
      ? []
      : [["user", `${user ?? ""}:${password ?? ""}`] as const]),
    ...(user !== undefined && !request.forceBasicAuth ? [["anyauth"] as const] : []),
    ...Object.entries(headers).map(([name, value]) => ["header", header(name, value)] as const),
  ];
  return lines.map(([name, value]) => value === undefined ? name : `${name} = ${quoted(value)}`)
    .join("\n");
}

/** curl takes a header without a value for one that is to be left out, unless a `;` ends it. */
function header(name: string, value: string): string {
  return value === "" ? `${name};` : `${name}: ${value}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\v": "\\v",
};

/** A value of curl's file. */
export function quoted(value: string): string {
  return `"${value.replace(/[\\"\t\n\r\v]/g, (char) => ESCAPES[char]!)}"`;
}

/** The file that GNU's wget is told to read. It has no quotes: what ends a line cannot be said. */
export function wgetConfig(request: HttpRequest): string {
  const { user, password, headers, timeout } = request;
  const lines = [
    "tries = 1",
    `timeout = ${timeout}`,
    `user_agent = ${request.agent}`,
    `netrc = ${request.usesNetrc && user === undefined ? "on" : "off"}`,
    `use_proxy = ${request.usesProxy ? "on" : "off"}`,
    `check_certificate = ${request.validatesCerts ? "on" : "off"}`,
    `max_redirect = ${request.followsRedirects && !splitsRedirects(request) ? 20 : 0}`,
    ...(user === undefined ? [] : [`user = ${user}`, `password = ${password ?? ""}`]),
    ...(request.forceBasicAuth ? ["auth_no_challenge = on"] : []),
    ...(request.ciphers.length === 0 ? [] : [`ciphers = ${request.ciphers.join(":")}`]),
    "header = Accept-Encoding: identity",
    ...Object.entries(headers).map(([name, value]) => `header = ${name}: ${value}`),
  ];
  return lines.map((line) => line.replaceAll(/[\r\n]/g, " ")).join("\n");
}

/** Whether even busybox' wget can make the request: it takes no file with what is secret. */
export function isPlain(request: HttpRequest): boolean {
  return request.method === "GET" && !request.hasBody && request.user === undefined &&
    Object.keys(request.headers).length === 0 && request.followsRedirects &&
    request.ciphers.length === 0 && !request.negotiate;
}
