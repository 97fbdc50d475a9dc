/** Groups of actions in `module_defaults`. @module */
import assert from "node:assert/strict";
import type { ActionDescription } from "@shep/sdk";
import { loadPlaybook, type Task } from "./mod.ts";
import { testContext } from "./test_support.ts";

const RUNTIME = "collections/ansible_collections/acme/web/meta/runtime.yml";

function action(name: string): ActionDescription {
  return { name, summary: "", arguments: { region: { type: "str", description: "" } } };
}

/** The defaults of each task of a play, by the task's action. */
async function defaults(moduleDefaults: string): Promise<Record<string, unknown>> {
  const context = testContext({
    "site.yml": `- hosts: all\n  module_defaults: ${moduleDefaults}\n` +
      "  tasks: [acme.web.site: , acme.web.page: , other.cloud.site: ]\n",
    [RUNTIME]: "action_groups:\n" +
      "  all: [{metadata: {extend_group: [pages]}}, site, other.cloud.site]\n  pages: [page]\n",
  }, ["acme.web.site", "acme.web.page", "other.cloud.site"].map(action));
  const { plays: [play] } = await loadPlaybook("site.yml", context);
  return Object.fromEntries(
    (play!.tasks as Task[]).map(({ action, defaultArguments }) => [
      action,
      Object.fromEntries(defaultArguments.flatMap((each) => [...each as Map<string, unknown>])),
    ]),
  );
}

Deno.test("the defaults of a group are those of its actions, and of groups it extends", async () => {
  assert.deepEqual(await defaults("{group/acme.web.all: {region: eu}}"), {
    "acme.web.site": { region: "eu" },
    "acme.web.page": { region: "eu" },
    "other.cloud.site": { region: "eu" },
  });
  assert.deepEqual(await defaults("{group/acme.web.pages: {region: eu}}"), {
    "acme.web.site": {},
    "acme.web.page": { region: "eu" },
    "other.cloud.site": {},
  });
});

Deno.test("an action's own defaults win over its group's", async () => {
  const all = await defaults("{acme.web.page: {region: us}, group/acme.web.all: {region: eu}}");
  assert.deepEqual(all["acme.web.page"], { region: "us" });
});

Deno.test("a group of a collection that is not installed has no actions", async () => {
  const all = await defaults("{group/aws: {region: eu}}");
  assert.deepEqual(all["acme.web.page"], {});
});
