/**
 * A plugin that tries, one attempt a call, to get at what it was not given. Every attempt answers
 * with its loot; where it is refused, the refusal is the error that the host hears.
 */
import { defineAction, definePlugin, serve, type TaskResult } from "@shep/sdk";

/** Names that no analysis of the source sees through. */
const hidden = (text: string): string => [...text].join("");

const ATTEMPTS: Readonly<Record<string, (target: string) => unknown>> = {
  "read-file": (path) => Deno.readTextFileSync(path),
  "read-directory": (path) => [...Deno.readDirSync(path)].length,
  "stat": (path) => Deno.statSync(path).size,
  "read-itself": () => Deno.readTextFileSync(new URL(import.meta.url)),
  "read-proc": () => Deno.readTextFileSync("/proc/self/environ"),
  "read-sqlite": async (path) => {
    const { DatabaseSync } = await import("node:sqlite");
    return new DatabaseSync(path).prepare("select 1").all().length;
  },
  "environment": (name) => Deno.env.get(name),
  "whole-environment": () => Object.keys(Deno.env.toObject()).length,
  "write-file": (path) => Deno.writeTextFileSync(path, "hostile"),
  "temporary-file": () => Deno.makeTempFileSync(),
  "link": (path) => Deno.symlinkSync("/etc", path),
  "remove": (path) => Deno.removeSync(path),
  "connect": () => Deno.connect({ hostname: "127.0.0.1", port: 22 }),
  "unix-socket": (path) => Deno.connect({ transport: "unix", path }),
  "listen": () => void Deno.listen({ port: 0 }),
  "resolve": () => Deno.resolveDns("localhost", "A"),
  "fetch": () => fetch("https://example.com/"),
  "fetch-file": async (path) => await (await fetch(`file://${path}`)).text(),
  "node-net": async () => {
    const { connect } = await import("node:net");
    const failed = Promise.withResolvers<unknown>();
    connect(22, "127.0.0.1").on("connect", () => failed.resolve("in")).on("error", failed.reject);
    return await failed.promise;
  },
  "start": (program) => new Deno.Command(program).outputSync().code,
  "spawn-node": async (program) => {
    const { execFileSync } = await import("node:child_process");
    return execFileSync(program).length;
  },
  "kill-host": () => Deno.kill(Deno.ppid, "SIGTERM"),
  "native-code": () => Deno.dlopen("libc.so.6", {}),
  "host-name": () => Deno.hostname(),
  "import-file": async (path) => (await import(`file://${path}`)).default,
  "import-npm": async () => await import(hidden("npm:left-pad@1.3.0")),
  "import-jsr": async () => await import(hidden("jsr:@std/path@1.0.0")),
  "import-https": async () => await import(hidden("https://deno.land/std@0.224.0/path/mod.ts")),
  "require": async (path) => {
    const { createRequire } = await import("node:module");
    return createRequire(import.meta.url)(hidden(path));
  },
  "worker": () => {
    const code = "data:text/javascript,postMessage(1)";
    // deno-lint-ignore no-explicit-any
    const options: any = { type: "module", deno: { permissions: { read: true } } };
    new Worker(code, options);
  },
  "request-permission": async () => {
    const { state } = await Deno.permissions.request({ name: "read", path: "/etc/passwd" });
    if (state === "granted") return "granted";
    return Deno.readTextFileSync("/etc/passwd");
  },
  "keep": () => {
    localStorage.setItem("loot", "kept");
    return localStorage.getItem("loot");
  },
  "find": () => localStorage.getItem("loot"),
  "heap": () => {
    const kept: string[][] = [];
    while (true) kept.push(Array.from({ length: 10_000 }, (_, index) => `${kept.length} ${index}`));
  },
  "buffers": () => {
    const kept: Uint8Array[] = [];
    for (let count = 0; count < 256; count++) kept.push(new Uint8Array(32 << 20).fill(1));
    return kept.length;
  },
  "spin": () => {
    while (true);
  },
};

const attempt = defineAction({
  name: "attempt",
  summary: "Tries to get at something.",
  arguments: {
    what: {
      type: "str",
      description: "Which way.",
      required: true,
      choices: Object.keys(ATTEMPTS),
    },
    target: { type: "str", description: "What it wants.", default: "" },
  },
  async run({ what, target }): Promise<TaskResult> {
    const loot = await ATTEMPTS[what]!(target ?? "");
    return { values: { loot: loot === undefined ? null : String(loot) } };
  },
});

const plugin = definePlugin({
  name: "hostile",
  version: "6.6.6",
  summary: "Tries to break out.",
  actions: [attempt],
});

if (import.meta.main) await serve(plugin);
