/**
 * A web server on this machine, and targets that have one client or another.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { LocalTaskOptions } from "@shep/sdk/testing";
import { inDirectory, isInstalled, onlyPrograms, SHELLS } from "../system/test_support.ts";

/** Where a {@linkcode serve} listens; `http://127.0.0.1:PORT`. */
export type Origin = string;

/** Answers by path; each tells what was asked of it. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (pathname) {
    case "/json":
      return Response.json({ a: 1, big: 12345678901234567890n.toString() });
    case "/floats":
      return new Response('{"f": 1.0, "n": 9007199254740993}', {
        headers: { "content-type": "application/json; charset=utf-8" },
      });
    case "/latin":
      return new Response(Uint8Array.of(0xe9), {
        headers: { "content-type": "text/plain; charset=ISO-8859-1" },
      });
    case "/empty":
      return new Response(null, { status: 204 });
    case "/echo":
      return Response.json({
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
    case "/missing":
      return new Response("not here", { status: 404 });
    case "/redirect":
      return new Response(null, { status: 302, headers: { location: "/echo" } });
    case "/cookies": {
      const headers = new Headers({ "content-type": "text/plain" });
      headers.append("set-cookie", "a=1; Path=/");
      headers.append("set-cookie", "b=2");
      return new Response("set", { headers });
    }
    case "/private":
      return request.headers.get("authorization") === `Basic ${btoa('me:it\'s "x"')}`
        ? new Response("in")
        : new Response("out", {
          status: 401,
          headers: { "www-authenticate": 'Basic realm="here"' },
        });
    case "/SHA256SUMS":
      return new Response(
        "0000  other.txt\n" +
          "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 *hello.txt\n",
      );
    case "/named":
      return new Response("hello\n", {
        headers: { "content-disposition": 'attachment; filename="given.txt"' },
      });
    case "/hello.txt": {
      const since = Date.parse(request.headers.get("if-modified-since") ?? "");
      if (since > Date.parse("2020-01-01")) return new Response(null, { status: 304 });
      return new Response("hello\n", {
        headers: { "last-modified": "Wed, 01 Jan 2020 00:00:00 GMT" },
      });
    }
    default:
      return new Response(`at ${pathname}\n`);
  }
}

/** Runs `body` while a server listens. */
export async function withServer(body: (origin: Origin) => Promise<void>): Promise<void> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  try {
    await body(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** What the scripts of this plugin need besides a client. */
const UTILITIES =
  "cat chmod chown chgrp cp date grep head id md5sum mkdir mktemp mv readlink rm rmdir sed " +
  "sha1sum sha256sum sort stat sync tail tr umask uname";

/** A target that has one client. */
export interface Client {
  readonly name: "curl" | "wget" | "busybox";
  readonly shell: readonly string[];
}

/** Each client that is here, with a shell each, so that all shells are covered. */
export const CLIENTS: readonly Client[] = ([
  { name: "curl", shell: SHELLS[0] ?? ["sh"] },
  { name: "wget", shell: ["bash"] },
  { name: "busybox", shell: ["busybox", "sh"] },
] as const).filter(({ name }) => isInstalled(name));

/** A test with a server, run once with each client, or with those that are named. */
export function testWithClients(
  name: string,
  body: (target: LocalTaskOptions, origin: Origin, root: string) => Promise<void>,
  only: readonly Client["name"][] = ["curl", "wget"],
): void {
  for (const client of CLIENTS) {
    if (!only.includes(client.name)) continue;
    Deno.test(`${name} (${client.name})`, () =>
      inDirectory(async (root) => {
        const environment = await onlyPrograms(root, [
          ...UTILITIES.split(" "),
          ...client.shell.slice(0, 1),
          ...(client.name === "busybox" ? [] : [client.name]),
        ]);
        if (client.name === "busybox") {
          await Deno.symlink("/bin/busybox", `${root}/only/wget`);
        }
        const tree = `${root}/tree`;
        await Deno.mkdir(tree);
        const temporary = `${root}/tmp`;
        await Deno.mkdir(temporary);
        const variables = { ...environment, TMPDIR: temporary };
        const target = { shell: client.shell, environment: variables, files: root };
        await withServer((origin) => body(target, origin, tree));
        // What was asked may be secret: nothing of it may stay behind.
        assert.deepEqual([...Deno.readDirSync(temporary)], []);
      }));
  }
}
