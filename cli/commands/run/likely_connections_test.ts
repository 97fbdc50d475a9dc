import assert from "node:assert/strict";
import { likelyConnections, type NamedThings } from "./likely_connections.ts";

const FILES: Readonly<Record<string, string>> = {
  "all.yml": "- hosts: all\n  tasks: [{ping: }]\n",
  "here.yml": "- hosts: localhost\n",
  "local.yml": "- hosts: all\n  connection: 'ansible.builtin.local'\n",
  "mixed.yml": "- hosts: all\n  tasks:\n  - command: x\n    delegate_to: localhost\n",
  "plain.ini": "web1\nweb2 ansible_host=10.0.0.2\n",
  "boxes.ini": "[all:vars]\nansible_connection = community.docker.docker\n",
  "old.ini": "web1 ansible_connection=paramiko\n",
};

/** Command lines, and what they are likely to need. */
const LIKELY: readonly (readonly [NamedThings, readonly string[]])[] = [
  [{ inventories: [], playbooks: ["all.yml"] }, []],
  [{ inventories: [], playbooks: ["here.yml"] }, ["local"]],
  [{ inventories: ["plain.ini"], playbooks: ["all.yml"] }, ["ssh"]],
  [{ inventories: ["web1,web2"], playbooks: ["all.yml"] }, ["ssh"]],
  [{ inventories: ["a/directory"], playbooks: ["all.yml"] }, ["ssh"]],
  [{ inventories: ["localhost,"], playbooks: ["all.yml"] }, ["local"]],
  [{ inventories: ["plain.ini"], playbooks: ["local.yml"] }, ["local"]],
  [{ inventories: ["boxes.ini"], playbooks: ["all.yml"] }, ["docker"]],
  [{ inventories: ["old.ini"], playbooks: ["all.yml"] }, ["paramiko", "ssh"]],
  [{ inventories: ["plain.ini"], playbooks: ["mixed.yml"] }, ["local"]],
  [{ connection: "local", inventories: ["plain.ini"], playbooks: ["all.yml"] }, ["local"]],
  [{ connection: "smart", inventories: ["plain.ini"], playbooks: ["mixed.yml"] }, [
    "local",
    "smart",
    "ssh",
  ]],
];

for (const [named, expected] of LIKELY) {
  Deno.test(`${JSON.stringify(named)} is likely to need ${expected.join(", ") || "nothing"}`, () => {
    assert.deepEqual([...likelyConnections(named, (file) => FILES[file] ?? "")].sort(), expected);
  });
}
