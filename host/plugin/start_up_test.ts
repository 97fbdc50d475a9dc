/** What the start of a run loads. @module */
import assert from "node:assert/strict";

const WORKSPACE = new URL("../../", import.meta.url).pathname;

/** What every run starts: the command line, which loads the host, and two plugins. */
const ENTRIES = ["cli/main.ts", "plugins/builtin/main.ts", "plugins/local/main.ts"];

interface GraphModule {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly isDynamic?: boolean;
    readonly code?: unknown;
  }[];
}

for (const entry of ENTRIES) {
  // A bundle loads such a module with its first line, wherever it is imported: 4 to 21 ms of CPU each.
  Deno.test(`nothing below ${entry} imports a module of Node's statically`, async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-lock", entry],
      cwd: WORKSPACE,
    }).output();
    const { modules }: { modules: GraphModule[] } = JSON.parse(new TextDecoder().decode(stdout));
    assert(modules.length > 50);
    const found = modules.flatMap(({ specifier, dependencies = [] }) =>
      dependencies
        .filter((each) => each.specifier.startsWith("node:") && each.code && !each.isDynamic)
        .map((each) => `${specifier.replace(`file://${WORKSPACE}`, "")} imports ${each.specifier}`)
    );
    assert.deepEqual(found, []);
  });
}
