import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { completionScript } from "./mod.ts";
import { SHELLS } from "./table.ts";

/** What bash offers for the last of the words. */
function complete(...words: readonly string[]): string[] {
  const script = `${completionScript("bash")}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shep; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], {
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  return stdout.split("\n").filter((word) => word !== "");
}

const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [["shep", "ru"], ["run"]],
  [["shep", "--v"], ["--version"]],
  [["shep", "run", "--li"], ["--limit", "--list-hosts", "--list-tasks", "--list-tags"]],
  [["shep", "run", "--output", "j"], ["json", "jsonl"]],
  [["shep", "run", "site"], []],
  [["shep", "run", "--scp-e"], []],
  [["shep", "completion", ""], ["bash", "zsh", "fish"]],
  [["shep", "help", "r"], ["run"]],
];

for (const [words, offered] of CASES) {
  Deno.test(`bash completes '${words.join(" ")}'`, { ignore: !has("bash") }, () => {
    assert.deepEqual(complete(...words), offered);
  });
}

for (const shell of SHELLS) {
  Deno.test(`${shell} accepts its script`, { ignore: !has(shell) }, () => {
    const { status, stderr } = spawnSync(shell, ["-n"], {
      input: completionScript(shell),
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });

  Deno.test(`${shell}'s script knows flags with their values`, () => {
    const script = completionScript(shell);
    for (const word of ["run", "become-user", "inventory-file", "json jsonl"]) {
      assert(script.includes(word), `${word} is missing`);
    }
    assert(!script.includes("scp-extra-args"));
  });
}

function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}
