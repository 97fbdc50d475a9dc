/**
 * Events as JSON: the schema that `docs/cli.md` documents. Fields are only ever added to it; one
 * that changes its meaning or goes raises {@linkcode SCHEMA_VERSION}.
 *
 * @module
 */
import type { Diagnostic, Diff } from "@shep/sdk";
import type { HostStats, PlayInfo, ResultInfo, RunEvent, TaskInfo } from "../host_api.ts";
import { type Json, toJson, toJsonObject } from "./json_value.ts";

/** The version of what programs read, in the first line or at the top of the document. */
export const SCHEMA_VERSION = 1;

/** An object of JSON; `undefined` fields are left out. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** An event as one object. */
export function eventToJson(event: RunEvent): JsonObject {
  const { type } = event;
  switch (type) {
    case "run-started": {
      const { playbooks, check } = event;
      return { type, schema_version: SCHEMA_VERSION, playbooks, check };
    }
    case "playbook-started":
      return { type, file: event.file };
    case "play-started":
      return { type, play: playToJson(event.play), hosts: event.hosts };
    case "no-hosts-matched":
    case "no-hosts-left":
      return { type, play: playToJson(event.play) };
    case "task-started":
      return { type, task: taskToJson(event.task) };
    case "task-finished":
    case "item-finished":
      return { type, ...taskReference(event.task), host: event.host, ...outcomeToJson(event) };
    case "retrying": {
      const { task, host, retriesLeft, result } = event;
      return {
        type,
        ...taskReference(task),
        host,
        retries_left: retriesLeft,
        ...resultToJson(result),
      };
    }
    case "included": {
      const { task, kind, name, hosts, item } = event;
      const shown = item === undefined ? undefined : toJson(item);
      return { type, ...taskReference(task), kind, name, hosts, item: shown };
    }
    case "handler-notified":
      return { type, handler: event.handler, host: event.host };
    case "warning":
      return { type, warning: diagnosticToJson(event.warning) };
    case "log":
      return { type, plugin: event.plugin, level: event.level, text: event.text };
    case "recap":
      return { type, hosts: statsToJson(event.hosts) };
    case "retry-file":
      return { type, file: event.file };
    case "custom-stats":
      return { type, ...customStatsToJson(event) };
    case "run-finished":
      return { type, exit_code: event.exitCode };
  }
}

/** How a task, or an item of its loop, ended on a host. */
export function outcomeToJson(
  event: Extract<RunEvent, { type: "task-finished" | "item-finished" }>,
): JsonObject {
  return {
    ...(event.type === "item-finished"
      ? { item: toJson(event.item) }
      : { duration_ms: Math.round(event.duration * 1000) / 1000 }),
    ...resultToJson(event.result),
    ignored: event.isIgnored,
    rescued: event.type === "task-finished" && event.isRescued || undefined,
    delegated_to: event.delegatedTo,
  };
}

/** A play, without what happened in it. */
export function playToJson(play: PlayInfo): JsonObject {
  return { name: play.name, position: { ...play.position }, strategy: play.strategy };
}

/** A task, without what became of it. */
export function taskToJson(task: TaskInfo): JsonObject {
  const { id, name, action, position, isHandler, isCensored } = task;
  return {
    id,
    name,
    action,
    position: { ...position },
    handler: isHandler,
    no_log: isCensored,
  };
}

function taskReference({ id, name }: TaskInfo): JsonObject {
  return { task_id: id, task: name };
}

/** The recap, a field per host. */
export function statsToJson(hosts: ReadonlyMap<string, HostStats>): JsonObject {
  return Object.fromEntries([...hosts].map(([host, stats]) => [host, { ...stats }]));
}

/** What `set_stats` gathered. */
export function customStatsToJson(
  { run, hosts }: Extract<RunEvent, { type: "custom-stats" }>,
): JsonObject {
  return {
    run: toJsonObject(run),
    hosts: Object.fromEntries(Array.from(hosts, ([host, stats]) => [host, toJsonObject(stats)])),
  };
}

/** A mistake and its place. */
export function diagnosticToJson(diagnostic: Diagnostic): JsonObject {
  const { summary, detail, hint, file, line, column, sourceLine } = diagnostic;
  return { summary, detail, hint, file, line, column, source_line: sourceLine };
}

function resultToJson(result: ResultInfo): JsonObject {
  const { status, values, diffs, warnings, isCensored, diagnostic } = result;
  return {
    status,
    values: toJsonObject(values),
    diffs: diffs.length > 0 ? diffs.map(diffToJson) : undefined,
    warnings: warnings.length > 0 ? warnings : undefined,
    no_log: isCensored || undefined,
    diagnostic: diagnostic && diagnosticToJson(diagnostic),
  };
}

function diffToJson(diff: Diff): JsonObject {
  const { beforeHeader, afterHeader, before, after, prepared } = diff;
  return { before_header: beforeHeader, after_header: afterHeader, before, after, prepared };
}
