/**
 * What of a result is worth a reader's time, and how it is laid out.
 *
 * @module
 */
import type { Key, Value } from "@shep/sdk/value";
import type { ResultInfo } from "../host_api.ts";
import { escapeControls, escapeLine } from "../terminal/escape.ts";
import { renderDiagnosticDetails } from "./diagnostic.ts";
import { renderEntries } from "./value.ts";

/** What a failure is explained with first, in this order. */
const LEADING: readonly Key[] = ["rc", "stdout", "stderr"];

/** Known from the line above, or twice in the result. */
const REPEATED: ReadonlySet<Key> = new Set([
  "ansible_loop",
  "ansible_loop_var",
  "deprecations",
  "diff",
  "failed",
  "item",
  "results",
  "skipped",
  "stderr_lines",
  "stdout_lines",
  "unreachable",
  "warnings",
]);

/** Of no use to find out what went wrong. */
const INCIDENTAL: ReadonlySet<Key> = new Set([
  "ansible_facts",
  "attempts",
  "changed",
  "delta",
  "end",
  "failed_when_result",
  "start",
]);

/** Shown with `-vvv` only. */
const INTERNAL: ReadonlySet<Key> = new Set(["exception", "invocation"]);

const HIDDEN = "The result is hidden because of 'no_log: true'.";

/** A text for the end of a line, and lines below it. */
export interface ResultText {
  readonly headline: string;
  readonly body: readonly string[];
}

/**
 * Why it failed: the message, then what the command left behind, then the place in the playbook.
 * A message of one line is the headline.
 */
export function renderFailure(result: ResultInfo, verbosity: number): ResultText {
  if (result.isCensored) return { headline: HIDDEN, body: [] };
  const { values, diagnostic } = result;
  const message = messageOf(result);
  const details = diagnostic === undefined
    ? []
    : renderDiagnosticDetails(withoutRepetition(diagnostic, message));
  const shown = verbosity > 0
    ? visible(values, verbosity)
    : new Map([...visible(values, verbosity)].filter(isTelling));
  shown.delete("msg");
  const body = [...renderEntries(leadingFirst(shown)), ...details];
  return message.includes("\n")
    ? { headline: "", body: [...escapeControls(message).replace(/\n+$/, "").split("\n"), ...body] }
    : { headline: escapeLine(message), body };
}

/** What a task returned, for `-v`. */
export function renderResult(result: ResultInfo, verbosity: number): readonly string[] {
  return result.isCensored ? [HIDDEN] : renderEntries(visible(result.values, verbosity));
}

/** What `debug` was told to show. */
export function renderDebug(result: ResultInfo): readonly string[] {
  if (result.isCensored) return [HIDDEN];
  const shown = visible(result.values, 0);
  for (const key of INCIDENTAL) shown.delete(key);
  return renderEntries(shown);
}

function messageOf({ values, diagnostic }: ResultInfo): string {
  const message = values.get("msg");
  if (typeof message === "string" && message !== "") return message;
  if (message !== undefined && message !== null && message !== "") {
    return renderEntries(new Map([["msg", message]])).join("\n");
  }
  return diagnostic?.summary ?? "";
}

/** Without what the message says already. */
function withoutRepetition(
  diagnostic: NonNullable<ResultInfo["diagnostic"]>,
  message: string,
): NonNullable<ResultInfo["diagnostic"]> {
  const { summary, detail = "", ...place } = diagnostic;
  const more = [summary, detail].filter((text) => text !== "" && !message.includes(text));
  return { ...place, summary, ...(more.length > 0 && { detail: more.join("\n") }) };
}

function visible(values: ReadonlyMap<Key, Value>, verbosity: number): Map<Key, Value> {
  const entries = [...values].filter(([key]) =>
    !REPEATED.has(key) && (verbosity >= 3 || !INTERNAL.has(key)) &&
    !(typeof key === "string" && key.startsWith("_ansible_"))
  );
  return new Map(entries.map(([key, value]) => [key, key === "cmd" ? commandLine(value) : value]));
}

function isTelling([key, value]: [Key, Value]): boolean {
  return !INCIDENTAL.has(key) && value !== "" && value !== null;
}

function leadingFirst(values: ReadonlyMap<Key, Value>): Map<Key, Value> {
  const leading = LEADING.filter((key) => values.has(key));
  const rest = [...values.keys()].filter((key) => !LEADING.includes(key));
  return new Map([...leading, ...rest].map((key) => [key, values.get(key)!]));
}

/** A list of words as one would type it. */
function commandLine(value: Value): Value {
  if (!Array.isArray(value) || !value.every((word) => typeof word === "string")) return value;
  return value.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
  ).join(" ");
}
