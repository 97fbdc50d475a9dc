import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import { Config } from "../config/mod.ts";
import { parseIni } from "../config/ini.ts";
import { type ConnectionFlags, connectionName, connectionOptions } from "./options.ts";

/** The options that variables, keywords, flags and settings make. */
function options(
  { variables = {}, keywords = {}, flags = {}, settings = "", connection = "ssh" }: {
    readonly variables?: Record<string, Value>;
    readonly keywords?: Record<string, string>;
    readonly flags?: ConnectionFlags;
    readonly settings?: string;
    readonly connection?: string;
  },
): Record<string, Value> {
  const path = "/etc/ansible/ansible.cfg";
  const file = { path, entries: parseIni(settings, path) };
  return Object.fromEntries(connectionOptions(connection, {
    host: "web1",
    variable: (name) => variables[name],
    keyword: (name) => keywords[name],
    flags,
    config: new Config({ environment: {}, cwd: "/", file }),
  }));
}

Deno.test("variables win over keywords, these over flags, and these over settings", () => {
  const settings = "[defaults]\nremote_user = of_settings\n";
  const flags = { user: "of_flags" };
  const keywords = { remote_user: "of_keywords" };
  const variables = { ansible_user: "of_variables" };
  const user = (sources: Parameters<typeof options>[0]): Value | undefined =>
    options(sources)["ansible_user"];
  assert.equal(user({ settings }), "of_settings");
  assert.equal(user({ settings, flags }), "of_flags");
  assert.equal(user({ settings, flags, keywords }), "of_keywords");
  assert.equal(user({ settings, flags, keywords, variables }), "of_variables");
});

Deno.test("of two variables that say the same, that of ssh wins", () => {
  const variables = { ansible_user: "any", ansible_ssh_user: "ssh", ansible_ssh_pass: "p" };
  assert.equal(options({ variables })["ansible_user"], "ssh");
  assert.equal(options({ variables })["ansible_password"], "p");
});

Deno.test("an address wins over the name, whichever variable says it", () => {
  const both = { ansible_host: "web1", ansible_ssh_host: "web1" };
  for (const name of ["ansible_host", "ansible_ssh_host"]) {
    const variables = { ...both, [name]: "10.0.0.1" };
    assert.equal(options({ variables })["ansible_host"], "10.0.0.1");
  }
  assert.equal(options({ variables: both })["ansible_host"], undefined);
});

Deno.test("settings of ssh are read where Ansible reads them", () => {
  const settings = "[defaults]\nprivate_key_file = key\ntimeout = 3\nhost_key_checking = no\n" +
    "[ssh_connection]\nssh_args = -C\nretries = 2\n";
  assert.deepEqual(options({ settings }), {
    ansible_ssh_private_key_file: "/etc/ansible/key",
    ansible_timeout: 3,
    ansible_host_key_checking: false,
    ansible_ssh_args: "-C",
    ansible_ssh_retries: 2,
  });
});

Deno.test("each connection is given what it has a use for", () => {
  const variables = { ansible_port: 1, ansible_user: "u", ansible_kubectl_pod: "p" };
  assert.deepEqual(options({ variables, connection: "kubectl" }), {
    ansible_user: "u",
    ansible_kubectl_pod: "p",
  });
  assert.deepEqual(options({ variables, connection: "local" }), {});
});

const NAMES: Readonly<Record<string, string>> = {
  smart: "ssh",
  paramiko: "ssh",
  "ansible.builtin.ssh": "ssh",
  "ansible.builtin.local": "local",
  "community.docker.docker": "docker",
  "my.own.pigeon": "pigeon",
};

for (const [written, name] of Object.entries(NAMES)) {
  Deno.test(`the connection '${written}' is ${name}`, () => {
    assert.equal(connectionName(written), name);
  });
}
