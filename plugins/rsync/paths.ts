/**
 * Paths of the controller.
 *
 * @module
 */
import { isAbsolute, join } from "node:path";
import type { Task } from "@shep/sdk";

/** Whether a path is served by a daemon of rsync's own, which rsync reaches by itself. */
export function isDaemon(path: string): boolean {
  return /^(?:rsync:\/\/|[^/]+::)/.test(path);
}

/**
 * The absolute path: of a relative one, that in `files`, or beside the playbook. A slash at its end
 * is part of what is meant.
 */
export async function controllerPath(path: string, task: Task): Promise<string> {
  const absolute = path.replace(/^~(?=\/|$)/, () => Deno.env.get("HOME") ?? "~");
  if (isDaemon(absolute) || isAbsolute(absolute)) return absolute;
  const found = await task.statFile(absolute, { search: "files", encrypted: true });
  const place = found.kind === "missing"
    ? join((await task.statFile("")).path, absolute)
    : found.path;
  return absolute.endsWith("/") && !place.endsWith("/") ? `${place}/` : place;
}
