/**
 * Runs of the past as JSON: the schema that `docs/cli.md` documents.
 *
 * @module
 */
import type { Attempt, ResultRecord, RunRecord, RunSummary } from "@shep/host/journal";
import { type JsonObject, SCHEMA_VERSION } from "../../render/event_json.ts";
import { toJsonObject } from "../../render/json_value.ts";

/** All runs. */
export function runsToJson(runs: readonly RunSummary[]): JsonObject {
  return { schema_version: SCHEMA_VERSION, runs: runs.map(summaryToJson) };
}

/** One run, with its results. */
export function runToJson(run: RunRecord): JsonObject {
  return {
    schema_version: SCHEMA_VERSION,
    ...summaryToJson(run),
    plays: run.plays.map(({ name, tasks }) => ({
      name,
      tasks: tasks.map(({ name, action, place, isHandler, results }) => ({
        name,
        action,
        place,
        handler: isHandler,
        results: results.map(resultToJson),
      })),
    })),
    owed: run.owed.map((each) => ({ ...each })),
  };
}

function summaryToJson({ id, state, cwd, version, options, attempts }: RunSummary): JsonObject {
  const { playbooks, inventory, limit, tags, skipTags, check } = options;
  return {
    run: id,
    state,
    playbooks,
    inventory,
    limit,
    tags,
    skip_tags: skipTags,
    check,
    cwd,
    version,
    attempts: attempts.map(attemptToJson),
  };
}

function attemptToJson({ started, finished, exitCode, recap }: Attempt): JsonObject {
  return {
    started: time(started),
    finished: finished === undefined ? undefined : time(finished),
    exit_code: exitCode,
    recap: Object.fromEntries(Object.entries(recap).map(([host, stats]) => [host, { ...stats }])),
  };
}

function resultToJson(result: ResultRecord): JsonObject {
  const { host, status, handling, isWithheld, delegate, finished, duration, values } = result;
  return {
    host,
    status,
    ignored: handling === "ignored",
    rescued: handling === "rescued",
    delegated_to: delegate,
    finished: time(finished),
    duration_ms: Math.round(duration * 1000) / 1000,
    values: toJsonObject(values),
    incomplete: isWithheld || undefined,
  };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
