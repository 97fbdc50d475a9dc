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

async function modulesBelow(entry: string): Promise<readonly GraphModule[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", entry],
    cwd: WORKSPACE,
  }).output();
  const { modules }: { modules: GraphModule[] } = JSON.parse(new TextDecoder().decode(stdout));
  assert(modules.length > 50);
  return modules;
}

for (const entry of ENTRIES) {
  // A bundle loads such a module with its first line, wherever it is imported: 4 to 21 ms of CPU each.
  Deno.test(`nothing below ${entry} imports a module of Node's statically`, async () => {
    const found = (await modulesBelow(entry)).flatMap(({ specifier, dependencies = [] }) =>
      dependencies
        .filter((each) => each.specifier.startsWith("node:") && each.code && !each.isDynamic)
        .map((each) => `${specifier.replace(`file://${WORKSPACE}`, "")} imports ${each.specifier}`)
    );
    assert.deepEqual(found, []);
  });

  // The first of these in a process loads Node's timers, 8 ms: `@shep/sdk/timer` has another way.
  Deno.test(`nothing below ${entry} uses a timer of Node's`, async () => {
    const own = (await modulesBelow(entry))
      .map(({ specifier }) => specifier)
      .filter((specifier) => specifier.startsWith(`file://${WORKSPACE}`));
    const found = own.filter((specifier) =>
      /\b(set|clear)(Timeout|Interval|Immediate)\(/.test(Deno.readTextFileSync(new URL(specifier)))
    );
    assert.deepEqual(found, []);
  });
}
