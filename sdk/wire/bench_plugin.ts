/**
 * The other process of the benchmark: a plugin, or with `--raw` a program that gives back bytes.
 *
 * @module
 */
import { defineAction } from "../define/action.ts";
import { definePlugin } from "../plugin.ts";
import { serve } from "../serve/serve.ts";
import { MAX_CHUNK_BYTES } from "./frame.ts";

const CHUNK = new Uint8Array(MAX_CHUNK_BYTES).fill(0x61);

const echo = defineAction({
  name: "echo",
  summary: "Gives its arguments back.",
  arguments: {
    path: { type: "path", description: "Text.", required: true },
    owner: { type: "str", description: "Text.", required: true },
    mode: { type: "int", description: "A number.", required: true },
    force: { type: "bool", description: "A truth.", required: true },
    tags: { type: "list", elements: "str", description: "A list.", required: true },
  },
  run: (args) => ({ changed: true, values: { ...args } }),
});

const plugin = definePlugin({
  name: "bench",
  version: "0.1.0",
  summary: "Is measured.",
  actions: [echo],
  connections: [{
    name: "source",
    open: () =>
      Promise.resolve({
        exec: () => Promise.reject(new Error("not measured")),
        put: () => Promise.reject(new Error("not measured")),
        async fetch({ path }, context): Promise<number> {
          const total = Number(path);
          for (let at = 0; at < total; at += CHUNK.length) {
            await context.write("data", CHUNK.subarray(0, Math.min(CHUNK.length, total - at)));
          }
          return total;
        },
        close: () => Promise.resolve(),
      }),
  }],
});

/** Gives back every byte. */
function echoRaw(): void {
  const buffer = new Uint8Array(64 * 1024);
  for (let count; (count = Deno.stdin.readSync(buffer)) !== null;) {
    writeAll(buffer.subarray(0, count));
  }
}

/** Writes so many bytes. */
function pourRaw(total: number): void {
  for (let at = 0; at < total; at += CHUNK.length) {
    writeAll(CHUNK.subarray(0, Math.min(CHUNK.length, total - at)));
  }
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

const [mode, total] = Deno.args;
if (mode === "--raw-echo") echoRaw();
else if (mode === "--raw-pour") pourRaw(Number(total));
else await serve(plugin);
