/**
 * The whole run as one document, written at its end.
 *
 * @module
 */
import type { Diagnostic } from "@shep/sdk";
import type { RunEvent, TaskInfo } from "../host_api.ts";
import {
  customStatsToJson,
  diagnosticToJson,
  type JsonObject,
  outcomeToJson,
  playToJson,
  SCHEMA_VERSION,
  statsToJson,
  taskToJson,
} from "./event_json.ts";
import type { Json } from "./json_value.ts";
import type { Chunk, Renderer } from "./renderer.ts";

type OutcomeEvent = Extract<RunEvent, { type: "task-finished" | "item-finished" }>;

/** A task and what became of it, host by host. */
interface TaskRecord {
  readonly task: JsonObject;
  readonly items: Map<string, JsonObject[]>;
  readonly hosts: Map<string, JsonObject>;
}

interface PlayRecord {
  readonly play: JsonObject;
  readonly hosts: readonly string[];
  /** By the task's id, in the order in which they began. */
  readonly tasks: Map<number, TaskRecord>;
}

/** Gathers events, and renders them once the run is over. */
export class JsonRenderer implements Renderer {
  #playbooks: readonly string[] = [];
  #isCheck = false;
  readonly #plays: PlayRecord[] = [];
  readonly #warnings: JsonObject[] = [];
  #stats: JsonObject = {};
  #customStats: JsonObject | undefined;

  /** @inheritdoc */
  render(event: RunEvent): readonly Chunk[] {
    switch (event.type) {
      case "run-started":
        this.#playbooks = event.playbooks;
        this.#isCheck = event.check;
        return [];
      case "play-started":
        this.#plays.push({ play: playToJson(event.play), hosts: event.hosts, tasks: new Map() });
        return [];
      case "task-started":
        this.#taskRecord(event.task);
        return [];
      case "item-finished":
      case "task-finished":
        this.#record(event);
        return [];
      case "warning":
        this.#warnings.push(diagnosticToJson(event.warning));
        return [];
      case "recap":
        this.#stats = statsToJson(event.hosts);
        return [];
      case "custom-stats":
        this.#customStats = customStatsToJson(event);
        return [];
      case "run-finished":
        return this.#document(event.exitCode);
      default:
        return [];
    }
  }

  /** @inheritdoc */
  fail(error: Diagnostic, exitCode: number): readonly Chunk[] {
    return this.#document(exitCode, error);
  }

  #taskRecord(task: TaskInfo): TaskRecord | undefined {
    const tasks = this.#plays.at(-1)?.tasks;
    const known = tasks?.get(task.id);
    if (known !== undefined) return known;
    const record: TaskRecord = { task: taskToJson(task), items: new Map(), hosts: new Map() };
    tasks?.set(task.id, record);
    return record;
  }

  #record(event: OutcomeEvent): void {
    const record = this.#taskRecord(event.task);
    if (record === undefined) return;
    const items = record.items.get(event.host);
    if (event.type === "task-finished") {
      record.hosts.set(event.host, { ...outcomeToJson(event), items });
    } else if (items === undefined) {
      record.items.set(event.host, [outcomeToJson(event)]);
    } else {
      items.push(outcomeToJson(event));
    }
  }

  #document(exitCode: number, error?: Diagnostic): readonly Chunk[] {
    const document: JsonObject = {
      schema_version: SCHEMA_VERSION,
      playbooks: this.#playbooks,
      check: this.#isCheck,
      plays: this.#plays.map(playRecordToJson),
      warnings: this.#warnings,
      stats: this.#stats,
      custom_stats: this.#customStats,
      error: error && diagnosticToJson(error),
      exit_code: exitCode,
    };
    return [{ stream: "stdout", text: JSON.stringify(document, undefined, 2) + "\n" }];
  }
}

function playRecordToJson({ play, hosts, tasks }: PlayRecord): Json {
  return { ...play, hosts, tasks: [...tasks.values()].map(taskRecordToJson) };
}

function taskRecordToJson({ task, hosts }: TaskRecord): Json {
  return { ...task, hosts: Object.fromEntries(hosts) };
}
