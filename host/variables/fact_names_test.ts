import assert from "node:assert/strict";
import { isVariable, nameInFacts } from "./fact_names.ts";

/** Names that targets report facts by, and their names in `ansible_facts`. */
const FACTS: readonly (readonly [reported: string, inFacts: string])[] = [
  ["ansible_os_family", "os_family"],
  ["ansible_local", "ansible_local"],
  ["ansible_hostname", "hostname"],
  ["ansible_user_id", "user_id"],
  ["ansible_ssh_host_key_rsa_public", "ssh_host_key_rsa_public"],
  ["ansible_python", "python"],
  ["packages", "packages"],
  ["facter_os", "facter_os"],
  ["discovered_interpreter_python", "discovered_interpreter_python"],
];

for (const [reported, inFacts] of FACTS) {
  Deno.test(`the fact ${reported} is a variable, and ansible_facts.${inFacts}`, () => {
    assert.equal(isVariable(reported), true);
    assert.equal(nameInFacts(reported), inFacts);
  });
}

Deno.test("a target does not decide how it is reached, and as whom", () => {
  const names = [
    "ansible_host",
    "ansible_connection",
    "ansible_user",
    "ansible_port",
    "ansible_ssh_common_args",
    "ansible_ssh_executable",
    "ansible_become",
    "ansible_become_exe",
    "ansible_shell_executable",
    "ansible_python_interpreter",
    "ansible_remote_tmp",
  ];
  assert.deepEqual(names.filter(isVariable), []);
});
