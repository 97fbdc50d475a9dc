/**
 * What Ansible's users, and their scripts, know the output by is Ansible's to the letter.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ansiblePlaybook, hasAnsible } from "../test_support.ts";
import type { Inspection } from "../host_api.ts";
import { renderInspection } from "./inspection.ts";
import { TerminalRenderer } from "./terminal.ts";
import { landmarks, readEvents } from "./test_support.ts";

const FOLDER = new URL("./testdata/site/", import.meta.url);
const ignore = !hasAnsible();

Deno.test("headers, statuses and recap are Ansible's", { ignore }, () => {
  const renderer = new TerminalRenderer();
  const ours = readEvents("site/site.jsonl").flatMap((event) => renderer.render(event))
    .map((chunk) => chunk.text).join("");
  const theirs = ansiblePlaybook(FOLDER, ["-i", "inventory.ini", "site.yml"]);
  assert.equal(theirs.exitCode, 2);
  assert.deepEqual(landmarks(ours), landmarks(theirs.stdout));
});

const INSPECTION: Inspection = {
  playbooks: [{
    file: "tags.yml",
    plays: [
      {
        name: "Tagged",
        pattern: ["all"],
        tags: ["play"],
        hosts: ["web1"],
        tasks: [
          { name: "First", tags: ["a", "b", "play"] },
          { name: "command", tags: ["play"] },
        ],
        taskTags: ["a", "b", "play"],
      },
      {
        name: "all,!web1",
        pattern: ["all", "!web1"],
        tags: [],
        hosts: [],
        tasks: [],
        taskTags: [],
      },
    ],
  }],
};

const VIEWS: readonly string[][] = [
  ["--list-hosts"],
  ["--list-tasks"],
  ["--list-tags"],
  ["--list-hosts", "--list-tasks", "--list-tags"],
  ["--syntax-check"],
];

for (const flags of VIEWS) {
  Deno.test(`${flags.join(" ")} prints what Ansible prints`, { ignore }, () => {
    const view = {
      hosts: flags.includes("--list-hosts"),
      tasks: flags.includes("--list-tasks"),
      tags: flags.includes("--list-tags"),
    };
    const theirs = ansiblePlaybook(FOLDER, ["-i", "inventory.ini", ...flags, "tags.yml"]);
    assert.equal(renderInspection(INSPECTION, view), theirs.stdout);
  });
}
