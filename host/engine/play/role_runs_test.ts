/** On which hosts a role has run. @module */
import assert from "node:assert/strict";
import type { Role } from "../../playbook/model.ts";
import { RoleRuns } from "./role_runs.ts";

function role(identity: string, allowsDuplicates = false): Role {
  return { identity, allowsDuplicates } as Role;
}

const HOSTS = ["h1", "h2"];

Deno.test("a role that came to its end is not due again", () => {
  const runs = new RoleRuns();
  runs.begin(role("a"), "h1");
  assert.deepEqual(runs.due(role("a"), HOSTS), HOSTS, "it is still at work");
  runs.end(role("a"), HOSTS);
  assert.deepEqual(runs.due(role("a"), HOSTS), ["h2"], "nothing of it ran on h2");
  assert.deepEqual(runs.due(role("b"), HOSTS), HOSTS);
});

Deno.test("a role that allows duplicates is always due", () => {
  const runs = new RoleRuns();
  runs.begin(role("a"), "h1");
  runs.end(role("a"), HOSTS);
  assert.deepEqual(runs.due(role("a", true), HOSTS), HOSTS);
});
