/**
 * Edits a text of the target: it is read in one round trip, edited here, and written back in a
 * second one if anything is to change, provided that it is still the text that was read.
 *
 * @module
 */
import type { Diff, ShellText, Task } from "@shep/sdk";
import { type Attributes, isEmpty } from "./attributes.ts";
import { bytesOf, decodeBytes } from "./byte_string.ts";
import { sha1 } from "./content.ts";
import { contentDiff } from "./diff.ts";
import { fileScript } from "./file_script.ts";
import { attributeDiff, install } from "./install.ts";
import type { Mode } from "./mode.ts";
import { readTarget, type ReadText } from "./read_target.ts";
import { readReport, Report } from "./target.ts";

/** Which text, and how it is written. */
export interface EditOptions {
  readonly path: string;
  /** Owner, group and mode that it is to have, also where its content stays. */
  readonly attributes?: Attributes | ((probe: Report) => Attributes);
  /** Whether they are left alone where its content stays, after all. */
  readonly attributesOfNewContent?: boolean;
  /** The mode of directories that are made. */
  readonly directoryMode?: Mode;
  /** Whether the old file is kept beside the new one. */
  readonly backup?: boolean;
  /** Whether its directory is made where it is missing. */
  readonly makeParents?: boolean;
  readonly unsafeWrites?: boolean;
  /** Whether a link is followed, not replaced; it is if absent. */
  readonly follow?: boolean;
  readonly validate?: string | undefined;
  /** Run before the file is read; its records are handed to the edit. */
  readonly probe?: ShellText;
}

/** What an edit makes of a text: none where there is no file, or where there is to be none. */
export type Edit = (text: string | undefined, probe: Report) => string | undefined;

/** What became of a text. */
export interface Edited {
  readonly changed: boolean;
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What the probe reported. */
  readonly probe: Report;
  /** What was reported when the text was written; empty if it was not. */
  readonly report: Report;
  readonly diff: Diff;
}

/**
 * Edits a text. The edit sees one character for each byte; see `byte_string.ts`.
 *
 * @throws {TaskFailure} When it cannot be done; the old file is whole then.
 */
export async function editFile(options: EditOptions, edit: Edit, task: Task): Promise<Edited> {
  const read = await readTarget(options.path, task, { probe: options.probe });
  const before = read.kind === "absent" ? undefined : decodeBytes(read.bytes);
  const after = edit(before, read.report);
  const report = await bringTo(after, before, options, read, task);
  const bytes = bytesOf(after ?? "");
  const isNew = before !== after;
  const { path } = read;
  return {
    changed: report.changed,
    path,
    before,
    after,
    probe: read.report,
    report,
    diff: isNew
      ? contentDiff({ header: path, bytes: read.bytes }, { header: path, bytes })
      : attributeDiff(report, { path }),
  };
}

function bringTo(
  after: string | undefined,
  before: string | undefined,
  options: EditOptions,
  read: ReadText,
  task: Task,
): Promise<Report> {
  const attributes = wantedOf(options, read.report);
  if (after === undefined) return before === undefined ? nothing() : remove(read.path, task);
  const isDone = after === before && (isEmpty(attributes) || options.attributesOfNewContent);
  return isDone ? nothing() : write(after, options, read, task);
}

function wantedOf({ attributes = {} }: EditOptions, probe: Report): Attributes {
  return typeof attributes === "function" ? attributes(probe) : attributes;
}

function nothing(): Promise<Report> {
  return Promise.resolve(new Report(""));
}

async function write(
  text: string,
  options: EditOptions,
  read: ReadText,
  task: Task,
): Promise<Report> {
  const { report } = await install(
    { dest: read.path, name: "", source: { bytes: bytesOf(text) } },
    {
      attributes: wantedOf(options, read.report),
      directoryMode: options.directoryMode,
      force: true,
      follow: options.follow ?? true,
      backup: options.backup ?? false,
      validate: options.validate,
      unsafeWrites: options.unsafeWrites ?? false,
      makeParents: options.makeParents ?? false,
      expected: read.kind === "absent" ? "none" : await sha1(read.bytes),
      check: task.check,
      diff: false,
    },
    task,
  );
  return report;
}

async function remove(path: string, task: Task): Promise<Report> {
  const script = fileScript({
    path,
    state: "absent",
    attributes: {},
    follow: false,
    force: false,
    recurse: false,
    accessed: "preserve",
    modified: "preserve",
    check: task.check,
    diff: false,
  });
  return readReport(await task.script(script));
}
