// `deno task bench remote`: the same work over SSH under Ansible, under Ansible with Mitogen, and under
// Shep, side by side: the same sshd, the same forks, Ansible with pipelining and kept connections.
// Where Ansible is not installed, Shep's own times are all there is to tell.
//
// SHEP_BENCH_HOSTS is how many hosts there are (50), SHEP_BENCH_STREAM_MIB how much is streamed (1024).
import { sshConnection } from "../../plugins/ssh/connection.ts";
import { runPlaybook } from "../parity/shep.ts";
import { DelayingProxy } from "./delay.ts";
import {
  Bench,
  type Cost,
  type Engine,
  HOSTS,
  NAMESPACE,
  outputOf,
  type RivalCost,
} from "./engines.ts";
import { freePort, MISSING } from "./sshd.ts";

const STREAM_MIB = Number(Deno.env.get("SHEP_BENCH_STREAM_MIB") ?? 1024);
const ROUND_TRIP_MILLISECONDS = 50;

/** So many tasks one after the other, and echoes: the median is that of warm processes. */
const ROUNDS = 1000;

function seconds({ wall, cpu }: Cost): string {
  return `${wall.toFixed(2)} s (cpu ${cpu.toFixed(2)} s)`;
}

function report(name: string, own: Cost, theirs: readonly RivalCost[]): void {
  console.log(`${name.padEnd(36)} ${seconds(own)}`);
  for (const [rival, cost] of theirs) {
    console.log(
      `  ${(cost.wall / own.wall).toFixed(1)} times as fast as ${rival.name}'s ${seconds(cost)}, ` +
        `1/${(cost.cpu / own.cpu).toFixed(1)} of its cpu`,
    );
  }
}

/** A play of tasks on all hosts. */
function play(tasks: readonly string[]): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n${
    tasks.map((task) => `  - ${task}\n`).join("")
  }`;
}

function times(count: number, task: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => task(index));
}

async function compare(
  bench: Bench,
  name: string,
  playbook: string,
  hosts: string,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const cost = async (engine: Engine): Promise<Cost> => {
    await prepare();
    return await engine(playbook, hosts);
  };
  const own = await usual(() => cost(bench.shep));
  report(name, own, await bench.ofRivals((rival) => cost(bench.rival(rival))));
}

/** The median of a few: what takes half a second is over in the time that a moment's trouble takes. */
async function usual(run: () => Promise<Cost>, rounds = 5): Promise<Cost> {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round++) costs.push(await run());
  return {
    wall: median(costs.map(({ wall }) => wall)),
    cpu: median(costs.map(({ cpu }) => cpu)),
  };
}

/** What is left of a run with `count` tasks without one of a single task, as if it were all of it. */
function share(whole: Cost, one: Cost, count: number): Cost {
  const part = count / (count - 1);
  return { wall: (whole.wall - one.wall) * part, cpu: (whole.cpu - one.cpu) * part };
}

/** What tasks cost without the run around them: so many, less one. */
async function compareWork(
  bench: Bench,
  name: string,
  { count, task, hosts, prepare = () => Promise.resolve() }: {
    readonly count: number;
    readonly task: (index: number) => string;
    readonly hosts: string;
    readonly prepare?: () => Promise<void>;
  },
): Promise<void> {
  const many = await bench.write("many.yml", play(times(count, task)));
  const one = await bench.write("one.yml", play(times(1, task)));
  const cost = async (engine: Engine, playbook: string): Promise<Cost> => {
    await prepare();
    return await engine(playbook, hosts);
  };
  const work = (engine: Engine, rounds: number): Promise<Cost> =>
    usual(async () => {
      const start = await cost(engine, one);
      return share(await cost(engine, many), start, count);
    }, rounds);
  await cost(bench.shep, many);
  // What is left of two short runs differs by half from one time to the next.
  const own = await work(bench.shep, 21);
  report(name, own, await bench.ofRivals((rival) => work(bench.rival(rival), 3)));
}

/**
 * A run that makes its connections. A key exchange costs either end some 50 ms of its processor, and
 * Ansible's modules run at the other end: what counts is the time of both.
 */
async function cold(bench: Bench, playbook: string): Promise<void> {
  const name = `10 tasks on ${HOSTS} hosts, cold`;
  await compare(bench, name, playbook, await bench.inventory(HOSTS), () => bench.forget());
  const [program, ...words] = [...NAMESPACE, "true"];
  if (await outputOf(program!, ...words) === undefined) {
    return console.log("both ends: there is no namespace of processes to be had");
  }
  const port = freePort();
  const hosts = await bench.inventory(HOSTS, port);
  const engines = bench.cold(port);
  const own = await engines.shep(playbook, hosts);
  const theirs = await bench.ofRivals((rival) => engines.rival(rival)(playbook, hosts));
  report(`${name}, both ends`, own, theirs);
}

/** 10 tasks on many hosts: with connections to be made, and with connections that stand. */
async function manyHosts(bench: Bench): Promise<void> {
  const hosts = await bench.inventory(HOSTS);
  const ten = await bench.write("ten.yml", play(times(10, () => "command: 'true'")));
  const none = await bench.write("none.yml", play(times(1, () => "command: 'true'")));
  // What was just built is compiled once.
  await bench.shep(none, hosts);
  await cold(bench, ten);
  const start = await usual(() => bench.shep(none, hosts));
  const own = await usual(() => bench.shep(ten, hosts));
  const work = share(own, start, 10);
  const theirs = await bench.ofRivals((rival) => bench.rival(rival)(ten, hosts));
  report("the same, connections standing", own, theirs);
  report("its work alone, to that whole run", work, theirs);
}

/** Files on one host whose connection stands. */
async function files(bench: Bench): Promise<void> {
  const hosts = await bench.inventory(1);
  const folder = `${bench.sshd.directory}/files`;
  await Deno.mkdir(folder);
  await bench.write("one-kilobyte", "x".repeat(1024));
  const clear = async (): Promise<void> => {
    await Deno.remove(folder, { recursive: true });
    await Deno.mkdir(folder);
  };
  const loop = await bench.write(
    "loop.yml",
    "- hosts: all\n  gather_facts: false\n  tasks:\n" +
      `  - copy: {src: one-kilobyte, dest: "${folder}/{{ item }}"}\n` +
      '    loop: "{{ range(100) | list }}"\n',
  );
  await bench.shep(loop, hosts);
  await compare(bench, "100 files of 1 KiB by a loop", loop, hosts, clear);
  const tasks: Readonly<Record<string, (index: number) => string>> = {
    stat: () => `stat: {path: ${bench.sshd.directory}/one-kilobyte}`,
    file: (index) => `file: {path: ${folder}/d${index}, state: directory}`,
    copy: (index) => `copy: {src: one-kilobyte, dest: ${folder}/c${index}}`,
  };
  for (const [name, task] of Object.entries(tasks)) {
    await compareWork(bench, `10 ${name} tasks, their work alone`, {
      count: 10,
      task,
      hosts,
      prepare: clear,
    });
  }
}

/** How many round trips 10 tasks take, by the time that a slow network costs them. */
async function roundTrips(bench: Bench): Promise<void> {
  await using network = new DelayingProxy(bench.sshd.port, ROUND_TRIP_MILLISECONDS / 2);
  const playbook = await bench.write("trips.yml", play(times(10, () => "command: 'true'")));
  const near = await bench.inventory(1);
  const far = await bench.inventory(1, network.port);
  const trips = async (prepare: () => Promise<unknown>): Promise<string> => {
    await prepare();
    const fast = await bench.shep(playbook, near);
    const slow = await bench.shep(playbook, far);
    return ((slow.wall - fast.wall) * 1000 / ROUND_TRIP_MILLISECONDS).toFixed(1);
  };
  await bench.shep(playbook, near);
  console.log(`round trips of 10 tasks, cold: ${await trips(() => bench.forget())}`);
  console.log(
    `round trips of 10 tasks, connection standing: ${await trips(() => Promise.resolve())}`,
  );
}

/** A large file there and back. */
async function streams(bench: Bench): Promise<void> {
  const hosts = await bench.inventory(1);
  const { directory } = bench.sshd;
  const bytes = STREAM_MIB * 1024 * 1024;
  using file = await Deno.open(`${directory}/large`, { write: true, create: true });
  await file.truncate(bytes);
  const there = await bench.write(
    "there.yml",
    play([`copy: {src: large, dest: ${directory}/large-there}`]),
  );
  const back = await bench.write(
    "back.yml",
    play([`fetch: {src: ${directory}/large-there, dest: ${directory}/large-back, flat: true}`]),
  );
  const put = await bench.shep(there, hosts);
  const fetched = await bench.shep(back, hosts);
  const { size } = await Deno.stat(`${directory}/large-back`);
  if (size !== bytes) throw new Error(`${size} bytes came back`);
  console.log(
    `${STREAM_MIB} MiB: copy ${seconds(put)}, fetch ${seconds(fetched)}, with their checksums`,
  );
}

/** What a task costs on one host, beside an `echo` through the same kind of session. */
async function latency(bench: Bench): Promise<void> {
  const { sshd } = bench;
  const echoes: number[] = [];
  const connection = await sshConnection().open({
    connection: "ssh",
    host: "127.0.0.1",
    options: sshd.variables(),
    environment: sshd.environment,
  });
  const transfer = {
    signal: new AbortController().signal,
    write: () => Promise.resolve(),
    read: () => Promise.resolve(),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await connection.exec({ kind: "command", argv: ["echo"] }, transfer);
    echoes.push(performance.now() - start);
  }
  await connection.close();
  const playbook = await bench.write("echo.yml", play(times(ROUNDS, () => "command: echo")));
  // From one result to the next: a task is on its way before the one before it is told of.
  const tasks: number[] = [];
  let last: number | undefined;
  await runPlaybook(playbook, {
    inventory: [await bench.inventory(1)],
    environment: bench.environment,
  }, (event) => {
    if (event.type !== "task-finished") return;
    const now = performance.now();
    if (last !== undefined) tasks.push(now - last);
    last = now;
  });
  const [echo, task] = [median(echoes), median(tasks)];
  console.log(
    `a task ${task.toFixed(2)} ms, an echo through its session ${echo.toFixed(2)} ms: ` +
      `${(task / echo).toFixed(2)} times`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** How much memory a connected host takes in Shep's own processes, OpenSSH's not counted. */
async function memory(bench: Bench): Promise<void> {
  const playbook = await bench.write("wait.yml", play(["command: 'true'", "command: sleep 3"]));
  const few = await bench.peakMegabytes(playbook, await bench.inventory(2));
  const many = await bench.peakMegabytes(playbook, await bench.inventory(HOSTS));
  console.log(
    `memory: ${few.toFixed(0)} MiB with 2 hosts, ${many.toFixed(0)} MiB with ${HOSTS}: ` +
      `${((many - few) / (HOSTS - 2)).toFixed(2)} MiB a host`,
  );
}

if (MISSING === undefined) {
  await using bench = await Bench.start();
  const names = bench.rivals.map(({ name }) => name).join(" and ");
  console.log(`measured against: ${names || "nothing, because Ansible is not installed"}`);
  const parts = { manyHosts, files, latency, roundTrips, memory, streams };
  const wanted = Deno.args.filter((name) => name !== "remote");
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part(bench);
  }
}
