/**
 * Files that change as a whole or not at all.
 *
 * @module
 */
import { basename, dirname, join } from "@shep/sdk/path";

/** Who may read a file that was not there before. */
const PRIVATE = 0o600;

/**
 * Puts content into a file: written beside it, and renamed over it. A file that is there keeps its
 * mode and its owner; a link stays a link; a new file is private.
 */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const target = await linkTarget(path);
  const before = await statIfThere(target);
  const beside = await Deno.makeTempFile({ dir: dirname(target), prefix: `.${basename(target)}.` });
  try {
    await writeDurably(beside, content);
    if (before?.uid != null && before.gid != null) await keepOwner(beside, before.uid, before.gid);
    // Last: a change of owner takes special bits away.
    await Deno.chmod(beside, (before?.mode ?? PRIVATE) & 0o7777);
    await Deno.rename(beside, target);
  } catch (error) {
    await Deno.remove(beside);
    throw error;
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, truncate: true });
  let rest = content;
  while (rest.length > 0) rest = rest.subarray(await file.write(rest));
  await file.sync();
}

/** Only root may give files away; whoever may not owns the new file as they would own a copy. */
async function keepOwner(path: string, uid: number, gid: number): Promise<void> {
  const now = await Deno.stat(path);
  if (now.uid === uid && now.gid === gid) return;
  try {
    await Deno.chown(path, uid, gid);
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
  }
}

async function linkTarget(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return join(await Deno.realPath(dirname(path)), basename(path));
  }
}

async function statIfThere(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
