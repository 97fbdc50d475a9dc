/**
 * Events without secrets.
 *
 * @module
 */
import type { ValueMap } from "@shep/sdk";
import type { ResultInfo, RunEvent, TaskInfo } from "../events.ts";
import type { Scrubber } from "./scrubber.ts";

/**
 * An event in which every text that came from a playbook, a target or a plugin is scrubbed. Names of
 * hosts and files stay as they are: outputs find their way by them.
 */
export function scrubEvent(event: RunEvent, scrubber: Scrubber): RunEvent {
  if (scrubber.isEmpty) return event;
  switch (event.type) {
    case "play-started":
    case "no-hosts-matched":
    case "no-hosts-left":
      return { ...event, play: { ...event.play, name: scrubber.text(event.play.name) } };
    case "task-started":
      return { ...event, task: scrubTask(event.task, scrubber) };
    case "task-finished":
    case "retrying":
      return { ...event, ...scrubTaskResult(event, scrubber) };
    case "item-finished":
      return {
        ...event,
        ...scrubTaskResult(event, scrubber),
        item: scrubber.value(event.item),
      };
    case "included":
      return {
        ...event,
        task: scrubTask(event.task, scrubber),
        ...(event.item === undefined ? {} : { item: scrubber.value(event.item) }),
      };
    case "handler-notified":
      return { ...event, handler: scrubber.text(event.handler) };
    case "warning":
      return { ...event, warning: scrubber.diagnostic(event.warning) };
    case "log":
      return { ...event, text: scrubber.text(event.text) };
    case "custom-stats":
      return {
        ...event,
        run: scrubber.value(event.run) as ValueMap,
        hosts: new Map(
          Array.from(event.hosts, ([host, stats]) => [host, scrubber.value(stats) as ValueMap]),
        ),
      };
    case "run-started":
    case "playbook-started":
    case "recap":
    case "retry-file":
    case "run-finished":
      return event;
  }
}

interface TaskResult {
  readonly task: TaskInfo;
  readonly result: ResultInfo;
}

function scrubTaskResult({ task, result }: TaskResult, scrubber: Scrubber): TaskResult {
  return { task: scrubTask(task, scrubber), result: scrubResult(result, scrubber) };
}

function scrubTask(task: TaskInfo, scrubber: Scrubber): TaskInfo {
  return { ...task, name: scrubber.text(task.name) };
}

function scrubResult(result: ResultInfo, scrubber: Scrubber): ResultInfo {
  const { values, diffs, warnings, diagnostic } = result;
  return {
    ...result,
    values: scrubValues(values, scrubber),
    diffs: diffs.map((diff) => scrubber.fields(diff)),
    warnings: warnings.map((warning) => scrubber.text(warning)),
    ...(diagnostic === undefined ? {} : { diagnostic: scrubber.diagnostic(diagnostic) }),
  };
}

/** Only what the names stand for: `msg` and `stdout` are known to everybody. */
function scrubValues(values: ValueMap, scrubber: Scrubber): ValueMap {
  return new Map([...values].map(([key, value]) => [key, scrubber.value(value)]));
}
