/**
 * Copies the files of a tree: one round trip tells which of them differ, and those that do follow,
 * the short ones in scripts, the long ones in one stream.
 *
 * @module
 */
import { type Task, TaskFailure } from "@shep/sdk";
import { MAX_INLINE_BYTES } from "./content.ts";
import { install, installItem, send, type Source } from "./install.ts";
import { type InstallItem, type InstallOptions, installScript } from "./install_script.ts";
import { joinedFilesScript } from "./joined_files.ts";
import { compareScript, newFilesScript } from "./new_files.ts";
import { readReport } from "./target.ts";

/** A file of the tree, and where it goes. */
export interface TreeFile {
  readonly dest: string;
  readonly source: Source;
  readonly mode: number;
}

/** A file that is not on the target as it should be. */
interface Differing {
  readonly file: TreeFile;
  readonly item: InstallItem;
  /** Where its bytes are to be put, beside its destination. */
  readonly place: string;
  readonly isNew: boolean;
}

/** How many bytes of short files one script carries. */
const SCRIPT_BYTES = 4 * MAX_INLINE_BYTES;

/** A file of so many bytes is a stream by itself, which can be continued where it was lost. */
const MAX_JOINED_BYTES = 1024 * 1024;

/** How many bytes of files one stream carries: the target keeps them twice for a moment. */
const STREAM_BYTES = 64 * MAX_JOINED_BYTES;

/** Copies files whose directories are there; whether any was not as it should be. */
export async function copyFiles(
  files: readonly TreeFile[],
  options: InstallOptions,
  task: Task,
): Promise<boolean> {
  if (files.length === 0) return false;
  const items = await Promise.all(files.map((file) => installItem(file, file.source)));
  const report = readReport(await task.script(compareScript(items, options)));
  if (task.check) return report.changed;
  const [isNew, places] = [tokens(report.all("new")), tokens(report.all("need"))];
  const differing = files.flatMap((file, index): Differing[] => {
    const item = items[index]!;
    const place = isNew.get(item.token) ?? places.get(item.token);
    return place === undefined ? [] : [{ file, item, place, isNew: isNew.has(item.token) }];
  });
  const short = differing.filter(({ file }) => sizeOf(file) <= MAX_INLINE_BYTES);
  // A file that is to be validated is one by itself.
  const together = options.validate === undefined ? short.filter(({ isNew }) => isNew) : [];
  for (const batch of batches(together, SCRIPT_BYTES)) await makeBatch(batch, options, task);
  const others = short.filter((each) => !together.includes(each));
  for (const batch of batches(others, SCRIPT_BYTES)) await installBatch(batch, options, task);
  const long = differing.filter(({ file }) => sizeOf(file) > MAX_INLINE_BYTES);
  const joined = long.filter(({ file }) => canBeJoined(file));
  for (const batch of batches(joined, STREAM_BYTES)) await installJoined(batch, options, task);
  for (const { file } of long) if (!canBeJoined(file)) await install(file, options, task);
  return report.changed;
}

/** The length of a UUID. */
const TOKEN_LENGTH = 36;

/** Places by the tokens that they end with. */
function tokens(places: readonly string[]): Map<string, string> {
  return new Map(places.map((place) => [place.slice(-TOKEN_LENGTH), place]));
}

function canBeJoined({ source }: TreeFile): boolean {
  return "path" in source && source.size <= MAX_JOINED_BYTES;
}

function sizeOf({ source }: TreeFile): number {
  return "bytes" in source ? source.bytes.length : source.size;
}

function batches(files: readonly Differing[], limit: number): Differing[][] {
  const result: Differing[][] = [];
  let bytes = Infinity;
  for (const each of files) {
    // The names count, too: they are the arguments of programs.
    const size = each.file.dest.length + sizeOf(each.file);
    if (bytes + size > limit) {
      result.push([]);
      bytes = 0;
    }
    bytes += size;
    result.at(-1)!.push(each);
  }
  return result;
}

async function installBatch(
  files: readonly Differing[],
  options: InstallOptions,
  task: Task,
): Promise<void> {
  const items = await Promise.all(files.map(async ({ file }) => {
    const bytes = await bytesOf(file.source, task);
    return installItem(file, bytes === undefined ? file.source : { bytes });
  }));
  readReport(await task.script(installScript(items, options)));
}

/** Makes files that are not there yet. */
async function makeBatch(
  files: readonly Differing[],
  options: InstallOptions,
  task: Task,
): Promise<void> {
  const made = await Promise.all(files.map(async ({ file: { dest, source } }) => {
    const at = dest.lastIndexOf("/");
    const bytes = await bytesOf(source, task);
    if (bytes === undefined) throw new TaskFailure(`The source of ${dest} is no file any more`);
    return { directory: dest.slice(0, at), name: dest.slice(at + 1), bytes };
  }));
  const directories = Map.groupBy(made, ({ directory }) => directory);
  readReport(await task.script(newFilesScript(directories, options)));
}

/** What a short file holds. */
async function bytesOf(source: Source, task: Task): Promise<Uint8Array | undefined> {
  return "bytes" in source ? source.bytes : (await task.readFile(source.path)).data;
}

/** Sends files one behind the other, and puts each in its place. */
async function installJoined(
  files: readonly Differing[],
  options: InstallOptions,
  task: Task,
): Promise<void> {
  const [first] = files;
  const stream = first!.place.slice(0, -TOKEN_LENGTH) + crypto.randomUUID();
  const sources = files.flatMap(({ file: { source } }) => "path" in source ? [source.path] : []);
  await send({ sources }, { place: stream, path: first!.file.dest }, task);
  const joined = files.map(({ file, item, place }) => ({ item, place, size: sizeOf(file) }));
  readReport(await task.script(joinedFilesScript(stream, joined, options)));
}
