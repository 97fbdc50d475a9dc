// `deno task bench`: the same work under Ansible and under Shep, in turn; the median of the pairwise
// ratios of wall time. Where Ansible is not installed, Shep's own times are all there is to tell.
//
// Shep is run as it is installed, from what `deno task build` makes; how it does from its sources,
// which takes longer to start, is told beside it.
import { build } from "../../cli/build/build.ts";
import { LONG_PLAYBOOK } from "./long_playbook.ts";

const here = new URL("./", import.meta.url);

interface Work {
  readonly name: string;
  readonly args: readonly string[];
  /** How many times as fast as Ansible this has to be. */
  readonly atLeast: number;
  readonly rounds: number;
}

const directory = await Deno.makeTempDir({ prefix: "shep-bench-" });
const longPlaybook = `${directory}/long.yml`;
await Deno.writeTextFile(longPlaybook, LONG_PLAYBOOK);

const WORK: readonly Work[] = [
  { name: "hello world", args: ["hello.yml"], atLeast: 4, rounds: 5 },
  { name: "100 commands", args: ["commands-100.yml"], atLeast: 40, rounds: 5 },
  {
    name: "10 commands on 50 hosts",
    args: ["-i", "hosts-50.ini", "-f", "10", "tasks-10.yml"],
    atLeast: 40,
    rounds: 5,
  },
  {
    name: "100 debugs on 200 hosts",
    args: ["-i", "hosts-200.ini", "-f", "10", "debug-100.yml"],
    atLeast: 50,
    rounds: 1,
  },
  {
    name: "syntax check, 5,000 lines",
    args: ["--syntax-check", longPlaybook],
    atLeast: 2,
    rounds: 5,
  },
];

/** Seconds that a program takes from its start to its end. */
async function time(program: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: here,
    env: { ANSIBLE_NOCOLOR: "1", NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (code !== 0) {
    throw new Error(`${program} ended with ${code}: ${new TextDecoder().decode(stderr)}`);
  }
  return (performance.now() - start) / 1000;
}

/** From the files of a build, whose directory this is. */
function shep(directory: string, args: readonly string[]): Promise<number> {
  return time(`${directory}/shep`, ["run", ...args]);
}

function shepFromSources(args: readonly string[]): Promise<number> {
  const main = new URL("../../cli/main.ts", here).href;
  return time(Deno.execPath(), ["run", "-A", main, "run", ...args]);
}

async function hasAnsible(): Promise<boolean> {
  try {
    await time("ansible-playbook", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const names = Deno.args;
const compares = await hasAnsible();
if (!compares) console.log("Ansible is not installed: only Shep's own times are shown");
let isSlow = false;
try {
  await build({ directory, bundleOnly: true, log: () => {} });
  for (const work of WORK) {
    if (names.length > 0 && !names.some((wanted) => work.name.includes(wanted))) continue;
    if (!await compare(work, directory)) isSlow = true;
  }
} finally {
  await Deno.remove(directory, { recursive: true });
}
if (isSlow) Deno.exitCode = 1;

/** Whether Shep is as fast as it has to be. */
async function compare(
  { name, args, atLeast, rounds }: Work,
  directory: string,
): Promise<boolean> {
  await shep(directory, args);
  await shepFromSources(args);
  const own: number[] = [];
  const ratios: number[] = [];
  const ratiosFromSources: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // This one first: it brings Deno back, which a machine that reclaims idle memory early has put
    // aside while Ansible ran. Of Ansible's own files nothing is idle for that long.
    const secondsFromSources = await shepFromSources(args);
    const seconds = await shep(directory, args);
    own.push(seconds);
    if (!compares) continue;
    const theirs = await time("ansible-playbook", args);
    ratios.push(theirs / seconds);
    ratiosFromSources.push(theirs / secondsFromSources);
  }
  const line = `${name.padEnd(26)} ${`${median(own).toFixed(2)} s`.padStart(8)}`;
  if (!compares) {
    console.log(line);
    return true;
  }
  const ratio = median(ratios);
  const isFast = ratio >= atLeast;
  console.log(
    `${line}  ${ratio.toFixed(1).padStart(6)} times as fast ` +
      `(${isFast ? "at least" : "below"} ${atLeast}), from sources ` +
      median(ratiosFromSources).toFixed(1),
  );
  return isFast;
}
