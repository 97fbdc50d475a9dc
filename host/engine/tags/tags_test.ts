/** Which tasks tags select. @module */
import assert from "node:assert/strict";
import { isSelected } from "./tags.ts";

/** Tags of a task, `--tags`, `--skip-tags`, whether it runs: as ansible-playbook does. */
const CASES: readonly [tags: string, wanted: string, skipped: string, runs: boolean][] = [
  ["", "", "", true],
  ["a", "", "", true],
  ["never", "", "", false],
  ["always", "", "", true],
  ["", "a", "", false],
  ["a", "a", "", true],
  ["a b", "b", "", true],
  ["b", "a", "", false],
  ["always", "a", "", true],
  ["never a", "a", "", true],
  ["never", "never", "", true],
  ["never", "all", "", false],
  ["a", "all", "", true],
  ["a", "tagged", "", true],
  ["", "tagged", "", false],
  ["never a", "tagged", "", false],
  ["", "untagged", "", true],
  ["a", "untagged", "", false],
  ["always", "untagged", "", true],
  ["a", "", "a", false],
  ["a b", "a", "b", false],
  ["always", "", "a", true],
  ["always a", "", "a", false],
  ["always", "", "always", false],
  ["a", "", "tagged", false],
  ["", "", "tagged", true],
  ["always", "", "tagged", false],
  ["", "", "untagged", false],
  ["", "", "all", false],
  ["always", "", "all", true],
];

for (const [tags, wanted, skipped, runs] of CASES) {
  const flags = `--tags '${wanted}' --skip-tags '${skipped}'`;
  Deno.test(`a task with the tags '${tags}' ${runs ? "runs" : "does not run"} by ${flags}`, () => {
    const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");
    const selection = { tags: words(wanted), skipTags: words(skipped) };
    assert.equal(isSelected(words(tags), selection), runs);
  });
}
