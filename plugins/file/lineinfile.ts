/**
 * The action `lineinfile`: one line of a text. The file is read in one round trip, edited here, and
 * written back in a second one if anything changed, provided that it is still the file that was
 * read. A line that only goes to the end is added in the first.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/lineinfile_module.html
 * @module
 */
import { type Arguments, defineAction, type Task, TaskFailure, type TaskResult } from "@shep/sdk";
import { appendProbe } from "./append_line.ts";
import { ATTRIBUTE_ARGUMENTS, type Attributes, isEmpty, wantedAttributes } from "./attributes.ts";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";
import { ensureLine, removeLines } from "./edit_lines.ts";
import { readTarget, type ReadText } from "./read_target.ts";
import { EDIT_ARGUMENTS, editDiffs, editMessage, writeBack } from "./write_back.ts";

const SPECS = {
  path: {
    type: "path",
    description: "The file.",
    required: true,
    aliases: ["dest", "destfile", "name"],
  },
  state: {
    type: "str",
    description: "Whether the line is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  line: { type: "str", description: "The line.", aliases: ["value"] },
  regexp: {
    type: "str",
    description: "A Python regular expression: the last line that matches becomes the line.",
    aliases: ["regex"],
  },
  search_string: {
    type: "str",
    description: "A text: the last line that holds it becomes the line.",
  },
  backrefs: {
    type: "bool",
    description: "Whether groups of the match are filled into the line.",
    default: false,
  },
  insertafter: {
    type: "str",
    description: "Where nothing matches, the line goes after the last match of this, or to EOF.",
  },
  insertbefore: {
    type: "str",
    description: "Where nothing matches, the line goes before the last match of this, or to BOF.",
  },
  firstmatch: {
    type: "bool",
    description: "Whether the first line that matches counts, not the last.",
    default: false,
  },
  create: {
    type: "bool",
    description: "Whether a file that is not there is made.",
    default: false,
  },
  ...EDIT_ARGUMENTS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

type LineArguments = Arguments<typeof SPECS>;

/** Makes sure that a line is in a file, or is not. */
export const lineinfile = defineAction({
  name: "lineinfile",
  summary: "Makes sure that a line is in a file, or is not.",
  arguments: SPECS,
  constraints: [
    { mutuallyExclusive: ["insertbefore", "insertafter"] },
    { mutuallyExclusive: ["regexp", "search_string"] },
    { mutuallyExclusive: ["backrefs", "search_string"] },
  ],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: No root logins\n  lineinfile:\n    path: /etc/ssh/sshd_config\n" +
    "    regexp: '^PermitRootLogin'\n    line: PermitRootLogin no",
  ],
  returns: {
    msg: "What was done.",
    backup: "Where the old file is; empty if there is none.",
    found: "How many lines were removed.",
  },
  async run(args, task): Promise<TaskResult> {
    checkMeaning(args);
    if (args.regexp === "") {
      task.warn(
        "The regular expression is an empty string, which will match every line in the file. " +
          "Use '^' if that is meant.",
      );
    }
    const attributes = wantedAttributes(args);
    const isPlain = isPlainAddition(args) && isEmpty(attributes) && !task.diff;
    const read = await readTarget(
      args.path,
      task,
      isPlain ? { probe: appendProbe(args.line!, task), isDecisive: true } : {},
    );
    if (read.kind === "decided") return plainResult(read.report.changed);
    if (read.kind === "directory") {
      throw new TaskFailure(`Path ${read.path} is a directory !`, { rc: 256 });
    }
    if (read.kind === "absent" && args.state === "absent") {
      return { values: { msg: "file not present" } };
    }
    if (read.kind === "absent" && !args.create) {
      throw new TaskFailure(`Destination ${read.path} does not exist !`, { rc: 257 });
    }
    return await applyEdit(args, attributes, read, task);
  },
});

function checkMeaning({ state, line, regexp, search_string, backrefs }: LineArguments): void {
  if (state === "absent") {
    if (line !== undefined || regexp !== undefined || search_string !== undefined) return;
    throw new TaskFailure("one of line, search_string, or regexp is required with state=absent");
  }
  if (backrefs && regexp === undefined) {
    throw new TaskFailure("regexp is required with backrefs=true");
  }
  if (line === undefined) throw new TaskFailure("line is required with state=present");
}

/** Whether the line goes to the end of the text, unless it is there, and that is all. */
function isPlainAddition(args: LineArguments): boolean {
  const { regexp, search_string, insertbefore, insertafter = "EOF", validate } = args;
  return args.state === "present" && /^[ -~]+$/.test(args.line ?? "") && insertafter === "EOF" &&
    [regexp, search_string, insertbefore, validate].every((each) => each === undefined) &&
    !args.backup && !args.unsafe_writes;
}

function plainResult(changed: boolean): TaskResult {
  return { changed, values: { msg: changed ? "line added" : "", backup: "" } };
}

/** What the new text is, and what is said of it. */
interface Edit {
  readonly bytes: Uint8Array;
  readonly message: string;
  readonly found?: number;
}

function edit(args: LineArguments, bytes: Uint8Array): Edit {
  const text = decodeBytes(bytes);
  const { regexp, search_string, line, insertafter, insertbefore } = args;
  const match = {
    regexp: byteString(regexp),
    searchString: byteString(search_string),
    line: byteString(line),
  };
  if (args.state === "absent") {
    const { text: result, found } = removeLines(text, match);
    const message = found === 0 ? "" : `${found} line(s) removed`;
    return { bytes: bytesOf(result), message, found };
  }
  const { text: result, message } = ensureLine(text, {
    ...match,
    line: byteString(line ?? ""),
    backrefs: args.backrefs,
    insertBefore: byteString(insertbefore),
    insertAfter: byteString(insertafter ?? (insertbefore === undefined ? "EOF" : undefined)),
    firstMatch: args.firstmatch,
  });
  return { bytes: bytesOf(result), message };
}

async function applyEdit(
  args: LineArguments,
  attributes: Attributes,
  read: ReadText,
  task: Task,
): Promise<TaskResult> {
  const { bytes, message, found } = edit(args, read.bytes);
  const report = await writeBack(args, attributes, read, message === "" ? undefined : bytes, task);
  return {
    changed: report.changed,
    values: {
      msg: editMessage(message, report),
      backup: report.get("backup_file") ?? "",
      ...(found === undefined ? {} : { found }),
    },
    ...(task.diff ? { diff: editDiffs(read, bytes, report) } : {}),
  };
}
