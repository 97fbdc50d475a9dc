/**
 * What happens in a run, as text that two engines can be compared by: no times, no places, no
 * messages that each words for itself.
 *
 * @module
 */

/** One event, as either engine tells it. */
export type Told =
  | { readonly event: "play" | "task" | "handler"; readonly name: string }
  | { readonly event: "no-hosts-matched" | "no-hosts-left" }
  | {
    readonly event: "included";
    /** Of the file, without its folder. */
    readonly name: string;
    readonly hosts: readonly string[];
    readonly item: unknown;
  }
  | ToldResult
  | { readonly event: "retry"; readonly host: string; readonly left: number }
  | {
    readonly event: "recap";
    readonly host: string;
    readonly counts: Readonly<Record<string, number>>;
  };

/** What became of a task on a host, or of one item of it. */
export interface ToldResult {
  readonly event: "result" | "item";
  readonly host: string;
  readonly status: string;
  /** The action's name, as it was written. */
  readonly action: string;
  readonly ignored: boolean;
  /** The label of an item. */
  readonly item: unknown;
  readonly delegated?: string | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The recap's counters, by both engines' names, in the order in which they are shown. */
const COUNTERS = ["ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored"];

/** Ansible's other names for counters. */
const OTHER_NAMES: Readonly<Record<string, string>> = { failed: "failures" };

/** What is not told of a run because it is chance. */
export interface TranscriptOptions {
  readonly byHost?: boolean;
  readonly anyRetries?: boolean;
}

/** What Ansible tells of once for each host, or once for each reason. */
const TOLD_TWICE = /^(TASK (.* : )?meta|NO MORE HOSTS LEFT)$/;

/**
 * The whole run as text.
 *
 * @param byHost Whether results are told host by host, whatever task they are of: for hosts that do
 * not wait for each other.
 * @param anyRetries Whether it is chance how often a task is tried.
 */
export function transcript(
  all: readonly Told[],
  exitCode: number,
  { byHost = false, anyRetries = false }: TranscriptOptions = {},
): string {
  const lines: string[] = [];
  const events = all.filter(isTold)
    .filter(({ event }) => !byHost || !["task", "handler", "included"].includes(event))
    .filter(({ event }) => !anyRetries || event !== "retry");
  for (let at = 0; at < events.length;) {
    const end = endOfResults(events, at);
    if (end === at) {
      const line = headline(events[at++]!);
      if (line !== lines.at(-1) || !TOLD_TWICE.test(line)) lines.push(line);
    } else {
      lines.push(...resultLines(events.slice(at, end)));
      at = end;
    }
  }
  return [...lines, `EXIT ${exitCode}`, ""].join("\n");
}

/** Of an include that succeeds what it brings is told, of `meta` nothing. */
function isTold(told: Told): boolean {
  if (!isResult(told) || !("action" in told)) return true;
  const action = shortName(told.action);
  return action !== "meta" && !(/^include(_tasks|_role)?$/.test(action) && told.status === "ok");
}

function shortName(action: string): string {
  return action.replace(/^ansible\.(builtin|legacy)\./, "");
}

/** Where the results that begin at `start` end: hosts finish in no order of their own. */
function endOfResults(events: readonly Told[], start: number): number {
  let end = start;
  while (end < events.length && isResult(events[end]!)) end++;
  return end;
}

function isResult({ event }: Told): boolean {
  return event === "result" || event === "item" || event === "retry";
}

function resultLines(events: readonly Told[]): string[] {
  const hostOf = (told: Told): string => "host" in told ? told.host : "";
  return events.toSorted((a, b) => compare(hostOf(a), hostOf(b))).map(resultLine);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headline(told: Told): string {
  switch (told.event) {
    case "play":
    case "task":
    case "handler":
      return `${told.event.toUpperCase()} ${told.name}`;
    case "included": {
      const item = told.item === null || told.item === undefined ? "" : ` [${text(told.item)}]`;
      return `INCLUDED ${told.name} for ${told.hosts.join(" ")}${item}`;
    }
    case "no-hosts-matched":
      return "NO HOSTS MATCHED";
    case "no-hosts-left":
      return "NO MORE HOSTS LEFT";
    case "recap":
      return `RECAP ${told.host} ${counts(told.counts)}`;
    default:
      throw new TypeError(`'${told.event}' is no headline`);
  }
}

function counts(given: Readonly<Record<string, number>>): string {
  return COUNTERS.map((name) => `${name}=${given[name] ?? given[OTHER_NAMES[name] ?? ""] ?? 0}`)
    .join(" ");
}

function resultLine(told: Told): string {
  if (told.event === "retry") return `  ${told.host} retrying, ${told.left} left`;
  if (told.event !== "result" && told.event !== "item") throw new TypeError("no result");
  const { host, event, status, ignored, item, delegated } = told;
  const words = [
    ` `,
    delegated ? `${host} -> ${delegated}` : host,
    ...(event === "item" ? [`[${isCensored(told) ? "(censored)" : text(item)}]`] : []),
    // Of hosts that cannot be reached Ansible does not tell whether that is ignored.
    ignored && status === "failed" ? `${status} (ignored)` : status,
  ];
  const shown = shownValue(told);
  return words.join(" ") + (shown === undefined ? "" : `: ${shown}`);
}

/** What the playbook's author chose to show; other values are each engine's own. */
function shownValue(told: ToldResult): string | undefined {
  const { action, status, values } = told;
  if (isCensored(told)) return "(censored)";
  if ("results" in values) return undefined;
  const name = shortName(action);
  if (status === "failed") {
    const isChosen = name === "fail" || name === "assert" && "evaluated_to" in values;
    return isChosen ? text(values["msg"]) : undefined;
  }
  if (name !== "debug" || status === "skipped") return undefined;
  const shown = Object.entries(values).filter(([key]) => !isOfResult(key)).sort(byKey);
  return shown.map(([key, value]) => key === "msg" ? text(value) : `${key} = ${text(value)}`)
    .join(", ");
}

function isCensored({ values }: ToldResult): boolean {
  return "censored" in values;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return compare(a, b);
}

/** What every result has, and a loop adds. */
function isOfResult(name: string): boolean {
  return name.startsWith("_ansible") || OF_RESULTS.includes(name);
}

const OF_RESULTS = ["changed", "failed", "ansible_loop_var", "ansible_index_var", "item"];

/** What differs from run to run, or is an engine's own. */
const VOLATILE = [
  // Ansible 2.14 does not have it.
  "false_condition",
  "start",
  "end",
  "delta",
  "invocation",
  "_ansible_no_log",
  "_ansible_item_label",
];

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, sortedKeys);
}

function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !VOLATILE.includes(key)).sort(byKey),
  );
}
