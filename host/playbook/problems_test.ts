/**
 * Each case of testdata/problems.txt: a playbook, and all that is told of it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Diagnostic, Fault } from "@shep/sdk";
import { loadPlaybook } from "./mod.ts";
import { testContext } from "./test_support.ts";

/** What the playbooks of the cases import. */
const IMPORTED = {
  "other.yml": "- hosts: all\n",
  "tasks.yml": "- ping:\n",
  "wrong.yml": "- ping:\n- pign:\n",
  "itself.yml": "- import_tasks: itself.yml\n",
  "roles/web/tasks/main.yml": "- ping:\n",
  "roles/wrong/tasks/main.yml": "- pign:\n",
  "roles/wrong/handlers/main.yml": "- pnig:\n",
  "roles/one/meta/main.yml": "dependencies: [two]\n",
  "roles/two/meta/main.yml": "dependencies:\n  - role: one\n",
  "roles/itself/tasks/main.yml": "- import_role: name=itself\n",
};

/** `=== name`, the playbook, `---`, what is told. */
function cases(text: string): { name: string; playbook: string; expected: string }[] {
  return text.split(/^=== /m).slice(1).map((section) => {
    const [name = "", ...lines] = section.trimEnd().split("\n");
    const end = lines.lastIndexOf("---");
    return {
      name,
      playbook: lines.slice(0, end).join("\n"),
      expected: lines.slice(end + 1).join("\n"),
    };
  });
}

async function told(playbook: string): Promise<string> {
  const context = testContext({ "site.yml": playbook, ...IMPORTED });
  try {
    await loadPlaybook("site.yml", context);
  } catch (error) {
    assert(error instanceof Fault);
    return [...context.warnings.map(show), `${error.kind}: ${show(error.diagnostic)}`].join("\n");
  }
  return "nothing";
}

function show(diagnostic: Diagnostic): string {
  const { file, line, column, summary, sourceLine, detail, hint } = diagnostic;
  return [
    `${file}:${line}:${column}: ${summary}`,
    sourceLine?.trim() ? `${sourceLine}\n${" ".repeat((column ?? 1) - 1)}^` : undefined,
    detail,
    hint === undefined ? undefined : `hint: ${hint}`,
  ].filter((part) => part !== undefined).join("\n");
}

const text = readFileSync(new URL("testdata/problems.txt", import.meta.url), "utf8");
for (const { name, playbook, expected } of cases(text)) {
  Deno.test(`tells what is wrong: ${name}`, async () => {
    assert.equal(await told(playbook), expected);
  });
}
