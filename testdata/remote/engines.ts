/**
 * The engines that are measured over SSH, each on its way through a playbook, and what that costs.
 *
 * @module
 */
import { build } from "../../cli/build/build.ts";
import { denoDirectory } from "../../host/plugin/sandbox.ts";
import { TestSshd } from "./sshd.ts";

/** How many hosts there are, all of which are worked on at a time. */
export const HOSTS = Number(Deno.env.get("SHEP_BENCH_HOSTS") ?? 50);

/** Wall time, and that of the processor of the controller's processes, in seconds. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** One engine on its way through a playbook. */
export type Engine = (playbook: string, hosts: string) => Promise<Cost>;

/** What Shep is measured against: `ansible-playbook`, as variables of its environment make it. */
export interface Rival {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What work cost a rival. */
export type RivalCost = readonly [rival: Rival, cost: Cost];

/**
 * Runs a program beside an sshd of its own, and tells the seconds that it took. All that either left
 * behind (masters, sessions, shells) is ended and waited for, so that its time counts: that of both ends.
 * Nothing is there that the shells of earlier runs had to leave.
 */
const BOTH_ENDS = `config=$1 port=$2; shift 2
mount -t tmpfs shep /dev/shm || exit
/usr/sbin/sshd -D -f "$config" -p "$port" &
until (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null; do sleep 0.01; done
TIMEFORMAT=%R; time "$@" 2>&1 >/dev/null; status=$?
kill -KILL -1; sleep 0.1 & wait
exit $status`;

/** The words that start a program as the first process of a namespace. */
export const NAMESPACE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** A folder with an sshd, a build of Shep and playbooks. */
export class Bench implements AsyncDisposable {
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
export async function outputOf(
  program: string,
  ...args: readonly string[]
): Promise<string | undefined> {
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
