/**
 * Puts files in their places: as few round trips as their sizes allow, and what became of it.
 *
 * @module
 */
import {
  type Diff,
  type ExecOptions,
  Fault,
  type PutContent,
  type Task,
  TaskFailure,
  type Value,
} from "@shep/sdk";
import { MAX_INLINE_BYTES, md5, sha1 } from "./content.ts";
import { contentDiff, fieldDiff, MAX_DIFF_BYTES, shownAttribute } from "./diff.ts";
import { expandingWord } from "../command/expansion.ts";
import { type InstallItem, installOneScript, type InstallOptions } from "./install_script.ts";
import { lastRecord } from "./last_record.ts";
import { readReport, type Report, statusValues } from "./target.ts";

/** Bytes that are to be installed: at hand, or a file of the playbook; a large one has no sum yet. */
export type Source =
  | { readonly bytes: Uint8Array }
  | { readonly path: string; readonly size: number; readonly sha1?: string };

/** One file, and where it goes. */
export interface Installation {
  readonly dest: string;
  /** The name that it gets in `dest`, if that is a directory; none for content without a name. */
  readonly name?: string;
  readonly source: Source;
  /** What `--diff` calls the new content. */
  readonly header?: string;
}

/** What became of a file. */
export interface Installed {
  readonly report: Report;
  /** Its SHA-1, if it is known, or read by somebody. */
  readonly checksum?: string;
  /** Its MD5, if it was asked for, and is known. */
  readonly md5sum?: string;
  readonly diff?: Diff;
}

/**
 * Installs one file. What is short travels in the script that compares it; what is long follows if it
 * differs: by its size, or where that is the same, by its checksum. `isLast` promises that nothing
 * is asked of the target thereafter.
 *
 * @throws {TaskFailure} When it cannot be done; the old file is whole then.
 */
export async function install(
  installation: Installation,
  options: InstallOptions,
  task: Task,
  { isLast = false }: { readonly isLast?: boolean } = {},
): Promise<Installed> {
  const source = await shortSource(installation.source, task);
  const item = await installItem(installation, source);
  const isOnly = isLast && item.origin.kind === "inline";
  const first = { isLast: isOnly, isDecisive: isOnly };
  try {
    let attempt = await tryItem(item, options, task, first);
    if (attempt.report.get("same_size") !== undefined) {
      const sha1 = await checksumOf(source, task);
      attempt = await tryItem({ ...item, sha1 }, options, task);
    }
    // Where the checksum is only told, it is computed while the file is on its way.
    const known = attempt.item.sha1;
    const isTold = known === "" && task.isRead("checksum");
    const sum = isTold ? settled(checksumOf(source, task)) : undefined;
    const place = attempt.report.get("need");
    if (place !== undefined) {
      const from = "path" in source ? { source: source.path } : { content: source.bytes };
      const path = attempt.report.get("path") ?? installation.dest;
      await send(from, { place, path }, task);
      attempt = await tryItem({ ...attempt.item, origin: { kind: "placed" } }, options, task);
    }
    const { report, output } = attempt;
    const checksum = await sum ?? known;
    const md5sum = options.md5sum && isNew(report) ? md5Of(source, report) : undefined;
    return {
      report,
      ...(checksum === "" ? {} : { checksum }),
      ...(md5sum === undefined ? {} : { md5sum }),
      ...(options.diff ? await diffOf(installation, source, report, output, task) : {}),
    };
  } catch (error) {
    if (!(error instanceof TaskFailure) || error.values["checksum"] !== undefined) throw error;
    const checksum = await checksumOf(source, task);
    throw new TaskFailure(error.message, { checksum, ...error.values });
  }
}

/** One run of the script: the file was compared, and put in its place if its bytes were there. */
interface Attempt {
  readonly item: InstallItem;
  readonly report: Report;
  readonly output: Uint8Array;
}

async function tryItem(
  item: InstallItem,
  options: InstallOptions,
  task: Task,
  more?: ExecOptions,
): Promise<Attempt> {
  const result = await task.script(installOneScript(item, options), more);
  const about = item.sha1 === "" ? {} : { checksum: item.sha1 };
  return { item, report: readReport(result, about), output: result.stdoutBytes };
}

async function checksumOf(source: Source, task: Task): Promise<string> {
  if ("bytes" in source) return await sha1(source.bytes);
  return source.sha1 ?? (await task.statFile(source.path)).sha1 ?? "";
}

/** A promise that nobody need be waiting for when it fails. */
function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function md5Of(source: Source, report: Report): string | undefined {
  return "bytes" in source ? md5(source.bytes) : report.get("md5sum");
}

function isNew(report: Report): boolean {
  return report.all("change").includes("content");
}

/**
 * Sends what is to be put at `path` to a place beside it.
 *
 * @throws {TaskFailure} When it cannot be written; nothing is left of it then.
 */
export async function send(
  from: PutContent,
  { place, path }: { readonly place: string; readonly path: string },
  task: Task,
): Promise<void> {
  try {
    await task.put(place, from, { mode: 0o600 });
  } catch (error) {
    const isOfTarget = error instanceof Fault && ["failed", "not-found"].includes(error.kind);
    if (!isOfTarget) throw error;
    throw new TaskFailure(`Cannot write beside ${path}: ${error.message}`);
  }
}

/** A short file of the playbook is read at once. */
async function shortSource(source: Source, task: Task): Promise<Source> {
  if ("bytes" in source || source.size > MAX_INLINE_BYTES) return source;
  const { data } = await task.readFile(source.path);
  return data === undefined ? source : { bytes: data };
}

/** The script's view of an installation; `source` is what is at hand by now. */
export async function installItem(
  { dest, name }: Installation,
  source: Source,
): Promise<InstallItem> {
  const isShort = "bytes" in source && source.bytes.length <= MAX_INLINE_BYTES;
  return {
    dest: expandingWord(dest),
    name: name ?? "",
    size: "bytes" in source ? source.bytes.length : source.size,
    sha1: "bytes" in source ? await sha1(source.bytes) : source.sha1 ?? "",
    origin: isShort ? { kind: "inline", bytes: source.bytes } : { kind: "elsewhere" },
    token: crypto.randomUUID(),
  };
}

/** The return values of a file that was installed. */
export function installedValues(
  { report, checksum, md5sum }: Installed,
): Record<string, Value> {
  const path = report.get("path") ?? null;
  const backup = report.get("backup_file");
  return {
    dest: path,
    ...(isNew(report) ? {} : { path }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(md5sum === undefined ? {} : { md5sum }),
    ...(backup === undefined ? {} : { backup_file: backup }),
    ...statusValues(report.stat),
  };
}

async function diffOf(
  { header }: Installation,
  source: Source,
  report: Report,
  output: Uint8Array,
  task: Task,
): Promise<{ diff?: Diff }> {
  if (!report.changed) return {};
  const path = report.get("path") ?? "";
  if (!isNew(report)) return { diff: attributeDiff(report, { path }) };
  const old = report.get("old_too_large") === undefined
    ? lastRecord(output, "old_content")
    : "too large";
  return {
    diff: contentDiff(
      { ...(old === undefined ? {} : { header: path }), bytes: old ?? new Uint8Array() },
      { header: header ?? path, bytes: await newContent(source, task) },
    ),
  };
}

async function newContent(source: Source, task: Task): Promise<Uint8Array | "too large"> {
  if ("bytes" in source) return source.bytes;
  if (source.size > MAX_DIFF_BYTES) return "too large";
  return (await task.readFile(source.path)).data ?? "too large";
}

/** Before and after of a file's attributes, as far as they changed. */
export function attributeDiff(report: Report, about: Readonly<Record<string, Value>>): Diff {
  const before: Record<string, Value> = { ...about };
  const after: Record<string, Value> = { ...about };
  for (const change of report.all("change")) {
    const [name = "", was, is] = change.split(" ");
    if (was === undefined || is === undefined) continue;
    before[name] = shownAttribute(name, was);
    after[name] = shownAttribute(name, is);
  }
  return fieldDiff(before, after);
}
