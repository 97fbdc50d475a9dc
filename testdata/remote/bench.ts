// `deno task bench remote`: the same work over SSH under Ansible, under Ansible with Mitogen, and under
// Shep, side by side: the same sshd, the same forks, Ansible with pipelining and kept connections.
// Where Ansible is not installed, Shep's own times are all there is to tell.
//
// SHEP_BENCH_HOSTS is how many hosts there are (50), SHEP_BENCH_STREAM_MIB how much is streamed (1024).
import { build } from "../../cli/build/build.ts";
import { denoDirectory } from "../../host/plugin/sandbox.ts";
import { sshConnection } from "../../plugins/ssh/connection.ts";
import { runPlaybook } from "../parity/shep.ts";
import { DelayingProxy } from "./delay.ts";
import { freePort, MISSING, TestSshd } from "./sshd.ts";

const HOSTS = Number(Deno.env.get("SHEP_BENCH_HOSTS") ?? 50);
const STREAM_MIB = Number(Deno.env.get("SHEP_BENCH_STREAM_MIB") ?? 1024);
const ROUND_TRIP_MILLISECONDS = 50;

/** So many tasks one after the other, and echoes: the median is that of warm processes. */
const ROUNDS = 1000;

/** Wall time, and that of the processor of the controller's processes, in seconds. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** One engine on its way through a playbook. */
type Engine = (playbook: string, hosts: string) => Promise<Cost>;

/** What Shep is measured against: `ansible-playbook`, as variables of its environment make it. */
interface Rival {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What work cost a rival. */
type RivalCost = readonly [rival: Rival, cost: Cost];

/**
 * Runs a program beside an sshd of its own, and tells the seconds that it took. All that either left
 * behind (masters, sessions, shells) is ended and waited for, so that its time counts: that of both ends.
 */
const BOTH_ENDS = `config=$1 port=$2; shift 2
/usr/sbin/sshd -D -f "$config" -p "$port" &
until (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null; do sleep 0.01; done
TIMEFORMAT=%R; time "$@" 2>&1 >/dev/null; status=$?
kill -KILL -1; sleep 0.1 & wait
exit $status`;

/** The words that start a program as the first process of a namespace. */
const NAMESPACE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** A folder with an sshd, a build of Shep and playbooks. */
class Bench implements AsyncDisposable {
  readonly sshd: TestSshd;
  readonly environment: Record<string, string>;
  /** Those that are installed. */
  readonly rivals: readonly Rival[];

  private constructor(sshd: TestSshd, rivals: readonly Rival[]) {
    this.sshd = sshd;
    this.rivals = rivals;
    const own = Deno.env.toObject();
    this.environment = {
      ...own,
      ...sshd.environment,
      DENO_DIR: denoDirectory(own),
      XDG_CACHE_HOME: `${sshd.directory}/cache`,
      NO_COLOR: "1",
      ANSIBLE_PIPELINING: "1",
      ANSIBLE_SSH_CONTROL_PATH_DIR: `${sshd.directory}/masters`,
      ANSIBLE_TIMEOUT: "120",
    };
  }

  static async start(): Promise<Bench> {
    const sshd = await TestSshd.start({ hasUsualKeyExchange: true });
    const bench = new Bench(sshd, await installedRivals());
    await build({ directory: `${sshd.directory}/dist`, bundleOnly: true, log: () => {} });
    return bench;
  }

  async write(name: string, text: string): Promise<string> {
    const path = `${this.sshd.directory}/${name}`;
    await Deno.writeTextFile(path, text);
    return path;
  }

  /** An inventory of so many hosts. */
  inventory(count: number, port = this.sshd.port): Promise<string> {
    const hosts = Array.from({ length: count }, (_, index) => `127.0.0.${index + 1}`);
    const variables = Array.from(
      this.sshd.variables({ ansible_port: port }),
      ([name, value]) => `${name}='${value}'`,
    ).filter((line) => !line.startsWith("shep_"));
    const text = `${hosts.join("\n")}\n[all:vars]\n${variables.join("\n")}\n` +
      "ansible_python_interpreter=/usr/bin/python3\n";
    return this.write(`hosts-${count}-${port}`, text);
  }

  readonly shep: Engine = (playbook, hosts) => this.#run(this.#shepWords(playbook, hosts));

  rival({ environment }: Rival): Engine {
    return (playbook, hosts) => this.#run(ansibleWords(playbook, hosts), environment);
  }

  /** The engines where no connection stands; hosts listen on `port`, and nothing else may. */
  cold(port: number): { readonly shep: Engine; rival(rival: Rival): Engine } {
    const config = `${this.sshd.directory}/sshd_config`;
    const around = [...NAMESPACE, "bash", "-c", BOTH_ENDS, "bash", config, String(port)];
    const run = async (
      words: readonly string[],
      environment?: Rival["environment"],
    ): Promise<Cost> => {
      const { cpu, said } = await this.#time([...around, ...words], environment);
      return { wall: Number(said.findLast((line) => /^[0-9.]+$/.test(line))), cpu };
    };
    return {
      shep: (playbook, hosts) => run(this.#shepWords(playbook, hosts)),
      rival: ({ environment }) => (playbook, hosts) =>
        run(ansibleWords(playbook, hosts), environment),
    };
  }

  /** What each rival's engine makes of something. */
  async ofRivals(measure: (rival: Rival) => Promise<Cost>): Promise<RivalCost[]> {
    const costs: RivalCost[] = [];
    for (const rival of this.rivals) costs.push([rival, await measure(rival)]);
    return costs;
  }

  #shepWords(playbook: string, hosts: string): string[] {
    return [`${this.sshd.directory}/dist/shep`, "run", ...engineArguments(playbook, hosts)];
  }

  async #run(words: readonly string[], environment?: Rival["environment"]): Promise<Cost> {
    const start = performance.now();
    const { cpu } = await this.#time(words, environment);
    return { wall: (performance.now() - start) / 1000, cpu };
  }

  /** Runs a program; what it said, and the time of all the processes that were waited for. */
  async #time(
    words: readonly string[],
    environment: Rival["environment"] = {},
  ): Promise<{ readonly cpu: number; readonly said: readonly string[] }> {
    const { code, stdout, stderr } = await new Deno.Command("/usr/bin/env", {
      args: ["bash", "-c", 'TIMEFORMAT="%U %S"; time "$@" 2>&1 >/dev/null', "bash", ...words],
      env: { ...this.environment, ...environment },
      cwd: this.sshd.directory,
    }).output();
    const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}: ${said}`);
    const lines = said.trim().split("\n");
    const [user, system] = lines.at(-1)!.split(" ").map(Number);
    return { cpu: user! + system!, said: lines.slice(0, -1) };
  }

  /** The most memory that the processes of a run had at a time, without OpenSSH's. */
  async peakMegabytes(playbook: string, hosts: string): Promise<number> {
    const child = new Deno.Command(`${this.sshd.directory}/dist/shep`, {
      args: ["run", "-i", hosts, playbook],
      env: this.environment,
      cwd: this.sshd.directory,
      stdout: "null",
      stderr: "null",
    }).spawn();
    let peak = 0;
    let isRunning = true;
    child.status.then(() => isRunning = false);
    while (isRunning) {
      peak = Math.max(peak, await residentMegabytes(child.pid));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return peak;
  }

  /** Ends all connections that were kept. */
  forget(): Promise<void> {
    return this.sshd.killSessions();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.sshd[Symbol.asyncDispose]();
  }
}

function ansibleWords(playbook: string, hosts: string): string[] {
  return ["ansible-playbook", ...engineArguments(playbook, hosts)];
}

function engineArguments(playbook: string, hosts: string): string[] {
  return ["-i", hosts, "-f", String(HOSTS), playbook];
}

/** The memory of a process and its descendants, but for those that are called `ssh`. */
async function residentMegabytes(root: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-A", "-o", "pid=,ppid=,rss=,comm="],
  }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.trim().split(/\s+/)
  );
  const known = new Set([String(root)]);
  let kilobytes = 0;
  // A child comes after its parent, as long as numbers do not start over.
  for (const [pid = "", parent = "", rss, name] of rows) {
    if (!known.has(pid) && !known.has(parent)) continue;
    known.add(pid);
    if (name !== "ssh") kilobytes += Number(rss);
  }
  return kilobytes / 1024;
}

async function installedRivals(): Promise<Rival[]> {
  const version = await outputOf("ansible-playbook", "--version");
  if (version === undefined) return [];
  const ansible = { name: "Ansible", environment: {} };
  const python = /python version = .*\((\/.*)\)/.exec(version)?.[1] ?? "python3";
  const strategies = await mitogenStrategies(python);
  if (strategies === undefined) return [ansible];
  return [ansible, {
    name: "Mitogen",
    environment: { ANSIBLE_STRATEGY: "mitogen_linear", ANSIBLE_STRATEGY_PLUGINS: strategies },
  }];
}

/** The folder of Mitogen's strategies, if it is installed (Debian: ansible-mitogen). */
function mitogenStrategies(python: string): Promise<string | undefined> {
  const find = "from ansible_mitogen.plugins import strategy; print(strategy.__path__[0], end='')";
  return outputOf(python, "-c", find);
}

/** What a program writes; nothing if it fails, or is not there. */
async function outputOf(program: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args: [...args],
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

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
  const own = await cost(bench.shep);
  report(name, own, await bench.ofRivals((rival) => cost(bench.rival(rival))));
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
  const work = async (engine: Engine, rounds: number): Promise<Cost> => {
    const costs: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = await cost(engine, one);
      const whole = await cost(engine, many);
      const share = count / (count - 1);
      costs.push({
        wall: (whole.wall - start.wall) * share,
        cpu: (whole.cpu - start.cpu) * share,
      });
    }
    return {
      wall: median(costs.map(({ wall }) => wall)),
      cpu: median(costs.map(({ cpu }) => cpu)),
    };
  };
  await cost(bench.shep, many);
  const own = await work(bench.shep, 5);
  report(name, own, await bench.ofRivals((rival) => work(bench.rival(rival), 1)));
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
  const start = await bench.shep(none, hosts);
  const own = await bench.shep(ten, hosts);
  const work = { wall: (own.wall - start.wall) * 10 / 9, cpu: (own.cpu - start.cpu) * 10 / 9 };
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
