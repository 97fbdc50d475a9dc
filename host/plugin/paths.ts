/**
 * The few operations on POSIX paths that are needed here.
 *
 * `node:path` would load 10 ms of modules into every start of the command line.
 *
 * @module
 */

/** The folder that a path lies in. */
export function dirname(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path of a `file:` URL. */
export function fromFileUrl(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}

/** The `file:` URL of an absolute path. */
export function toFileUrl(path: string): string {
  return `file://${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** Whether a path is a folder or lies in it; both without `.` and `..`. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
