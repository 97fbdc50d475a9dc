/**
 * Filters on file names. They only look at the text, never at a file system.
 *
 * @module
 */

import { type Filter, table, takes, type Test } from "../call.ts";
import { typeError } from "../errors.ts";
import { iterate } from "../values/sequence.ts";
import { text } from "../values/text.ts";
import { Tuple } from "../values/types.ts";

/** The part after the last slash. */
function basename(value: unknown): string {
  const path = text(value);
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The part before the last slash. */
function dirname(value: unknown): string {
  const path = text(value);
  const head = path.slice(0, path.lastIndexOf("/") + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, "");
}

function splitExtension(value: unknown): Tuple {
  const path = text(value);
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  const hasExtension = dot > 0 && !/^\.*$/.test(name.slice(0, dot));
  const length = hasExtension ? path.length - (name.length - dot) : path.length;
  return Tuple.of(path.slice(0, length), path.slice(length));
}

/** `os.path.join`: an absolute part begins anew. */
function join(value: unknown): string {
  const parts = typeof value === "string" ? [value] : iterate(value).map(text);
  return parts.reduce((path, part) => {
    if (part.startsWith("/")) return part;
    return path === "" || path.endsWith("/") ? path + part : `${path}/${part}`;
  }, "");
}

/** `os.path.normpath` */
export function normalize(value: unknown): string {
  const path = text(value);
  const root = /^\/\/(?!\/)/.test(path) ? "//" : path.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (root === "") parts.push(part);
  }
  return root + parts.join("/") || ".";
}

/** `os.path.relpath`, for paths that are both absolute or both relative. */
function relative(value: unknown, start: unknown): string {
  const path = normalize(value);
  const from = normalize(start);
  if (path.startsWith("/") !== from.startsWith("/")) {
    throw typeError("relpath of an absolute and a relative path is not supported yet");
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const base = from.split("/").filter((part) => part !== "" && part !== ".");
  let common = 0;
  while (common < base.length && parts[common] === base[common]) common++;
  const up = base.slice(common).map(() => "..");
  return [...up, ...parts.slice(common)].join("/") || ".";
}

function commonPath(value: unknown): string {
  const paths = iterate(value).map((path) => text(path).split("/"));
  const [first = []] = paths;
  let common = 0;
  while (common < first.length && paths.every((path) => path[common] === first[common])) common++;
  return first.slice(0, common).join("/") || (first[0] === "" ? "/" : "");
}

function windowsBasename(value: unknown): string {
  return text(value).replace(/^[a-zA-Z]:/, "").replace(/^.*[\\/]/s, "");
}

function windowsDirname(value: unknown): string {
  const [drive, rest] = windowsSplitDrive(value) as [string, string];
  const head = rest.slice(0, Math.max(rest.lastIndexOf("\\"), rest.lastIndexOf("/")) + 1);
  return drive + (head.replace(/[\\/]+$/, "") || head);
}

function windowsSplitDrive(value: unknown): Tuple {
  const [, drive = "", rest = ""] =
    /^([a-zA-Z]:|[\\/]{2}[^\\/]+[\\/][^\\/]+)?(.*)$/s.exec(text(value)) ?? [];
  return Tuple.of(drive, rest);
}

/** Filters on file names, by name. */
export const PATH_FILTERS: ReadonlyMap<string, Filter> = table({
  basename: takes([], basename),
  commonpath: takes([], commonPath),
  dirname: takes([], dirname),
  normpath: takes([], normalize),
  path_join: takes([], join),
  relpath: takes(["start"], relative),
  splitext: takes([], splitExtension),
  win_basename: takes([], windowsBasename),
  win_dirname: takes([], windowsDirname),
  win_splitdrive: takes([], windowsSplitDrive),
});

/** Tests of file names, by name. */
export const PATH_TESTS: ReadonlyMap<string, Test> = table({
  abs: takes([], (value) => text(value).startsWith("/")),
  is_abs: takes([], (value) => text(value).startsWith("/")),
});
