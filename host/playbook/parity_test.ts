/**
 * What Ansible accepts is accepted, and what it rejects is rejected: `--syntax-check` of both.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Fault } from "@shep/sdk";
import { askAnsible } from "../../testdata/parity/commands.ts";
import { listFolder } from "../session/loading.ts";
import { loadPlaybook } from "./mod.ts";
import { testContext } from "./test_support.ts";

const TESTDATA = fileURLToPath(new URL("testdata/", import.meta.url));
const CONTEXT = {
  ...testContext({}),
  readText: (path: string) => Deno.readTextFile(path),
  list: listFolder,
};

function playbooks(folder: string): string[] {
  return readdirSync(TESTDATA + folder).filter((name) => name.endsWith(".yml")).sort()
    .map((name) => `${TESTDATA}${folder}/${name}`);
}

const accepted = playbooks("accepts");
const rejected = playbooks("rejects");

for (const path of accepted) {
  Deno.test(`accepts ${path.slice(TESTDATA.length)}`, async () => {
    const { plays } = await loadPlaybook(path, CONTEXT);
    assert(plays.length > 0);
  });
}
for (const path of rejected) {
  Deno.test(`rejects ${path.slice(TESTDATA.length)}`, async () => {
    await assert.rejects(loadPlaybook(path, CONTEXT), Fault);
  });
}

Deno.test("Ansible accepts and rejects the same", () => {
  const paths = [...accepted, ...rejected];
  const words = ["ansible-playbook", "--syntax-check", "-i", "web,db,localhost,"];
  const answers = askAnsible(paths.map((path) => [...words, path]), { folder: TESTDATA });
  if (answers === undefined) return console.log("skipped: ansible-playbook is not installed");
  for (const [index, { exitCode, stderr }] of answers.entries()) {
    const path = paths[index]!;
    assert.equal(exitCode === 0, accepted.includes(path), `${path}: ${stderr}`);
  }
});
