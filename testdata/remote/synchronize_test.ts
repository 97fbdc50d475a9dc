/** `synchronize` over connections, with a real rsync at both ends. @module */
import assert from "node:assert/strict";
import { endings, eventsOf } from "../../host/engine/test_support.ts";
import { eventually, HeldTimer, isRunning, readPids } from "../../sdk/test_support.ts";
import { isInstalled } from "../../plugins/file/test_support.ts";
import { writeProgram } from "../../sdk/testing/write_program.ts";
import { ansibleVersion, tellAnsible } from "../parity/ansible.ts";
import { type ShepRun, toldResult } from "../parity/shep.ts";
import type { ToldResult } from "../parity/transcript.ts";
import { inventory, lastResult, runTasks } from "./run_tasks.ts";
import { CAN_MOUNT, type SshdOptions, sshTest, type TestSshd, USERS } from "./sshd.ts";

const [LOGIN, OTHER] = USERS;

const HAS_RSYNC = isInstalled("rsync");
if (!HAS_RSYNC) console.log("rsync is not installed (Debian: apt install rsync): it is not tested");

const IS_ROOT = Deno.uid() === 0;

/** A test with a tree to be copied, in the sshd's directory. */
function rsyncTest(
  name: string,
  body: (sshd: TestSshd, root: string) => Promise<void>,
  { ignore = false, ...options }: SshdOptions & { readonly ignore?: boolean } = {},
): void {
  sshTest(name, async (sshd) => {
    await makeTree(sshd.directory);
    await body(sshd, sshd.directory);
  }, { ...options, ignore: ignore || !HAS_RSYNC });
}

async function makeTree(root: string): Promise<void> {
  await Deno.mkdir(`${root}/src/sub`, { recursive: true });
  await Deno.writeTextFile(`${root}/src/one`, "one\n");
  await Deno.writeTextFile(`${root}/src/sub/two`, "two\n");
  await Deno.symlink("one", `${root}/src/link`);
}

/** What both engines do alike; the tasks follow on each other. */
const TASKS = `
- synchronize: {src: ROOT/src/, dest: ROOT/dest}
  check_mode: true
- synchronize: {src: ROOT/src/, dest: ROOT/dest}
- synchronize: {src: ROOT/src/, dest: ROOT/dest}
- file: {path: ROOT/dest/old, state: touch}
- synchronize: {src: ROOT/src/, dest: ROOT/dest, delete: true, times: false}
- synchronize: {src: ROOT/dest, dest: "ROOT/pulled here/", mode: pull}
- synchronize: {src: ROOT/dest, dest: "ROOT/pulled here/", mode: pull}
- synchronize: {src: ROOT/dest/, dest: ROOT/copied}
  delegate_to: "{{ inventory_hostname }}"
- synchronize: {src: ROOT/src/one, dest: "~/home"}
- synchronize: {src: ROOT/src/, dest: ROOT/no/such/place}
- synchronize: {src: ROOT/none, dest: ROOT/pulled, mode: pull}
`;

/**
 * What a task came to, as far as both engines say the same of it. Which end of a transfer that fails
 * is the first to leave is chance, and with it what the other says, and with which exit code.
 */
function comparable({ status, action, values }: ToldResult): unknown[] {
  if (action !== "synchronize" || status === "failed") return [status];
  const { rc, msg, stdout_lines } = values as Record<string, unknown>;
  return [status, rc, msg, stdout_lines];
}

rsyncTest("what is told is what Ansible tells", async (sshd, root) => {
  // One at 127.0.0.1 Ansible takes for this machine.
  const hosts = ["web1 ansible_host=127.0.0.2"];
  const variables = "ansible_user=root\nansible_python_interpreter=/usr/bin/python3";
  const tasks = TASKS.replaceAll("ROOT", root).replace(/^(?=- )/gm, "- ignore_errors: true\n")
    .replace(/^- (?!ignore_errors)/gm, "  ");
  await Deno.writeTextFile(`${root}/hosts`, inventory(sshd, hosts, variables));
  const play = `- hosts: all\n  gather_facts: false\n  tasks:\n${
    tasks.replace(/^(?=.)/gm, "    ")
  }`;
  await Deno.writeTextFile(`${root}/play.yml`, play);
  const theirs = await tellAnsible(["-i", `${root}/hosts`, `${root}/play.yml`], {
    HOME: root,
    ANSIBLE_PIPELINING: "true",
  });
  for (const made of ["dest", "pulled here", "copied", "home"]) {
    await Deno.remove(`${root}/${made}`, { recursive: true });
  }
  const ours = await runTasks(sshd, tasks, { hosts, variables });
  const expected = theirs.events.filter((told): told is ToldResult => told.event === "result");
  assert.equal(expected.length, 11, theirs.log);
  assert.deepEqual(toldResults(ours).map(comparable), expected.map(comparable));
}, { ignore: !IS_ROOT || await ansibleVersion() === undefined });

function toldResults(run: ShepRun): ToldResult[] {
  return eventsOf(run, "task-finished").map(toldResult);
}

rsyncTest("another user is become on the target, with a password", async (sshd, root) => {
  const place = `/tmp/shep-synchronized-${sshd.port}`;
  const become = `  become: true\n  become_user: ${OTHER}\n`;
  const run = await runTasks(
    sshd,
    `- synchronize: {src: ${root}/src/, dest: ${place}, owner: false}\n${become}` +
      `- synchronize: {src: ${root}/src/, dest: ${place}, owner: false}\n${become}` +
      `- stat: {path: ${place}/one}\n- file: {path: ${place}, state: absent}\n${become}`,
    {
      variables: `ansible_ssh_private_key_file=/dev/null\nansible_user=${LOGIN}\n` +
        "ansible_password='open sesame'\nansible_become_password='open sesame'",
    },
  );
  const told = [...eventsOf(run, "task-finished")].map(({ result }) => result);
  assert.deepEqual(
    told.map(({ status }) => status),
    ["changed", "ok", "ok", "changed"],
    JSON.stringify(toldResults(run).map(({ values }) => values["msg"])),
  );
  const stat = told[2]!.values.get("stat") as ReadonlyMap<string, unknown>;
  assert.equal(stat.get("pw_name"), OTHER);
}, { hasUsers: true, ignore: !CAN_MOUNT });

rsyncTest("the port and the key of a task are those of its connection", async (sshd, root) => {
  const access = `dest_port: ${sshd.port}, private_key: ${root}/user_key`;
  const run = await runTasks(
    sshd,
    `- synchronize: {src: ${root}/src/, dest: ${root}/dest, ${access}}\n`,
    { hosts: ["127.0.0.1 ansible_port=1 ansible_ssh_private_key_file=/dev/null"] },
  );
  assert.deepEqual(endings(run), ["synchronize: changed"], String(lastResult(run).get("msg")));
});

rsyncTest(
  "a task begins where it is delegated to: here or there, and nowhere else",
  async (sshd, root) => {
    const run = await runTasks(
      sshd,
      ["localhost", "web1", "web2"].map((delegate) =>
        `- synchronize: {src: ${root}/src/, dest: ${root}/${delegate}}\n` +
        `  delegate_to: ${delegate}\n  run_once: true\n  ignore_errors: true\n`
      ).join(""),
      { hosts: ["web1 ansible_host=127.0.0.1", "web2 ansible_host=127.0.0.2"] },
    );
    const told = toldResults(run).filter(({ host }) => host === "web1");
    assert.deepEqual(
      told.map(({ status }) => status),
      ["changed", "changed", "failed"],
      JSON.stringify(told.map(({ values }) => values["msg"])),
    );
    // A `<` is what an rsync here sends to another.
    assert.match(String(told[0]!.values["msg"]), /^<f\S+ one$/m);
    assert.match(String(told[1]!.values["msg"]), /^>f\S+ one$/m);
    assert.match(
      String(told[2]!.values["msg"]),
      /'synchronize' for 'web1' cannot be delegated to 'web2'/,
    );
  },
);

rsyncTest("a root is reached as any other target is", async (sshd, root) => {
  const run = await runTasks(sshd, `- synchronize: {src: ${root}/src/, dest: ${root}/dest}\n`, {
    hosts: ["root ansible_connection=chroot ansible_host=/"],
  });
  assert.deepEqual(endings(run), ["synchronize: changed"], String(lastResult(run).get("msg")));
  assert.equal(await Deno.readTextFile(`${root}/dest/sub/two`), "two\n");
}, { ignore: !IS_ROOT });

rsyncTest("a controller without rsync is told of", async (sshd, root) => {
  const programs = `${root}/bin`;
  await Deno.mkdir(programs);
  for (const program of ["sh", "cat", "chroot", "setsid"]) {
    await Deno.symlink(pathOf(program), `${programs}/${program}`);
  }
  const run = await runTasks(sshd, `- synchronize: {src: ${root}/src/, dest: ${root}/dest}\n`, {
    hosts: ["root ansible_connection=chroot ansible_host=/"],
    environment: { ...Deno.env.toObject(), PATH: programs },
  });
  assert.equal(
    lastResult(run).get("msg"),
    "rsync has to be installed on the controller, as on the target",
  );
}, { ignore: !IS_ROOT });

function pathOf(program: string): string {
  const { stdout } = new Deno.Command("sh", { args: ["-c", `command -v ${program}`] }).outputSync();
  return new TextDecoder().decode(stdout).trim();
}

rsyncTest("a target that cannot be reached is unreachable", async (sshd, root) => {
  const run = await runTasks(sshd, `- synchronize: {src: ${root}/src/, dest: ${root}/dest}\n`, {
    hosts: ["127.0.0.1 ansible_port=1"],
  });
  assert.deepEqual(endings(run), ["synchronize: unreachable"]);
});

rsyncTest("a task that takes too long ends at both ends", async (sshd, root) => {
  using timeout = new HeldTimer(900_000);
  const pids = `${root}/pids`;
  await writeProgram(`${root}/rsync`, `#!/bin/sh\necho $$ >>${pids}\nexec sleep 1000\n`);
  const running = runTasks(
    sshd,
    `- synchronize: {src: ${root}/src/, dest: ${root}/dest, rsync_path: ${root}/rsync}\n` +
      "  timeout: 900\n  ignore_errors: true\n- command: echo next\n",
  );
  const [pid = 0] = await readPids(pids, 1);
  timeout.elapse();
  assert.deepEqual(endings(await running), ["synchronize: failed", "command: changed"]);
  await eventually("its end on the target was gone", () => !isRunning(pid));
  await eventually("rsync was gone", () => !rsyncs().some((line) => line.includes(root)));
});

/** The command lines of every rsync that runs. */
function rsyncs(): string[] {
  const { stdout } = new Deno.Command("ps", { args: ["-A", "-o", "args="] }).outputSync();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => /^\S*rsync /.test(line));
}
