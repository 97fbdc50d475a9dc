/**
 * POSIX paths: of targets, of the controller, of playbooks. They behave as those of Node's
 * `path.posix`, but that {@linkcode dirname} leaves no doubled slash at the end; loading that
 * would cost each process of a run 7 ms of CPU, where Deno itself starts in 16.
 *
 * @see https://nodejs.org/api/path.html
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { basename, join } from "@shep/sdk/path";
 *
 * assert.equal(join("/etc", "../srv/app.conf"), "/srv/app.conf");
 * assert.equal(basename("/srv/app.conf"), "app.conf");
 * ```
 *
 * @module
 */

/** Whether a path begins at the root. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}

/** A path without `.`, without `..` behind a name, and without doubled slashes. */
export function normalize(path: string): string {
  if (path === "") return ".";
  const isRooted = isAbsolute(path);
  const kept: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") kept.push(name);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isRooted) kept.push(name);
  }
  const names = kept.join("/");
  const end = path.endsWith("/") && names !== "" ? "/" : "";
  if (isRooted) return `/${names}${end}`;
  return names === "" ? path.endsWith("/") ? "./" : "." : names + end;
}

/** Parts put together with slashes, and normalized. */
export function join(...parts: readonly string[]): string {
  return normalize(parts.filter((part) => part !== "").join("/"));
}

/** An absolute path: each part is seen from those before it, the first from where the process is. */
export function resolve(...parts: readonly string[]): string {
  const start = parts.findLastIndex(isAbsolute);
  const seen = start === -1 ? [Deno.cwd(), ...parts] : parts.slice(start);
  const path = join(...seen);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** What leads from one folder to a path; both absolute. */
export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => resolve(path).split("/").filter((name) => name));
  const shared = start!.findIndex((name, at) => name !== end![at]);
  const common = shared === -1 ? start!.length : shared;
  return [...start!.slice(common).map(() => ".."), ...end!.slice(common)].join("/");
}

/** The folder that a path lies in. */
export function dirname(path: string): string {
  const trimmed = withoutEnd(path);
  const end = trimmed.lastIndexOf("/");
  if (end === -1) return isAbsolute(path) ? "/" : ".";
  return withoutEnd(trimmed.slice(0, end)) || "/";
}

/** The last part of a path. */
export function basename(path: string): string {
  const trimmed = withoutEnd(path);
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** What follows the last dot of the last part, dot included; nothing if the part begins with it. */
export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 || name === ".." ? "" : name.slice(dot);
}

/** Whether a path is a folder or lies in it; both without `.` and `..`. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path of a `file:` URL. */
export function fromFileUrl(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}

/** The `file:` URL of an absolute path. */
export function toFileUrl(path: string): string {
  return `file://${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** A path without the slashes at its end; nothing is left of the root. */
function withoutEnd(path: string): string {
  return path.replace(/\/+$/, "");
}
