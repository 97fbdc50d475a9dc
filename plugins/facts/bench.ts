/**
 * Measures what gathering facts costs a target in processor time. Run it by
 * `deno run -A plugins/facts/bench.ts`; it ends with 1 when a bar is missed.
 *
 * @module
 */
import { planFacts } from "./facts.ts";

/** Subsets, and how many milliseconds of a target's processor they may take. */
const BARS: readonly (readonly [subset: string, milliseconds: number])[] = [
  ["all", 120],
  ["min", 60],
];

const ROUNDS = 5;

/** The clock of `times` ticks every ten milliseconds. */
const RUNS = 10;

/** What the shell and all it started took, by its own word: `times` has two lines of `0m0.01s`. */
async function processorTime(script: string): Promise<{ milliseconds: number; output: string }> {
  const runs = `run=0; while [ $((run += 1)) -le ${RUNS} ]; do (\n${script}\n) done`;
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `${runs}\nprintf '\\036times\\n'; times`],
    stderr: "null",
  }).output();
  const [output = "", times = ""] = new TextDecoder().decode(stdout).split("\x1etimes\n");
  const seconds = Array.from(
    times.matchAll(/(\d+)m([\d.]+)s/g),
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return { milliseconds: 1000 * seconds.reduce((sum, each) => sum + each, 0) / RUNS, output };
}

for (const [subset, bar] of BARS) {
  const plan = planFacts({
    subset: [subset],
    filter: [],
    factPath: "/etc/ansible/facts.d",
    gatherTimeout: 10,
  });
  const target: number[] = [];
  const reading: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { milliseconds, output } = await processorTime(plan.script.text);
    target.push(milliseconds);
    const start = performance.now();
    plan.read(output.slice(output.lastIndexOf("\x1eenvironment")));
    reading.push(performance.now() - start);
  }
  const least = Math.min(...target);
  const verdict = least > bar ? "ABOVE" : "at most";
  console.log(
    `facts '${subset}': ${least.toFixed(0)} ms of the target (${verdict} ${bar}), ` +
      `${Math.min(...reading).toFixed(1)} ms of reading`,
  );
  if (least > bar) Deno.exitCode = 1;
}
