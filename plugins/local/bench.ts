/**
 * What a command and a script cost through the connection, beside what the parts cost alone.
 *
 *     deno run --allow-run --allow-read --allow-env plugins/local/bench.ts
 *
 * @module
 */
import type { TransferContext } from "@shep/sdk";
import { localConnection } from "./connection.ts";

const ROUNDS = 15;
const CALLS_PER_ROUND = 60;

const TRANSFER: TransferContext = {
  signal: new AbortController().signal,
  write: () => Promise.resolve(),
  read: () => Promise.resolve(),
};

/** Prints the best and the median round, in microseconds a call. */
async function measure(name: string, call: () => Promise<unknown>): Promise<void> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let index = 0; index < CALLS_PER_ROUND; index++) await call();
    rounds.push((performance.now() - start) * 1000 / CALLS_PER_ROUND);
  }
  rounds.sort((a, b) => a - b);
  const [best, median] = [rounds[0]!, rounds[rounds.length >> 1]!].map(Math.round);
  console.log(`${name.padEnd(44)} best ${best} µs, median ${median} µs`);
}

if (import.meta.main) {
  const environment = { PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin", PWD: "/" };
  const connection = await localConnection.open({
    connection: "local",
    host: "localhost",
    options: new Map(),
    environment,
  });
  const exec = connection.exec.bind(connection);
  const bare = new Deno.Command("true", {
    env: environment,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const shell = new Deno.Command("/bin/sh", { args: ["-c", ":"], stdin: "null" });
  await measure("Deno.Command: true", () => bare.output());
  await measure(
    "connection: command true",
    () => exec({ kind: "command", argv: ["true"] }, TRANSFER),
  );
  await measure("Deno.Command: sh -c :", () => shell.output());
  await measure("connection: script :", () => exec({ kind: "script", script: ":" }, TRANSFER));
  await measure(
    "connection: script that starts a program",
    () => exec({ kind: "script", script: "/bin/true" }, TRANSFER),
  );
  await connection.close();
}
