/**
 * The action `blockinfile`: lines of a text between two marks.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/blockinfile_module.html
 * @module
 */
import { type Arguments, defineAction, TaskFailure, type TaskResult } from "@shep/sdk";
import { ATTRIBUTE_ARGUMENTS, wantedAttributes } from "./attributes.ts";
import { editBlock } from "./edit_block.ts";
import { bytesOf, byteString, decodeBytes } from "./byte_string.ts";
import { readTarget } from "./read_target.ts";
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
    description: "Whether the block is to be there.",
    choices: ["absent", "present"],
    default: "present",
  },
  block: {
    type: "str",
    description: "The text between the marks; without it the block goes.",
    default: "",
    aliases: ["content"],
  },
  marker: {
    type: "str",
    description: "The line before the block and the one after it; `{mark}` tells which.",
    default: "# {mark} ANSIBLE MANAGED BLOCK",
  },
  marker_begin: { type: "str", description: "The first line's `{mark}`.", default: "BEGIN" },
  marker_end: { type: "str", description: "The last line's `{mark}`.", default: "END" },
  insertafter: {
    type: "str",
    description:
      "A new block goes after the last line that matches this, or to EOF; with `(?m)` after the " +
      "lines that match it first.",
  },
  insertbefore: {
    type: "str",
    description:
      "A new block goes before the last line that matches this, or to BOF; with `(?m)` before the " +
      "lines that match it first.",
  },
  create: {
    type: "bool",
    description: "Whether a file that is not there is made.",
    default: false,
  },
  append_newline: {
    type: "bool",
    description: "Whether an empty line is to be after the block, unless it is the last.",
    default: false,
  },
  prepend_newline: {
    type: "bool",
    description: "Whether an empty line is to be before the block, unless it is the first.",
    default: false,
  },
  ...EDIT_ARGUMENTS,
  ...ATTRIBUTE_ARGUMENTS,
} as const;

/** Makes sure that a block of lines is in a file, or is not. */
export const blockinfile = defineAction({
  name: "blockinfile",
  summary: "Makes sure that a block of lines is in a file, or is not.",
  arguments: SPECS,
  constraints: [{ mutuallyExclusive: ["insertbefore", "insertafter"] }],
  supportsCheck: true,
  supportsDiff: true,
  examples: [
    "- name: Two hosts\n  blockinfile:\n    path: /etc/hosts\n    block: |\n" +
    "      10.0.0.1 web\n      10.0.0.2 db",
    "- name: Gone\n  blockinfile:\n    path: /etc/hosts\n    state: absent",
  ],
  returns: { msg: "What was done.", backup_file: "Where the old file is, if it was kept." },
  async run(args, task): Promise<TaskResult> {
    const attributes = wantedAttributes(args);
    const read = await readTarget(args.path, task);
    if (read.kind === "directory") {
      throw new TaskFailure(`Path ${read.path} is a directory !`, { rc: 256 });
    }
    if (read.kind === "absent" && !args.create) {
      throw new TaskFailure(`Path ${read.path} does not exist !`, { rc: 257 });
    }
    if (read.kind === "absent" && args.state === "absent") {
      return { values: { msg: `File ${read.path} not present` } };
    }
    const { bytes, message } = edit(args, read.kind === "absent" ? undefined : read.bytes);
    const report = await writeBack(
      args,
      attributes,
      read,
      message === "" ? undefined : bytes,
      task,
    );
    const backup = report.get("backup_file");
    return {
      changed: report.changed,
      values: {
        msg: editMessage(message, report),
        ...(backup === undefined ? {} : { backup_file: backup }),
      },
      ...(task.diff ? { diff: editDiffs(read, bytes, report) } : {}),
    };
  },
});

/** The new text, and what is said of it: nothing if it is the old one. */
function edit(
  args: Arguments<typeof SPECS>,
  old: Uint8Array | undefined,
): { readonly bytes: Uint8Array; readonly message: string } {
  const text = decodeBytes(old ?? new Uint8Array());
  const block = args.state === "present" ? byteString(args.block) : "";
  const mark = (name: string): string => byteString(args.marker).replaceAll("{mark}", name);
  const result = editBlock(text, {
    begin: mark(byteString(args.marker_begin)),
    end: mark(byteString(args.marker_end)),
    block,
    insertAfter: byteString(args.insertafter),
    insertBefore: byteString(args.insertbefore),
    prependNewline: args.prepend_newline,
    appendNewline: args.append_newline,
  });
  const done = block === "" ? "Block removed" : "Block inserted";
  const isSame = old !== undefined && result === text;
  return {
    bytes: bytesOf(result),
    message: isSame ? "" : old === undefined ? "File created" : done,
  };
}
