import assert from "node:assert/strict";
import { loadPlaybook } from "../mod.ts";
import { testContext } from "../test_support.ts";

/** How a role is named, the folders of such a role, which one is meant, and what it is called then. */
const ROLES: readonly (readonly [
  name: string,
  folders: readonly string[],
  found: string,
  called: string,
])[] = [
  ["web", ["plays/roles/web", "plays/web", "web"], "plays/roles/web", "web"],
  ["web", ["plays/web", "web"], "plays/web", "web"],
  ["web", ["web"], "web", "web"],
  ["roles/web", ["plays/roles/web", "roles/web"], "plays/roles/web", "roles/web"],
  ["./roles/web", ["roles/web"], "roles/web", "web"],
  ["/srv/web", ["plays/srv/web", "/srv/web"], "/srv/web", "/srv/web"],
];

for (const [name, folders, found, called] of ROLES) {
  Deno.test(`the role ${name} of ${folders.join(" and ")} is ${found}`, async () => {
    const tasks = folders.map((folder) => [`${folder}/tasks/main.yml`, "- ping:\n"] as const);
    const context = testContext({
      "plays/site.yml": `- hosts: all\n  roles: [${name}]\n`,
      ...Object.fromEntries(tasks),
    });
    const { plays: [play] } = await loadPlaybook("plays/site.yml", context);
    const [role] = play!.publicRoles;
    assert.deepEqual([role?.folder, role?.name], [found, called]);
  });
}
