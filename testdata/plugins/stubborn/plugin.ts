/** A plugin whose actions do what actions should not, for the SDK's own tests. @module */
import { defineAction, definePlugin, serve } from "@shep/sdk";

const chatter = defineAction({
  name: "chatter",
  summary: "Prints on every occasion.",
  arguments: {},
  run: (): Record<never, never> => {
    console.log("printed", { deeply: [true] });
    Deno.stdout.writeSync(new TextEncoder().encode("written to stdout"));
    return {};
  },
});

const deaf = defineAction({
  name: "deaf",
  summary: "Never ends, whoever asks it to.",
  arguments: {},
  run: (): Promise<never> => {
    setInterval(() => {}, 1000);
    return new Promise(() => {});
  },
});

const busy = defineAction({
  name: "busy",
  summary: "Keeps the processor busy for ever.",
  arguments: {},
  run: (): never => {
    while (true);
  },
});

const slow = defineAction({
  name: "slow",
  summary: "Takes its time, in small steps.",
  arguments: { milliseconds: { type: "int", description: "How long.", required: true } },
  run: async ({ milliseconds }, task): Promise<{ values: { done: boolean } }> => {
    task.progress({ message: "waiting", current: 1, total: 2, unit: "steps" });
    await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
    return { values: { done: true } };
  },
});

const plugin = definePlugin({
  name: "stubborn",
  version: "0.1.0",
  summary: "Does what plugins should not.",
  actions: [chatter, deaf, busy, slow],
});

if (import.meta.main) await serve(plugin);
