/**
 * `shep merge`: what became of a fleet that several controllers divided among themselves.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { listRuns, type RunSummary } from "@shep/host/journal";
import type { HostStats } from "../../host_api.ts";
import type { Arguments } from "../../arguments/arguments.ts";
import { SCHEMA_VERSION } from "../../render/event_json.ts";
import { renderRecapLine } from "../../render/recap.ts";
import { tellError } from "../../settings.ts";
import { escapeLine } from "../../terminal/escape.ts";
import type { Streams } from "../../terminal/streams.ts";

/** The last run of a journal. */
interface Share {
  readonly file: string;
  readonly run: RunSummary;
}

/** What the shares came to, together. */
export interface Merged {
  /** The counters of each host; of one that is in several journals, their sum. */
  readonly hosts: ReadonlyMap<string, HostStats>;
  /** Journals whose run has not ended, and hosts that are in more than one. */
  readonly problems: readonly string[];
  /** That of the run that ended worst. */
  readonly exitCode: number;
}

/** Carries out `shep merge`; its exit code is that of the run that ended worst. */
export async function runMergeCommand(args: Arguments, streams: Streams): Promise<number> {
  try {
    const shares = await Promise.all(args.positionals.map(lastRun));
    const merged = merge(shares);
    const text = args.has("json") ? toJson(merged) : toText(merged, shares.length, streams);
    streams.write("stdout", text);
    return merged.exitCode;
  } catch (error) {
    return tellError(streams, error);
  }
}

async function lastRun(file: string): Promise<Share> {
  if (!await Deno.stat(file).then(({ isFile }) => isFile, () => false)) {
    throw new Fault("not-found", `There is no journal '${file}'`);
  }
  const [run] = await listRuns(file);
  if (run) return { file, run };
  throw new Fault("not-found", `No run is in the journal '${file}'`);
}

/** The exit code where a run has not ended, so that nothing is known of some of its hosts. */
const UNFINISHED = 1;

/** Joins runs. */
export function merge(shares: readonly Share[]): Merged {
  const hosts = new Map<string, HostStats>();
  const problems: string[] = [];
  let exitCode = 0;
  for (const { file, run } of shares) {
    const attempt = run.attempts.at(-1);
    if (attempt?.exitCode === undefined) problems.push(`The run in '${file}' is ${run.state}`);
    exitCode = Math.max(exitCode, attempt?.exitCode ?? UNFINISHED);
    for (const [host, stats] of Object.entries(attempt?.recap ?? {})) {
      const known = hosts.get(host);
      if (known) problems.push(`'${host}' is in '${file}' and in another journal`);
      hosts.set(host, known ? sum(known, stats) : stats);
    }
  }
  return { hosts: new Map([...hosts].sort(([a], [b]) => a < b ? -1 : 1)), problems, exitCode };
}

function sum(one: HostStats, other: HostStats): HostStats {
  return Object.fromEntries(
    Object.entries(one).map(([name, count]) => [name, count + other[name as keyof HostStats]]),
  ) as unknown as HostStats;
}

function toText({ hosts, problems }: Merged, count: number, { paint }: Streams): string {
  const lines = [
    paint("strong", `RECAP of ${hosts.size} hosts in ${count} journals`),
    ...Array.from(hosts, ([host, stats]) => renderRecapLine(host, stats, paint)),
    ...problems.map((problem) => paint("warning", escapeLine(`WARNING: ${problem}`))),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function toJson({ hosts, problems, exitCode }: Merged): string {
  const recap = Object.fromEntries(Array.from(hosts, ([host, stats]) => [host, { ...stats }]));
  const document = { schema_version: SCHEMA_VERSION, recap, problems, exit_code: exitCode };
  return `${JSON.stringify(document)}\n`;
}
