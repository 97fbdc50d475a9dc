/**
 * Taking URLs apart, and telling what is one.
 *
 * @module
 */

import { type Filter, table, takes, type Test } from "../call.ts";
import { valueError } from "../errors.ts";
import { absent } from "../methods/arguments.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";

const URL_PARTS = /^(?:([a-zA-Z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

interface Authority {
  readonly username: string | null;
  readonly password: string | null;
  readonly hostname: string | null;
  readonly port: number | null;
}

function splitAuthority(authority: string): Authority {
  const at = authority.lastIndexOf("@");
  const [username, ...password] = at < 0 ? [] : authority.slice(0, at).split(":");
  const [, host = "", port = ""] =
    /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority.slice(at + 1)) ?? [];
  return {
    username: username ?? null,
    password: password.length === 0 ? null : password.join(":"),
    hostname: host === "" ? null : host.replace(/^\[|\]$/g, "").toLowerCase(),
    port: port === "" ? null : Number(port),
  };
}

function urlSplit(value: unknown, query: unknown): unknown {
  const [, scheme = "", netloc = "", path = "", search = "", fragment = ""] =
    URL_PARTS.exec(text(value)) ?? [];
  const parts = new Map<string, unknown>(
    Object.entries({
      ...splitAuthority(netloc),
      fragment,
      netloc,
      path,
      query: search,
      scheme: scheme.toLowerCase(),
    }).sort(([a], [b]) => a < b ? -1 : 1),
  );
  if (absent(query) || query === "") return parts;
  const part = parts.get(text(query));
  if (part !== undefined) return part;
  throw valueError(
    `urlsplit: unknown URL component: ${text(query)}; known are ${[...parts.keys()].join(", ")}`,
  );
}

/** Filters on URLs, by name. */
export const URL_FILTERS: ReadonlyMap<string, Filter> = table({
  urlsplit: takes(["query?"], urlSplit),
});

function hasScheme(value: unknown, schemes: unknown): string | undefined {
  const scheme = /^([a-zA-Z][\w+.-]*):/.exec(text(value))?.[1]?.toLowerCase();
  if (scheme === undefined || absent(schemes)) return scheme;
  return iterate(schemes).map(text).includes(scheme) ? scheme : undefined;
}

/** Tests of URLs, by name. */
export const URL_TESTS: ReadonlyMap<string, Test> = table({
  uri: takes(["schemes?"], (value, schemes) => hasScheme(value, schemes) !== undefined),
  url: takes(
    ["schemes?"],
    (value, schemes) =>
      hasScheme(value, schemes) !== undefined && /^[^:]+:\/\/[^/]/.test(text(value)),
  ),
  urn: takes([], (value) => hasScheme(value, ["urn"]) !== undefined),
});
