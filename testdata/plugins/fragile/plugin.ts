/** A plugin whose actions go wrong in the middle of a task, for the engine's tests. @module */
import { defineAction, definePlugin, serve, sh, type TaskResult } from "@shep/sdk";

const collapse = defineAction({
  name: "collapse",
  summary: "Ends its own process.",
  arguments: {},
  run: (): never => {
    Deno.stderr.writeSync(new TextEncoder().encode("the disk is full\n"));
    Deno.exit(3);
  },
});

const read = defineAction({
  name: "read",
  summary: "Reads a file of the controller, whether or not it may.",
  arguments: {
    path: { type: "str", description: "The file." },
    encoded: { type: "str", description: "The path in base64: so the task does not name it." },
    line: { type: "str", description: "A command line." },
    more: { type: "dict", description: "Values of any depth." },
  },
  async run({ path, encoded }, task): Promise<TaskResult> {
    const file = await task.readFile(path ?? atob(encoded ?? ""));
    return { values: { kind: file.kind } };
  },
});

const lose = defineAction({
  name: "lose",
  summary: "Kills the shell that the target is reached by.",
  arguments: {},
  async run(_, task): Promise<TaskResult> {
    await task.script(sh`kill -KILL $$`);
    return {};
  },
});

const plugin = definePlugin({
  name: "fragile",
  version: "0.1.0",
  summary: "Goes wrong.",
  actions: [collapse, read, lose],
});

if (import.meta.main) await serve(plugin);
