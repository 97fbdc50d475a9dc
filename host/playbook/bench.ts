/**
 * How long it takes to make a model of a playbook of 5,000 lines, apart from parsing it:
 * `deno bench -A host/playbook/bench.ts`.
 *
 * @module
 */
import { LONG_PLAYBOOK } from "../../testdata/bench/long_playbook.ts";
import { SourceFile } from "./source_file.ts";
import { loadPlaybook } from "./mod.ts";
import { testContext } from "./test_support.ts";
import { trustedNodes } from "./trusted_tree.ts";

const SOURCE = LONG_PLAYBOOK;
const FILE = "site.yml";

const context = testContext({ [FILE]: SOURCE });
const reply = await context.parse(FILE, SOURCE);
const parsed = { ...context, parse: () => Promise.resolve(reply) };

Deno.bench("nodes of 5,000 lines", () => {
  trustedNodes(reply.tree, new SourceFile(FILE, SOURCE));
});
Deno.bench("a model of 5,000 lines that are parsed already", async () => {
  await loadPlaybook(FILE, parsed);
});
Deno.bench("a model of 5,000 lines, with parsing them", async () => {
  await loadPlaybook(FILE, context);
});
