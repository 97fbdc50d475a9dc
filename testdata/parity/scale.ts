/**
 * What a task costs on a host, by how many hosts there are: it must stay the same.
 *
 *     deno run -A parity/scale.ts
 *
 * @module
 */
import { join } from "node:path";
import { runPlaybook } from "./shep.ts";

/** What every task of a playbook does. */
const TASKS: Readonly<Record<string, string>> = {
  "debug": 'debug: {msg: "{{ inventory_hostname }} {{ port }}"}',
  "other hosts' variables": "debug: {msg: \"{{ hostvars['h1'].port }} {{ groups.all | length }}\"}",
  "a loop of three": "set_fact: {n: '{{ item }}'}\n      loop: [1, 2, 3]\n      register: r",
  "a handler": "debug: {msg: x}\n      changed_when: true\n      notify: handler",
};

const HOSTS = [100, 1000];
const TASK_COUNT = 20;

if (import.meta.main) {
  for (const [name, task] of Object.entries(TASKS)) {
    const costs = [];
    for (const hosts of HOSTS) costs.push(await microsecondsPerTask(task, hosts));
    const [few = 0, many = 0] = costs;
    const shown = costs.map((cost, index) => `${cost.toFixed(0)} µs with ${HOSTS[index]} hosts`);
    const heap = (Deno.memoryUsage().heapUsed / 1e6).toFixed(0);
    console.log(`${name}: ${shown.join(", ")}: ${(many / few).toFixed(2)} times; ${heap} MB`);
  }
}

async function microsecondsPerTask(task: string, hosts: number): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "shep-scale-" });
  try {
    await Deno.writeTextFile(join(folder, "hosts"), inventory(hosts));
    await Deno.writeTextFile(join(folder, "play.yml"), playbook(task));
    let start = 0;
    let finished = 0;
    await runPlaybook(join(folder, "play.yml"), { inventory: [join(folder, "hosts")] }, (event) => {
      if (event.type === "play-started") start = performance.now();
      if (event.type === "task-finished") finished++;
    });
    return (performance.now() - start) * 1000 / finished;
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
