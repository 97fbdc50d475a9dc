/** `url`: the contents of pages. @module */
import { coerce, defineLookup, Fault, type LookupDefinition, type Value } from "@shep/sdk";

const DEFAULT_TIMEOUT_S = 10;

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/url_lookup.html */
export const url: LookupDefinition = defineLookup({
  name: "url",
  summary: "The contents of pages, line by line unless `split_lines` is off.",
  async find(terms, options): Promise<string[]> {
    const { timeout = DEFAULT_TIMEOUT_S, split_lines: split = true } = options;
    const request = { headers: headersOf(options) };
    const pages = await Promise.all(
      terms.map((term) => page(String(term), request, Number(timeout))),
    );
    return coerce("bool", split) === true ? pages.flatMap(linesOf) : pages;
  },
});

function headersOf(options: Readonly<Record<string, Value>>): Headers {
  const { headers, http_agent: agent = "ansible-httpget", username, password, force } = options;
  const all = new Headers({ "user-agent": String(agent) });
  if (headers instanceof Map) {
    for (const [name, value] of headers) all.set(String(name), String(value));
  } else if (headers !== undefined) throw new Fault("invalid-argument", "'headers' is a dict");
  if (username !== undefined) {
    const login = new TextEncoder().encode(`${username}:${password ?? ""}`);
    all.set("authorization", `Basic ${login.toBase64()}`);
  }
  if (coerce("bool", force ?? false) === true) all.set("cache-control", "no-cache");
  return all;
}

async function page(address: string, request: RequestInit, timeout: number): Promise<string> {
  try {
    const response = await fetch(address, {
      ...request,
      signal: AbortSignal.timeout(timeout * 1000),
    });
    const text = await response.text();
    if (response.ok) return text;
    throw new Fault("failed", `${address} answered ${response.status} ${response.statusText}`);
  } catch (error) {
    if (error instanceof Fault || error instanceof Deno.errors.NotCapable) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault("failed", `${address} cannot be fetched: ${why}`, { cause: error });
  }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
