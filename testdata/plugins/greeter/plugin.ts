/** A small plugin that the SDK's own tests run. @module */
import { defineAction, definePlugin, serve, sh, type TaskResult } from "@shep/sdk";

const greet = defineAction({
  name: "greet",
  summary: "Says hello on the target.",
  arguments: {
    name: { type: "str", description: "Whom to greet.", required: true },
    times: { type: "int", description: "How often.", default: 1 },
  },
  supportsCheck: true,
  async run({ name, times }, task): Promise<TaskResult> {
    const { stdout } = await task.script(sh`printf 'hello %s' ${name}`);
    return { values: { greeting: Array(Number(times)).fill(stdout).join(", ") } };
  },
});

const plugin = definePlugin({
  name: "greeter",
  version: "0.1.0",
  summary: "Says hello.",
  actions: [greet],
});

if (import.meta.main) await serve(plugin);
