/**
 * What `--list-hosts`, `--list-tasks`, `--list-tags` and `--syntax-check` print, laid out as
 * `ansible-playbook` does.
 *
 * @module
 */
import type { Inspection } from "../host_api.ts";
import { escapeLine } from "../terminal/escape.ts";
import { renderInline } from "./inline.ts";
import type { Json } from "./json_value.ts";
import { SCHEMA_VERSION } from "./event_json.ts";

type InspectedPlay = Inspection["playbooks"][number]["plays"][number];

/** What of the plays is listed. With nothing to list only the playbooks are named. */
export interface InspectionView {
  readonly hosts: boolean;
  readonly tasks: boolean;
  readonly tags: boolean;
}

/** The playbooks as text. */
export function renderInspection(inspection: Inspection, view: InspectionView): string {
  const isListing = view.hosts || view.tasks || view.tags;
  const lines = inspection.playbooks.flatMap(({ file, plays }) => [
    "",
    `playbook: ${file}`,
    ...(isListing ? plays.flatMap((play, index) => renderPlay(play, index + 1, view)) : []),
  ]);
  return lines.map((line) => line + "\n").join("");
}

/** The playbooks as JSON, whole. */
export function inspectionToJson({ playbooks }: Inspection): Json {
  return {
    schema_version: SCHEMA_VERSION,
    playbooks: playbooks.map(({ file, plays }) => ({
      file,
      plays: plays.map(({ name, pattern, tags, hosts, tasks, taskTags }) => ({
        name,
        pattern,
        tags,
        hosts,
        tasks: tasks.map((task) => ({ name: task.name, tags: task.tags })),
        task_tags: taskTags,
      })),
    })),
  };
}

function renderPlay(play: InspectedPlay, number: number, view: InspectionView): string[] {
  const title = `play #${number} (${play.pattern.join(",")}): ${play.name}`;
  return [
    "",
    `  ${escapeLine(title)}\tTAGS: [${[...play.tags].sort().join(",")}]`,
    ...(view.hosts ? renderHosts(play) : []),
    ...(view.tasks ? renderTasks(play) : []),
    ...(view.tags ? [`      TASK TAGS: ${tagList(play.taskTags)}`] : []),
  ];
}

function renderHosts({ pattern, hosts }: InspectedPlay): string[] {
  return [
    `    pattern: ${renderInline([...pattern])}`,
    `    hosts (${hosts.length}):`,
    ...hosts.map((host) => `      ${host}`),
  ];
}

function renderTasks({ tasks }: InspectedPlay): string[] {
  return [
    "    tasks:",
    ...tasks.map(({ name, tags }) => `      ${escapeLine(name)}\tTAGS: ${tagList(tags)}`),
  ];
}

function tagList(tags: readonly string[]): string {
  return `[${[...tags].sort().join(", ")}]`;
}
