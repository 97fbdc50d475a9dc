/** What ssh is called with. @module */
import assert from "node:assert/strict";
import type { Value } from "@shep/sdk";
import { commandArguments, parseConfig, requested } from "./command_line.ts";
import { sshOptions } from "./options.ts";

/** The arguments for a host, where `ssh -G` says what `config` has. */
function args(
  variables: Record<string, Value>,
  config = "",
  canAsk = false,
): readonly string[] {
  const options = sshOptions("web1", new Map(Object.entries(variables)));
  return commandArguments(options, parseConfig(config), {
    controlName: "abc",
    canAsk,
    command: "exec /bin/sh",
  });
}

/** Whether an option is given, as `-o NAME=VALUE`. */
function has(given: readonly string[], option: string): boolean {
  return given.some((word, index) => word === option && given[index - 1] === "-o");
}

Deno.test("what variables say comes before the user's own arguments, and both before all else", () => {
  const given = args({
    ansible_port: 2222,
    ansible_user: "deploy",
    ansible_ssh_private_key_file: "~/.ssh/deploy key",
    ansible_timeout: 3,
    ansible_host_key_checking: false,
    ansible_ssh_args: "-C",
    ansible_ssh_common_args: "-o ProxyJump='gate one'",
    ansible_ssh_extra_args: "-v",
    ansible_host: "10.0.0.1",
  });
  assert.deepEqual(given.slice(0, 16), [
    ...["-p", "2222", "-l", "deploy", "-i", "~/.ssh/deploy key"],
    ...["-o", "ConnectTimeout=3", "-o", "StrictHostKeyChecking=no"],
    ...["-C", "-o", "ProxyJump=gate one", "-v", "-T", "-o"],
  ]);
  assert.deepEqual(given.slice(-3), ["--", "10.0.0.1", "exec /bin/sh"]);
});

/** What a user has configured, and what is added nevertheless. */
const CONFIGS:
  readonly (readonly [config: string, added: readonly string[], not: readonly string[]])[] = [
    [
      "controlmaster false\ncontrolpersist no\nconnecttimeout none\nserveraliveinterval 0\n",
      [
        "ControlMaster=auto",
        "ControlPath=/run/masters/abc",
        "ControlPersist=60s",
        "ConnectTimeout=10",
        "ServerAliveInterval=10",
        "BatchMode=yes",
      ],
      [],
    ],
    ["controlpersist 14400\n", ["ControlMaster=auto"], ["ControlPersist=60s"]],
    [
      "controlpath ~/.ssh/%C\ncontrolmaster auto\n",
      [],
      ["ControlMaster=auto", "ControlPath=/run/masters/abc", "ControlPersist=60s"],
    ],
    ["controlpath none\n", [], ["ControlPath=/run/masters/abc"]],
    ["connecttimeout 3\nserveraliveinterval 60\n", [], [
      "ConnectTimeout=10",
      "ServerAliveInterval=10",
    ]],
  ];

for (const [config, added, not] of CONFIGS) {
  Deno.test(`where the user has configured ${JSON.stringify(config)}, that is what holds`, () => {
    const given = args({ shep_control_directory: "/run/masters" }, config);
    for (const option of added) assert(has(given, option), `${option} is missing`);
    for (const option of not) assert(!has(given, option), `${option} is there`);
  });
}

Deno.test("nobody is asked, unless there is a program that asks", () => {
  assert(has(args({}), "BatchMode=yes"));
  assert(!has(args({}, "", true), "BatchMode=yes"));
  const given = args({ ansible_password: "secret" });
  assert(has(given, "NumberOfPasswordPrompts=1"));
  assert(!given.join(" ").includes("secret"));
});

Deno.test("without a directory for sockets no connection is kept", () => {
  assert(!args({}).join(" ").includes("Control"));
});

/** Values that are none. */
const WRONG: readonly (readonly [Record<string, Value>, RegExp])[] = [
  [{ ansible_port: "ssh" }, /'ansible_port' takes a number, not 'ssh'/],
  [{ ansible_timeout: "-1" }, /'ansible_timeout' takes a number/],
  [{ ansible_host: "-oProxyCommand=reboot" }, /cannot be the address of a host/],
];

for (const [variables, message] of WRONG) {
  Deno.test(`${JSON.stringify(variables)} is refused`, () => {
    assert.throws(() => sshOptions("web1", new Map(Object.entries(variables))), message);
  });
}

Deno.test("a host is called by its own name where it has no address", () => {
  assert.deepEqual(requested(sshOptions("web1", new Map())), []);
  assert.equal(sshOptions("web1", new Map()).address, "web1");
});
