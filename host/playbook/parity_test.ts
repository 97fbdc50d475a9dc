/**
 * What Ansible accepts is accepted, and what it rejects is rejected: `--syntax-check` of both.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Fault } from "@shep/sdk";
import { listFolder } from "../loading.ts";
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

const IS_INSTALLED = existsSync("/usr/bin/ansible-playbook");

/** The exit codes of `ansible-playbook`, by path. */
async function syntaxCheck(paths: readonly string[]): Promise<Record<string, number>> {
  const { stdout } = await new Deno.Command("/usr/bin/python3", {
    args: [`${TESTDATA}syntax_check.py`, ...paths],
    cwd: TESTDATA,
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
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

Deno.test("Ansible accepts and rejects the same", { ignore: !IS_INSTALLED }, async () => {
  const paths = [...accepted, ...rejected];
  const codes = await syntaxCheck(paths);
  for (const path of paths) assert.equal(codes[path] === 0, accepted.includes(path), path);
});
