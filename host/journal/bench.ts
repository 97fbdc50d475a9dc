/**
 * Measures what the journal costs a run: each result, and its end. Run it by
 * `deno run -A host/journal/bench.ts`; it ends with 1 when a bar is missed.
 *
 * @module
 */
import type { RunEvent, TaskInfo } from "../events.ts";
import { Recorder } from "./recorder.ts";

/** Microseconds that a result may take. */
const BAR = 50;

const RESULTS = 20_000;
const HOSTS = 50;

function task(number: number): TaskInfo {
  const position = { file: "site.yml", line: number + 1, column: 7 };
  const name = `Task ${number}`;
  return { id: number, name, action: "debug", position, isHandler: false, isCensored: false };
}

function finished(number: number): RunEvent {
  const values = new Map<string, string | boolean>([
    ["msg", "Hello world"],
    ["changed", false],
    ["failed", false],
  ]);
  return {
    type: "task-finished",
    task: task(Math.floor(number / HOSTS)),
    host: `web${number % HOSTS}.example.org`,
    result: { status: "ok", values, diffs: [], warnings: [], isCensored: false },
    isIgnored: false,
    duration: 1.5,
  };
}

const folder = await Deno.makeTempDir({ prefix: "shep-journal-" });
try {
  const recorded = {
    version: "0.0.0",
    cwd: folder,
    options: {
      ...{ playbooks: ["site.yml"], inventory: [], tags: [], skipTags: [] },
      ...{ check: false, diff: false, forks: HOSTS, forceHandlers: false },
    },
    extraVars: undefined,
    started: Date.now(),
  };
  const recorder = new Recorder(recorded, new Set(), {
    file: `${folder}/journal.db`,
    warn: ({ summary, detail }) => {
      throw new Error(`${summary}: ${detail}`);
    },
  });
  recorder.listen({ type: "task-started", task: task(0) });
  // The journal is open when what was asked of it by now is done.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = performance.now();
  for (let number = 0; number < RESULTS; number++) recorder.listen(finished(number));
  const each = (performance.now() - begun) * 1000 / RESULTS;
  const closing = performance.now();
  await recorder.close();
  const verdict = each > BAR ? "ABOVE" : "at most";
  console.log(
    `journal: ${each.toFixed(1)} us for each result (${verdict} ${BAR}), ` +
      `${(performance.now() - closing).toFixed(1)} ms to close`,
  );
  if (each > BAR) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}
