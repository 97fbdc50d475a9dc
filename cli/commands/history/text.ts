/**
 * Runs of the past, for people.
 *
 * @module
 */
import type {
  Attempt,
  ResultRecord,
  RunRecord,
  RunState,
  RunSummary,
  TaskRecord,
} from "@shep/host/journal";
import { renderRecapLine } from "../../render/recap.ts";
import { escapeLine } from "../../terminal/escape.ts";
import type { Paint, Style } from "../../terminal/style.ts";

const STYLES: Readonly<Record<RunState, Style>> = {
  ok: "ok",
  failed: "failed",
  interrupted: "warning",
  running: "changed",
};

const HEADINGS = ["RUN", "STARTED", "TOOK", "STATE", "WHAT"];

/** A line for each run. */
export function renderRuns(runs: readonly RunSummary[], paint: Paint): string {
  if (runs.length === 0) return "No run is in the journal yet.\n";
  const rows = runs.map((run) => [
    String(run.id),
    time(run.attempts[0]!.started),
    took(run.attempts),
    run.state,
    commandLine(run),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]!.length))
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => column === 4 ? cell : cell.padEnd(widths[column]!)).join("  ");
  const lines = rows.map((row, index) => {
    const { state } = runs[index]!;
    return line(row).replace(state, paint(STYLES[state], state));
  });
  return [line(HEADINGS), ...lines].map((each) => `${each}\n`).join("");
}

/** A run with what became of its tasks. */
export function renderRun(run: RunRecord, paint: Paint): string {
  const recap = Object.entries(run.attempts.at(-1)!.recap);
  const lines = [
    `${paint("strong", `Run ${run.id}`)}: ${paint(STYLES[run.state], run.state)}`,
    `  ${commandLine(run)}`,
    `  in ${escapeLine(run.cwd)}`,
    ...run.attempts.map((attempt, index) =>
      `  ${index === 0 ? "started" : "resumed"} ${time(attempt.started)}, ${ending(attempt)}`
    ),
    ...run.plays.flatMap(({ name, tasks }) => [
      "",
      paint("strong", `PLAY [${escapeLine(name)}]`),
      ...tasks.flatMap((task) => taskLines(task, paint)),
    ]),
    ...(recap.length === 0 ? [] : ["", paint("strong", "RECAP")]),
    ...recap.map(([host, stats]) => renderRecapLine(host, stats, paint)),
    ...footer(run),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function footer({ id, state, owed }: RunRecord): string[] {
  if (state === "ok" || state === "running") return [];
  return [
    "",
    ...owed.map(({ handler, host }) => `${escapeLine(host)} is owed '${escapeLine(handler)}'`),
    `'shep run --resume ${id}' goes on with it.`,
  ];
}

function taskLines({ name, place, isHandler, results }: TaskRecord, paint: Paint): string[] {
  return [
    `  ${isHandler ? "HANDLER" : "TASK"} [${escapeLine(name)}]  ${
      paint("verbose", escapeLine(place))
    }`,
    ...results.map((result) => `    ${resultLine(result, paint)}`),
  ];
}

function resultLine(result: ResultRecord, paint: Paint): string {
  const { host, status, handling, delegate, duration, values } = result;
  const who = delegate === undefined ? host : `${host} -> ${delegate}`;
  const how = handling === undefined ? status : `${status}, ${handling}`;
  const isBad = status === "failed" || status === "unreachable";
  const message = isBad ? values.get("msg") : undefined;
  const why = typeof message === "string" ? `: ${escapeLine(message)}` : "";
  return `${escapeLine(who)}  ${paint(status, how)}  ${seconds(duration)}${why}`;
}

function commandLine({ options }: RunSummary): string {
  const { playbooks, inventory, limit, tags, skipTags, check } = options;
  const words = [
    ...playbooks,
    ...inventory.map((source) => `-i ${source}`),
    ...(limit === undefined ? [] : [`-l ${limit}`]),
    ...tags.filter((tag) => tag !== "all").map((tag) => `-t ${tag}`),
    ...skipTags.map((tag) => `--skip-tags ${tag}`),
    ...(check ? ["--check"] : []),
  ];
  return escapeLine(words.join(" "));
}

function ending({ started, finished, exitCode }: Attempt): string {
  if (finished === undefined) return "not ended";
  const how = exitCode === undefined ? "could not go on" : `exit code ${exitCode}`;
  return `${how} after ${seconds(finished - started)}`;
}

function took(attempts: readonly Attempt[]): string {
  const known = attempts.filter(({ finished }) => finished !== undefined);
  if (known.length === 0) return "";
  return seconds(known.reduce((sum, { started, finished }) => sum + finished! - started, 0));
}

/** In local time, as `2026-11-27 14:50:06`. */
function time(milliseconds: number): string {
  const date = new Date(milliseconds);
  const local = new Date(milliseconds - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, "2026-01-01T00:00:00".length).replace("T", " ");
}

function seconds(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const minutes = Math.floor(milliseconds / 60_000);
  return `${minutes} min ${Math.round(milliseconds / 1000) % 60} s`;
}
