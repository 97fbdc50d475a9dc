/**
 * What a task on files costs: each action under Ansible and under Shep, a tree of small files, and a
 * large file against `cat` over the same connection.
 *
 *     deno task bench modules               everything
 *     deno task bench modules --brief copy  with less of it; some
 *
 * A task costs what a run with many takes longer than one with a single task, divided by how many
 * more there are: no engine's start counts. The engines take turns, as a machine's speed drifts within
 * minutes; the median of their ratios is told.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const isBrief = Deno.args.includes("--brief");
const names = Deno.args.filter((arg) => !arg.startsWith("--"));

/** How many tasks there are in a long run, and how often each engine has its turn. */
const COUNTS = isBrief ? { shep: 100, ansible: 5 } : { shep: 300, ansible: 12 };
const ROUNDS = isBrief ? 1 : 5;
const TREE = { files: isBrief ? 500 : 2000, ansibleFiles: isBrief ? 5 : 20 };
const LARGE_BYTES = isBrief ? 256 * 1024 * 1024 : 1024 ** 3;

/** A task for each number, and how many times as fast as Ansible it has to be. */
const TASKS: Readonly<Record<string, (root: string, number: number) => unknown>> = {
  file: (root, n) => ({ file: { path: `${root}/d${n}`, state: "directory", mode: "0750" } }),
  copy: (root, n) => ({ copy: { src: "1k", dest: `${root}/c${n}`, mode: "0644" } }),
  template: (root, n) => ({ template: { src: "t.j2", dest: `${root}/t${n}` } }),
  stat: (root) => ({ stat: { path: `${root}/../files/1k` }, register: "found" }),
  lineinfile: (root, n) => ({ lineinfile: { path: `${root}/l`, create: true, line: `line ${n}` } }),
};

/** What comes of tasks, and is read at the end: the usual question to `stat`. */
const LAST: Readonly<Record<string, unknown>> = { stat: { assert: { that: "found.stat.exists" } } };

const TASK_AT_LEAST = 30;
const TREE_AT_LEAST = 100;
const LARGE_AT_LEAST = 0.5;

interface Finished {
  readonly seconds: number;
  /** The most memory that all processes together held, in MiB. */
  readonly memory: number;
}

type Engine = "shep" | "ansible";

/** Runs a play of these tasks. */
async function run(engine: Engine, folder: string, tasks: readonly unknown[]): Promise<Finished> {
  const playbook = `${folder}/play.json`;
  const play = { hosts: "localhost", connection: "local", gather_facts: false, tasks };
  await Deno.writeTextFile(playbook, JSON.stringify([play]));
  const [program, args] = engine === "shep"
    ? [Deno.execPath(), ["run", "-A", main, "run", playbook]]
    : ["ansible-playbook", [playbook]];
  const start = performance.now();
  const child = new Deno.Command(program!, {
    args: args as string[],
    env: { NO_COLOR: "1", ANSIBLE_NOCOLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let memory = 0;
  const watch = setInterval(() => memory = Math.max(memory, memoryOf(child.pid)), 50);
  const { code, stderr } = await child.output();
  clearInterval(watch);
  if (code !== 0) throw new Error(`${engine}: ${new TextDecoder().decode(stderr)}`);
  return { seconds: (performance.now() - start) / 1000, memory };
}

/** What a process and all that it started hold, in MiB. */
function memoryOf(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const own = Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
    const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim();
    return children.split(" ").filter((each) => each !== "")
      .reduce((sum, each) => sum + memoryOf(Number(each)), own);
  } catch {
    return 0;
  }
}

/** Seconds that a task costs. */
interface Cost {
  /** When it changes something. */
  readonly first: number;
  /** When it is repeated. */
  readonly again: number;
}

async function perTask(engine: Engine, folder: string, name: string): Promise<Cost> {
  const task = TASKS[name]!;
  const last = name in LAST ? [LAST[name]] : [];
  const count = COUNTS[engine];
  const root = `${folder}/${engine}`;
  await Deno.mkdir(root);
  const tasks = (
    from: number,
    to: number,
  ): unknown[] => [
    ...Array.from({ length: to - from }, (_, index) => task(root, from + index)),
    ...last,
  ];
  const one = await run(engine, folder, tasks(0, 1));
  const many = await run(engine, folder, tasks(1, count + 2));
  const again = await run(engine, folder, tasks(1, count + 2));
  await Deno.remove(root, { recursive: true });
  return {
    first: (many.seconds - one.seconds) / count,
    again: (again.seconds - one.seconds) / count,
  };
}

async function compareTask(folder: string, name: string, compares: boolean): Promise<void> {
  const own: Cost[] = [];
  const theirs: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await perTask("shep", folder, name));
    if (compares) theirs.push(await perTask("ansible", folder, name));
  }
  for (const which of ["first", "again"] as const) {
    const seconds = median(own.map((cost) => cost[which]));
    const ratios = theirs.map((cost, round) => cost[which] / own[round]![which]);
    const ratio = compares ? median(ratios) : undefined;
    const what = which === "first" ? name : `${name}, again`;
    tell(what, `${(seconds * 1000).toFixed(1)} ms`, ratio, TASK_AT_LEAST);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function tell(name: string, own: string, ratio: number | undefined, atLeast: number): void {
  if (ratio !== undefined && ratio < atLeast) Deno.exitCode = 1;
  const verdict = ratio === undefined
    ? ""
    : `${ratio.toFixed(1).padStart(8)} times (${
      ratio < atLeast ? "below" : "at least"
    } ${atLeast})`;
  console.log(`${name.padEnd(28)} ${own.padStart(12)}${verdict}`);
}

async function isInstalled(program: string): Promise<boolean> {
  return await new Deno.Command(program, { args: ["--version"], stdout: "null" }).output()
    .then(({ success }) => success, () => false);
}

/** How much longer a copy of the tree takes than one of its first file. */
async function tree(folder: string, engine: Engine, files: number): Promise<number> {
  const source = `${folder}/files/tree${files}`;
  await Deno.mkdir(source, { recursive: true });
  for (let n = 0; n < files; n++) await Deno.writeTextFile(`${source}/f${n}`, `${n}\n`.repeat(50));
  const copy = (src: string): unknown => ({ copy: { src, dest: `${folder}/${engine}-tree/` } });
  const one = await run(engine, folder, [copy(`${source}/f0`)]);
  const all = await run(engine, folder, [copy(`${source}/`)]);
  return (all.seconds - one.seconds) / (files - 1);
}

async function large(folder: string): Promise<void> {
  const source = `${folder}/files/large`;
  await new Deno.Command("sh", {
    args: ["-c", `head -c ${LARGE_BYTES} /dev/urandom >'${source}'`],
  }).output();
  const idle = await run("shep", folder, [{ shell: "true" }]);
  const cat = await run("shep", folder, [
    { shell: `cat '${source}' >'${folder}/cat' && sync -d '${folder}/cat'` },
  ]);
  const copy = await run("shep", folder, [{ copy: { src: source, dest: `${folder}/copied` } }]);
  const ratio = (cat.seconds - idle.seconds) / (copy.seconds - idle.seconds);
  const speed = LARGE_BYTES / (1024 * 1024) / (copy.seconds - idle.seconds);
  tell(
    `copy of ${LARGE_BYTES >> 20} MiB, by cat`,
    `${speed.toFixed(0)} MiB/s`,
    ratio,
    LARGE_AT_LEAST,
  );
  console.log(
    `  memory: ${copy.memory.toFixed(0)} MiB, of an idle run ${idle.memory.toFixed(0)} MiB`,
  );
}

const folder = await Deno.makeTempDir({ prefix: "shep-bench-" });
try {
  const compares = await isInstalled("ansible-playbook");
  await Deno.mkdir(`${folder}/files`);
  await Deno.mkdir(`${folder}/templates`);
  await Deno.writeTextFile(`${folder}/files/1k`, "x".repeat(1024));
  await Deno.writeTextFile(`${folder}/templates/t.j2`, "{{ inventory_hostname }}\n".repeat(20));
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
  for (const name of Object.keys(TASKS)) {
    if (isWanted(name)) await compareTask(folder, name, compares);
  }
  if (isWanted("tree")) {
    const own = await tree(folder, "shep", TREE.files);
    const theirs = compares ? await tree(folder, "ansible", TREE.ansibleFiles) : undefined;
    const ratio = theirs === undefined ? undefined : theirs / own;
    tell(
      `tree, each of ${TREE.files} files`,
      `${(own * 1000).toFixed(2)} ms`,
      ratio,
      TREE_AT_LEAST,
    );
  }
  if (isWanted("large")) await large(folder);
} finally {
  await Deno.remove(folder, { recursive: true });
}
