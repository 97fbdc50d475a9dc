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

let present = 0;
const all = Promise.withResolvers<void>();

const together = defineAction({
  name: "together",
  summary: "Ends when as many tasks are at work.",
  arguments: { count: { type: "int", description: "How many.", required: true } },
  run: async ({ count }, task): Promise<{ values: { done: boolean } }> => {
    task.progress({ message: "waiting", current: 1, total: 2, unit: "steps" });
    if (++present === Number(count)) all.resolve();
    await all.promise;
    return { values: { done: true } };
  },
});

const plugin = definePlugin({
  name: "stubborn",
  version: "0.1.0",
  summary: "Does what plugins should not.",
  actions: [chatter, deaf, busy, together],
});

if (import.meta.main) await serve(plugin);
