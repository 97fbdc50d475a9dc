/**
 * What a task costs on a host, by how many hosts there are: it must stay the same.
 *
 *     deno run -A testdata/bench/scale.ts [NAME]
 *
 * @module
 */
import { join } from "node:path";
import process from "node:process";
import { runPlaybooks } from "@shep/host";
import { USUAL } from "../parity/shep.ts";

/** How many times as much a task may cost with the most hosts as with the fewest. */
const AT_MOST = 1.3;

/** What every task of a playbook does. */
const TASKS: Readonly<Record<string, string>> = {
  "debug": 'debug: {msg: "{{ inventory_hostname }} {{ port }}"}',
  "other hosts' variables": "debug: {msg: \"{{ hostvars['h1'].port }} {{ groups.all | length }}\"}",
  "a loop of three": "set_fact: {n: '{{ item }}'}\n      loop: [1, 2, 3]\n      register: r",
  "a handler": "debug: {msg: x}\n      changed_when: true\n      notify: handler",
  "the hosts of the play": 'debug: {msg: "{{ ansible_play_hosts | length }} {{ groups.all[0] }}"}',
  "a registered result": 'debug: {msg: x}\n      register: r\n      when: "r is not failed"',
  "a group for each host": 'group_by: {key: "g{{ inventory_hostname }}"}',
};

const HOSTS = [100, 1000];
const TASK_COUNT = 20;

if (import.meta.main) {
  const wanted = Object.entries(TASKS).filter(([name]) =>
    Deno.args.length === 0 || Deno.args.some((each) => name.includes(each))
  );
  for (const [name, task] of wanted) {
    // What is compiled, and compiled again for speed, is not part of the comparison.
    await cost(task, HOSTS[0]!);
    const costs: Cost[] = [];
    for (const hosts of HOSTS) costs.push(await cost(task, hosts));
    const shown = costs.map(({ microseconds, megabytes }, index) =>
      `${microseconds.toFixed(0)} µs and ${megabytes.toFixed(0)} MB with ${HOSTS[index]} hosts`
    );
    const ratio = costs[1]!.microseconds / costs[0]!.microseconds;
    const verdict = ratio > AT_MOST ? `above ${AT_MOST}` : `at most ${AT_MOST}`;
    console.log(`${name}: ${shown.join(", ")}: ${ratio.toFixed(2)} times (${verdict})`);
    if (ratio > AT_MOST) Deno.exitCode = 1;
  }
}

interface Cost {
  /** Of processor time of the host, for a task on a host. */
  readonly microseconds: number;
  /** In use at the end of the run. */
  readonly megabytes: number;
}

async function cost(task: string, hosts: number): Promise<Cost> {
  const folder = await Deno.makeTempDir({ prefix: "shep-scale-" });
  try {
    await Deno.writeTextFile(join(folder, "hosts"), inventory(hosts));
    await Deno.writeTextFile(join(folder, "play.yml"), playbook(task));
    let before = process.cpuUsage();
    let finished = 0;
    let megabytes = 0;
    await runPlaybooks({
      ...USUAL,
      playbooks: [join(folder, "play.yml")],
      inventory: [join(folder, "hosts")],
    }, (event) => {
      if (event.type === "play-started") before = process.cpuUsage();
      if (event.type === "task-finished") finished++;
      if (event.type === "recap") megabytes = Deno.memoryUsage().heapUsed / 1e6;
    });
    const { user, system } = process.cpuUsage(before);
    return { microseconds: (user + system) / finished, megabytes };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function inventory(hosts: number): string {
  const names = Array.from({ length: hosts }, (_, index) => `h${index}`);
  return `${names.join("\n")}\n[all:vars]\nansible_connection=local\nport=80\n`;
}

function playbook(task: string): string {
  const handler = "  handlers:\n    - {name: handler, debug: {msg: x}}\n";
  const tasks = `    - ${task}\n`.repeat(TASK_COUNT);
  return `- hosts: all\n  gather_facts: false\n${handler}  tasks:\n${tasks}`;
}
