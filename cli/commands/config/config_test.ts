import assert from "node:assert/strict";
import { Config, parseIni } from "@shep/host/config";
import { parseArguments } from "../../arguments/parse.ts";
import { findCommand } from "../../command_table.ts";
import { plain } from "../../terminal/style.ts";
import { runConfigCommand } from "./mod.ts";

const PATH = "/etc/site/ansible.cfg";
const CONFIG = new Config({
  environment: { ANSIBLE_FORKS: "3" },
  cwd: "/",
  file: { path: PATH, entries: parseIni("[defaults]\nroles_path = /a:/b\nforks = 4\n", PATH) },
});

function shown(line: string, config = CONFIG): string {
  let output = "";
  const args = parseArguments(findCommand("config")!, line.split(" "));
  const exitCode = runConfigCommand(args, {
    width: 80,
    paint: plain,
    paintErrors: plain,
    write: (_stream, text) => output += text,
  }, config);
  assert.equal(exitCode, 0);
  return output;
}

Deno.test("dump tells what is set, and where", () => {
  assert.equal(
    shown("dump --only-changed"),
    `CONFIG_FILE() = ${PATH}\n` +
      "DEFAULT_FORKS(env: ANSIBLE_FORKS) = 3\n" +
      `DEFAULT_ROLES_PATH(${PATH}:2) = ["/a","/b"]\n`,
  );
  assert.match(shown("dump"), /^DEFAULT_HASH_BEHAVIOUR\(default\) = "replace"$/m);
  assert.equal(shown("dump --only-changed", new Config()), "CONFIG_FILE() = none\n");
});

Deno.test("list tells what can be set, and where", () => {
  const [, row = ""] = shown("list").match(/^DEFAULT_HASH_BEHAVIOUR:\n((?: .*\n)*)/m)!;
  assert.match(row, /^ {4}default: replace$/m);
  assert.match(row, /^ {4}choices:\n {8}- replace\n {8}- merge$/m);
  assert.match(row, /^ {8}- section: defaults\n {10}key: hash_behaviour$/m);
  assert.match(row, /^ {8}- ANSIBLE_HASH_BEHAVIOUR$/m);
});
