/**
 * The texts of a new plugin's files.
 *
 * @module
 */

/** The plugin itself. */
export function actionSource(name: string, action: string): string {
  return `/** A plugin for Shep. @module */
import { defineAction, definePlugin, serve, sh, TaskFailure, type TaskResult } from "@shep/sdk";

/** Looks, decides, changes and reports in one round trip; in check mode it does not change. */
export const action = defineAction({
  name: "${action}",
  summary: "Makes sure that a file holds one line of text.",
  arguments: {
    path: { type: "path", description: "The file on the target.", required: true },
    text: { type: "str", description: "The line that it holds.", default: "hello" },
  },
  supportsCheck: true,
  examples: ["- name: Leave a note\\n  ${action}:\\n    path: /tmp/note\\n    text: hello"],
  returns: { path: "The file on the target." },
  async run({ path, text }, task): Promise<TaskResult> {
    const change = task.check
      ? sh\`true\`
      : sh\`printf '%s\\\\n' \${text} >\${path}.new && mv \${path}.new \${path}\`;
    const { exitCode, stdout, stderr } = await task.script(
      sh\`[ "$(cat \${path} 2>/dev/null)" = \${text} ] || { \${change} && echo changed; }\`,
    );
    if (exitCode !== 0) throw new TaskFailure(\`\${path} cannot be written\`, { stderr });
    return { changed: stdout !== "", values: { path } };
  },
});

/** Everything that this plugin offers. It needs no permissions. */
export const plugin = definePlugin({
  name: "${name}",
  version: "0.1.0",
  summary: "Leaves notes on targets.",
  actions: [action],
});

if (import.meta.main) await serve(plugin);
`;
}

/** Its test. */
export function testSource(name: string, action: string): string {
  return `import assert from "node:assert/strict";
import { contractTest, driveAction, LocalTask, runAction } from "@shep/sdk/testing";
import { action, plugin } from "./plugin.ts";

Deno.test("the file is written once, and not at all in check mode", async () => {
  const path = \`\${await Deno.makeTempDir()}/note\`;
  const run = async (check = false): Promise<string> =>
    (await runAction(action, { path, text: "it's here" }, new LocalTask({ check }))).status;
  assert.equal(await run(true), "changed");
  assert.equal(await run(), "changed");
  assert.equal(await Deno.readTextFile(path), "it's here\\n");
  assert.equal(await run(), "ok");
});

Deno.test("a file that cannot be written fails the task", async () => {
  const { reply } = await driveAction(plugin, "${action}", { path: "/note" }, {
    exec: () => ({ exitCode: 1, stderr: "Permission denied" }),
  });
  assert.equal(reply.status, "failed");
  assert.equal(reply.result.get("msg"), "/note cannot be written");
});

const main = new URL("plugin.ts", import.meta.url).pathname;
contractTest("${name}", [Deno.execPath(), "run", "--quiet", "--no-prompt", main]);
`;
}

/** What a person reads first. */
export function readme(name: string, action: string): string {
  const program = `shep-plugin-${name}`;
  return `# ${name}

A plugin for Shep with one action, \`${action}\`.

\`\`\`yaml
- hosts: all
  tasks:
    - name: Leave a note
      ${action}:
        path: /tmp/note
        text: hello
\`\`\`

\`deno task test\` runs its tests: the action on this machine, and the contract of all plugins.

\`deno task build\` writes one file that needs nothing but \`deno\`, to be put where Shep looks for
plugins: \`dist/${program}\`.

By hand, with arguments as JSON:

\`\`\`sh
deno run plugin.ts --help
echo '{"path": "/tmp/note"}' | deno run --allow-run plugin.ts call ${action} --args -
\`\`\`

An action needs no permissions: it acts on its target through the host. A plugin that does need one
declares it in \`permissions\` and in the first line of its launcher.
`;
}
