/**
 * What the actions have in common that edit a text: it was read in one round trip, and is written
 * back in a second one if anything changed, provided that it is still the file that was read.
 *
 * @module
 */
import type { ArgumentSpec, Diff, Task } from "@shep/sdk";
import { type AttributeArguments, type Attributes, isEmpty } from "./attributes.ts";
import { sha1 } from "./content.ts";
import { contentDiff } from "./diff.ts";
import { fileScript } from "./file_script.ts";
import { attributeDiff, install } from "./install.ts";
import type { ReadText } from "./read_target.ts";
import { readReport, Report } from "./target.ts";

/** The arguments of every such action. */
export const EDIT_ARGUMENTS = {
  backup: {
    type: "bool",
    description: "Whether the old file is kept beside the new one.",
    default: false,
  },
  validate: {
    type: "str",
    description: "A command that checks the new file, `%s` in it, before it is put in place.",
  },
} as const satisfies Record<string, ArgumentSpec>;

/** Which file is edited, and how the new one is put in its place. */
export interface EditOptions extends AttributeArguments {
  readonly path: string;
  readonly backup: boolean;
  readonly validate?: string;
  readonly unsafe_writes: boolean;
  /** Whether a link is followed, not replaced; it is if absent. */
  readonly follow?: boolean;
  /** Whether a file that is not there is made, with the directories above it. */
  readonly create?: boolean;
}

/**
 * Writes the new text; without one it only brings the file to its attributes.
 *
 * @throws {TaskFailure} When it cannot be done; the old file is whole then.
 */
export function writeBack(
  options: EditOptions,
  attributes: Attributes,
  read: ReadText,
  bytes: Uint8Array | undefined,
  task: Task,
): Promise<Report> {
  return bytes === undefined
    ? applyAttributes(options.path, attributes, task)
    : write(options, attributes, read, bytes, task);
}

async function write(
  options: EditOptions,
  attributes: Attributes,
  read: ReadText,
  bytes: Uint8Array,
  task: Task,
): Promise<Report> {
  const { report } = await install(
    { dest: options.path, name: "", source: { bytes } },
    {
      attributes,
      force: true,
      follow: options.follow ?? true,
      backup: options.backup,
      validate: options.validate,
      unsafeWrites: options.unsafe_writes,
      makeParents: options.create ?? false,
      expected: read.kind === "absent" ? "none" : await sha1(read.bytes),
      check: task.check,
      diff: false,
    },
    task,
    { isLast: true },
  );
  return report;
}

async function applyAttributes(path: string, attributes: Attributes, task: Task): Promise<Report> {
  if (isEmpty(attributes)) return new Report("");
  const script = fileScript({
    path,
    state: undefined,
    attributes,
    follow: true,
    force: false,
    recurse: false,
    accessed: "preserve",
    modified: "preserve",
    check: task.check,
    diff: false,
  });
  return readReport(await task.script(script, { isLast: true, isDecisive: true }));
}

/** What was done, in Ansible's words. */
export function editMessage(message: string, report: Report): string {
  const isOther = report.all("change").some((each) =>
    /^(owner|group|mode|attributes|secontext) /.test(each)
  );
  return [message, isOther ? "ownership, perms or SE linux context changed" : ""]
    .filter((each) => each !== "").join(" and ");
}

/** Before and after of the text, and of the file's attributes. */
export function editDiffs(read: ReadText, bytes: Uint8Array, report: Report): Diff[] {
  const content = `${read.path} (content)`;
  const about = `${read.path} (file attributes)`;
  return [
    contentDiff({ header: content, bytes: read.bytes }, { header: content, bytes }),
    { beforeHeader: about, afterHeader: about, ...attributeDiff(report, {}) },
  ];
}
