/**
 * What Ansible's users, and their scripts, know the output by is Ansible's to the letter.
 *
 * @module
 */
import assert from "node:assert/strict";
import { askAnsible } from "../../testdata/parity/commands.ts";
import type { Inspection } from "../host_api.ts";
import { renderInspection } from "./inspection.ts";
import { TerminalRenderer } from "./terminal.ts";
import { landmarks, readEvents } from "./test_support.ts";

const FOLDER = new URL("./testdata/site/", import.meta.url);

const VIEWS: readonly string[][] = [
  ["--list-hosts"],
  ["--list-tasks"],
  ["--list-tags"],
  ["--list-hosts", "--list-tasks", "--list-tags"],
  ["--syntax-check"],
];

const [run, ...views] = askAnsible(
  [["site.yml"], ...VIEWS.map((flags) => [...flags, "tags.yml"])]
    .map((words) => ["ansible-playbook", "-i", "inventory.ini", ...words]),
  { folder: FOLDER },
) ?? [];
const ignore = run === undefined;

Deno.test("headers, statuses and recap are Ansible's", { ignore }, () => {
  const renderer = new TerminalRenderer();
  const ours = readEvents("site/site.jsonl").flatMap((event) => renderer.render(event))
    .map((chunk) => chunk.text).join("");
  assert.equal(run!.exitCode, 2);
  assert.deepEqual(landmarks(ours), landmarks(run!.stdout));
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

for (const [index, flags] of VIEWS.entries()) {
  Deno.test(`${flags.join(" ")} prints what Ansible prints`, { ignore }, () => {
    const view = {
      hosts: flags.includes("--list-hosts"),
      tasks: flags.includes("--list-tasks"),
      tags: flags.includes("--list-tags"),
    };
    assert.equal(renderInspection(INSPECTION, view), views[index]!.stdout);
  });
}
