/**
 * What `--diff` shows, in the form that Ansible gives it.
 *
 * @module
 */
import type { Diff, Value } from "@shep/sdk";
import { shownMode } from "./mode.ts";

/** Fields of a file, by Ansible's names. */
export type Fields = Readonly<Record<string, Value>>;

/** Before and after of a file's fields, as JSON with sorted names. */
export function fieldDiff(before: Fields, after: Fields): Diff {
  return { before: formatFields(before), after: formatFields(after) };
}

function formatFields(fields: Fields): string {
  return `${JSON.stringify(sorted(fields), null, 4)}\n`;
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, sorted(item)]),
  );
}

/** How an attribute is shown in a diff: ids are numbers, a mode is octal. */
export function shownAttribute(name: string, value: string): Value {
  if (name === "mode") return shownMode(Number(value));
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Text beyond this many bytes is not shown. */
export const MAX_DIFF_BYTES = 104_448;

/** Before and after of a file's content; notes in place of what cannot be shown. */
export function contentDiff(
  before: { readonly header?: string; readonly bytes: Uint8Array | "too large" },
  after: { readonly header?: string; readonly bytes: Uint8Array | "too large" },
): Diff {
  const notes = [note("destination", before.bytes), note("source", after.bytes)].join("");
  return {
    ...(before.header === undefined ? {} : { beforeHeader: before.header }),
    ...(after.header === undefined ? {} : { afterHeader: after.header }),
    ...(notes === ""
      ? { before: decode(before.bytes), after: decode(after.bytes) }
      : { prepared: notes }),
  };
}

function note(which: string, bytes: Uint8Array | "too large"): string {
  if (bytes === "too large" || bytes.length > MAX_DIFF_BYTES) {
    return `diff skipped: ${which} file size is greater than ${MAX_DIFF_BYTES}\n`;
  }
  return bytes.includes(0) ? `diff skipped: ${which} file appears to be binary\n` : "";
}

function decode(bytes: Uint8Array | "too large"): string {
  return bytes === "too large" ? "" : new TextDecoder().decode(bytes);
}
