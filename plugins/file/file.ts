/**
 * The action `file`: files, directories, links, and what may be done with them.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/file_module.html
 * @module
 */
import { defineAction, type Diff, TaskFailure, type TaskResult, type Value } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { fieldDiff, shownAttribute } from "./diff.ts";
import { fileScript, type FileState } from "./file_script.ts";
import { isStatusRead, readReport, type Report, STATUS_VALUES, statusValues } from "./target.ts";
import { parseTouchTime, type TouchTime } from "./touch_time.ts";

const TIME_FORMAT = "%Y%m%d%H%M.%S";

const SPECS = {
  path: {
    type: "path",
    description: "The file.",
    required: true,
    aliases: ["dest", "name"],
  },
  state: {
    type: "str",
    description: "What it is to be; as it is, if absent.",
    choices: ["absent", "directory", "file", "hard", "link", "touch"],
  },
  src: { type: "path", description: "What a link leads to." },
  recurse: {
    type: "bool",
    description: "Whether all that is in a directory is given its owner, group and mode.",
    default: false,
  },
  follow: {
    type: "bool",
    description: "Whether a link's target is meant, not the link.",
    default: true,
  },
  force: {
    type: "bool",
    description: "Whether a link may lead nowhere, or replace a file.",
    default: false,
  },
  access_time: {
    type: "str",
    description: "When it was last read: `preserve`, `now`, or a time in `access_time_format`.",
  },
  access_time_format: {
    type: "str",
    description: "How that time is written.",
    default: TIME_FORMAT,
  },
  modification_time: {
    type: "str",
    description: "When it was last changed: `preserve`, `now`, or a time.",
  },
  modification_time_format: {
    type: "str",
    description: "How that time is written.",
    default: TIME_FORMAT,
  },
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Brings a path to a state. */
export const file = defineAction({
  name: "file",
  summary: "Makes, changes and removes files, directories and links.",
  arguments: SPECS,
  supportsCheck: true,
  supportsDiff: true,
  costly: STATUS_VALUES,
  examples: [
    "- name: A directory\n  file:\n    path: /srv/app\n    state: directory\n    mode: '0750'",
    "- name: A link\n  file:\n    path: /etc/app\n    src: /srv/app/etc\n    state: link",
    "- name: Gone\n  file:\n    path: /srv/old\n    state: absent",
  ],
  returns: {
    path: "The path, for the states file, directory and absent.",
    dest: "The path, for the states touch, link and hard.",
    state: "What stands there: file, directory, link, hard or absent.",
    mode: "Its permissions, as '0644'.",
    owner: "The user that owns it; `uid` is its number.",
    group: "The group that owns it; `gid` is its number.",
    size: "Its size in bytes.",
    src: "What a link leads to.",
  },
  async run(args, task): Promise<TaskResult> {
    const { path, src, recurse, follow, force } = args;
    const attributes = wantedAttributes(args);
    const state = args.state ?? (recurse ? "directory" : undefined);
    if (recurse && state !== "directory") {
      throw new TaskFailure("recurse option requires state to be 'directory'", { path });
    }
    if (src !== undefined && state !== "link" && state !== "hard") {
      throw new TaskFailure("src option requires state to be 'link' or 'hard'", { path });
    }
    const unset: TouchTime = state === "touch" ? "now" : "preserve";
    const time = (text: string | undefined, format: string): TouchTime =>
      text === undefined ? unset : parseTouchTime(text, format);
    const script = fileScript({
      path,
      state,
      src,
      attributes,
      recurse,
      follow,
      force,
      accessed: time(args.access_time, args.access_time_format),
      modified: time(args.modification_time, args.modification_time_format),
      token: crypto.randomUUID(),
      check: task.check,
      diff: task.diff,
      isRead: isStatusRead(task),
    });
    const report = readReport(await task.script(script, { isLast: true, isDecisive: true }));
    report.all("warning").forEach((text) => task.warn(text));
    return {
      changed: report.changed,
      values: fileValues(report, state),
      ...(task.diff ? { diff: stateDiff(report) } : {}),
    };
  },
});

const BY_DEST: readonly (FileState | undefined)[] = ["touch", "link", "hard"];

function fileValues(report: Report, state: FileState | undefined): Record<string, Value> {
  const src = report.get("src");
  return {
    [BY_DEST.includes(state) || src !== undefined ? "dest" : "path"]: report.get("path") ?? null,
    ...(src === undefined ? {} : { src }),
    ...(state === "absent" && report.stat === undefined ? { state } : {}),
    ...statusValues(report.stat),
  };
}

/** Before and after of what was changed, and of nothing else. */
function stateDiff(report: Report): Diff {
  const path = report.get("path") ?? "";
  const before: Record<string, Value> = { path };
  const after: Record<string, Value> = { path };
  for (const change of report.all("change")) {
    const [name = "", was, is] = change.split(" ");
    if (name === "src") {
      before["src"] = change.slice("src ".length);
      after["src"] = report.get("src") ?? "";
    } else if (was !== undefined && is !== undefined) {
      before[name] = shownAttribute(name, was);
      after[name] = shownAttribute(name, is);
    }
  }
  if (after["state"] === "absent" && before["state"] === "directory") {
    before["path_content"] = new Map([
      ["directories", report.all("directory")],
      ["files", report.all("file")],
    ]);
  }
  return fieldDiff(before, after);
}
