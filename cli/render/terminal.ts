/**
 * The output for people: Ansible's, with results laid out to be read.
 *
 * @module
 */
import type { Diagnostic, LogLevel } from "@shep/sdk";
import type { Value } from "@shep/sdk/value";
import type { HostStats, ResultInfo, RunEvent, TaskInfo } from "../host_api.ts";
import { escapeLine } from "../terminal/escape.ts";
import { type Paint, plain, type Style } from "../terminal/style.ts";
import { displayWidth } from "../terminal/width.ts";
import { renderDiagnostic } from "./diagnostic.ts";
import { renderDiff } from "./diff.ts";
import { renderInline } from "./inline.ts";
import { renderRecapLine } from "./recap.ts";
import type { Chunk, Renderer } from "./renderer.ts";
import { renderDebug, renderFailure, renderResult } from "./result.ts";

/** How the text is to look. */
export interface TerminalOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** 0 to 6: how many `-v` there were. */
  readonly verbosity: number;
  /** Results that are not shown; a task all of whose results are such is not shown either. */
  readonly hidden?: readonly ResultInfo["status"][];
  /** Whether what `set_stats` gathered is shown. */
  readonly showsCustomStats?: boolean;
  /** What is written to stdout is painted by this. */
  readonly paint: Paint;
  /** What is written to stderr is painted by this. */
  readonly paintErrors: Paint;
}

type FinishedEvent = Extract<RunEvent, { type: "task-finished" | "item-finished" }>;
type TaskFinishedEvent = Extract<RunEvent, { type: "task-finished" }>;
type RetryingEvent = Extract<RunEvent, { type: "retrying" }>;

/** 80 columns without colours, as Ansible writes into a pipe. */
export const PLAIN_OPTIONS: TerminalOptions = {
  width: 80,
  verbosity: 0,
  paint: plain,
  paintErrors: plain,
};

/** From which `-v` on a plugin's messages are shown. */
const LOG_VERBOSITY: Readonly<Record<LogLevel, number>> = {
  error: 0,
  warning: 0,
  info: 3,
  debug: 4,
  trace: 5,
};

/** The strategies under which hosts do not wait for each other. */
const APART: readonly string[] = ["free", "host_pinned"];

const STATUS_WORDS: Readonly<Record<ResultInfo["status"], string>> = {
  ok: "ok",
  changed: "changed",
  skipped: "skipping",
  failed: "fatal",
  unreachable: "fatal",
};

/** Renders events for a terminal. */
export class TerminalRenderer implements Renderer {
  readonly #options: TerminalOptions;
  /** The task whose header was printed last. */
  #headed: number | undefined;
  /** Whether tasks of several hosts interleave: then a header waits for a result. */
  #isMixed = false;
  /** The loops at work, by task and host, and whether one of their items failed. */
  readonly #loops = new Map<string, boolean>();
  readonly #warned = new Set<string>();

  constructor(options: TerminalOptions = PLAIN_OPTIONS) {
    this.#options = options;
  }

  /** @inheritdoc */
  render(event: RunEvent): readonly Chunk[] {
    switch (event.type) {
      case "play-started":
        this.#headed = undefined;
        this.#isMixed = APART.includes(event.play.strategy);
        return this.#out(this.#header(`PLAY [${event.play.name}]`));
      case "no-hosts-matched":
        return this.#out([this.#options.paint("skipped", "skipping: no hosts matched")]);
      case "no-hosts-left":
        return this.#out(this.#header("NO MORE HOSTS LEFT"));
      case "task-started":
        return this.#isMixed || this.#hidden.length > 0
          ? []
          : this.#out(this.#taskHeader(event.task));
      case "item-finished":
      case "task-finished":
        return this.#finished(event);
      case "included":
        return this.#out(this.#included(event));
      case "retrying":
        return this.#out([...this.#headerIfNew(event.task), ...this.#retrying(event)]);
      case "handler-notified":
        return this.#verbose(2, `NOTIFIED HANDLER ${event.handler} for ${event.host}`);
      case "playbook-started":
        return this.#options.verbosity < 2
          ? []
          : this.#out(this.#header(`PLAYBOOK: ${event.file}`));
      case "warning":
        return this.#warning(renderDiagnostic(event.warning));
      case "log":
        return this.#log(event.plugin, event.level, event.text);
      case "recap":
        return this.#out(this.#recap(event.hosts));
      case "retry-file":
        return this.#out([`\tto retry, use: --limit @${escapeLine(event.file)}`]);
      case "custom-stats":
        return this.#options.showsCustomStats ? this.#out(this.#customStats(event)) : [];
      case "run-started":
      case "run-finished":
        return [];
    }
  }

  /** @inheritdoc */
  fail(error: Diagnostic): readonly Chunk[] {
    const [summary = "", ...details] = renderDiagnostic(error);
    const headline = this.#options.paintErrors("failed", `ERROR! ${summary}`);
    return chunk("stderr", [headline, ...details]);
  }

  /** What is said after the first Ctrl-C. */
  interrupted(waitingFor: string): readonly Chunk[] {
    const text = `Interrupted: waiting for ${waitingFor}. Ctrl-C again ends at once.`;
    return chunk("stderr", ["", this.#options.paintErrors("warning", escapeLine(text))]);
  }

  get #hidden(): readonly ResultInfo["status"][] {
    return this.#options.hidden ?? [];
  }

  /** A line that stars fill up to the terminal's width, after an empty one. */
  #header(title: string): string[] {
    const text = escapeLine(title);
    const stars = Math.max(3, this.#options.width - 1 - displayWidth(text));
    return ["", `${text} ${"*".repeat(stars)}`];
  }

  #taskHeader(task: TaskInfo): string[] {
    this.#headed = task.id;
    const lines = this.#header(`${task.isHandler ? "RUNNING HANDLER" : "TASK"} [${task.name}]`);
    if (this.#options.verbosity < 2) return lines;
    const { file, line } = task.position;
    return [...lines, this.#options.paint("verbose", `task path: ${file}:${line}`)];
  }

  /** Where tasks of several hosts interleave, each result stands under its own task's header. */
  #headerIfNew(task: TaskInfo): string[] {
    return this.#headed === task.id ? [] : this.#taskHeader(task);
  }

  /** A role that is included says nothing but its tasks. */
  #included(event: Extract<RunEvent, { type: "included" }>): string[] {
    if (event.kind === "role") return [];
    const item = event.item === undefined ? "" : ` => (item=${renderInline(event.item)})`;
    const line = escapeLine(`included: ${event.name} for ${event.hosts.join(", ")}`) + item;
    return [...this.#headerIfNew(event.task), this.#options.paint("ok", line)];
  }

  #finished(event: FinishedEvent): readonly Chunk[] {
    if (isInclude(event.task) && event.result.status === "ok") return this.#endOfLoop(event);
    const warnings = event.result.warnings.flatMap((text) => this.#warning(text.split("\n")));
    const told = event.type === "item-finished" ? this.#item(event) : this.#task(event);
    const lines = this.#hidden.includes(event.result.status) ? [] : told;
    const header = lines.length > 0 ? this.#headerIfNew(event.task) : [];
    return [...this.#out(header), ...warnings, ...this.#out(lines)];
  }

  #item(event: Extract<RunEvent, { type: "item-finished" }>): string[] {
    const loop = `${event.task.id} ${event.host}`;
    this.#loops.set(loop, this.#loops.get(loop) === true || isFailure(event.result));
    return [...this.#diffs(event.result), ...this.#status(event, event.item)];
  }

  /** Includes that succeed show what they bring. */
  #endOfLoop({ type, task, host }: FinishedEvent): readonly Chunk[] {
    if (type === "task-finished") this.#loops.delete(`${task.id} ${host}`);
    return [];
  }

  #task(event: TaskFinishedEvent): string[] {
    const loop = `${event.task.id} ${event.host}`;
    const hadFailedItem = this.#loops.get(loop);
    this.#loops.delete(loop);
    const isFailed = isFailure(event.result);
    const ignoring = isFailed && event.isIgnored
      ? [this.#options.paint("skipped", "...ignoring")]
      : [];
    if (hadFailedItem === undefined) {
      return [...this.#diffs(event.result), ...this.#status(event), ...ignoring];
    }
    // A loop was reported item by item; its sum says nothing new unless it ended in another way.
    const isNew = event.result.status === "skipped" || (isFailed && !hadFailedItem);
    return [...(isNew ? this.#status(event) : []), ...ignoring];
  }

  #diffs(result: ResultInfo): string[] {
    return result.diffs.flatMap((diff) => {
      const lines = renderDiff(diff, this.#options.paint);
      // As under Ansible, a finished text is shown as it is.
      return lines.length === 0 || diff.prepared !== undefined ? lines : [...lines, ""];
    });
  }

  /** `changed: [web1]`, with what belongs behind and below it. */
  #status(event: FinishedEvent, item?: Value): string[] {
    const { result, task } = event;
    const { verbosity, paint } = this.#options;
    const host = escapeLine(
      event.delegatedTo === undefined ? event.host : `${event.host} -> ${event.delegatedTo}`,
    );
    const label = item === undefined ? undefined : `(item=${renderInline(item)})`;
    if (isFailure(result)) {
      const { headline, body } = renderFailure(result, verbosity);
      const word = result.status === "unreachable" ? "UNREACHABLE!" : "FAILED!";
      const start = label === undefined
        ? `fatal: [${host}]: ${word} =>`
        : `failed: [${host}] ${label} =>`;
      return this.#block(result.status, headline === "" ? start : `${start} ${headline}`, body);
    }
    const start = `${STATUS_WORDS[result.status]}: [${host}]${label ? ` => ${label}` : ""}`;
    const body = isDebug(task) && result.status !== "skipped"
      ? renderDebug(result)
      : verbosity > 0
      ? renderResult(result, verbosity)
      : [];
    if (body.length === 0) return [paint(result.status, start)];
    return this.#block(result.status, `${start} =>`, body);
  }

  #block(status: ResultInfo["status"], start: string, body: readonly string[]): string[] {
    const indented = body.map((line) => line === "" ? "" : `    ${line}`);
    return [start, ...indented].map((line) => this.#options.paint(status, line));
  }

  #retrying(event: RetryingEvent): string[] {
    const { paint, verbosity } = this.#options;
    const start =
      `FAILED - RETRYING: [${event.host}]: ${event.task.name} (${event.retriesLeft} retries left).`;
    const body = verbosity < 2 ? [] : renderResult(event.result, verbosity);
    return [escapeLine(start), ...body.map((line) => `    ${line}`)]
      .map((line) => paint("retry", line));
  }

  #recap(hosts: ReadonlyMap<string, HostStats>): string[] {
    const lines = [...hosts].map(([host, stats]) =>
      renderRecapLine(host, stats, this.#options.paint)
    );
    return [...this.#header("PLAY RECAP"), ...lines, ""];
  }

  #customStats({ run, hosts }: Extract<RunEvent, { type: "custom-stats" }>): string[] {
    const lines = Array.from(hosts, ([host, stats]) => `\t${host}: ${renderInline(stats)}`);
    if (run.size > 0) lines.push(`\tRUN: ${renderInline(run)}`);
    return [...this.#header("CUSTOM STATS:"), ...lines, ""];
  }

  /** Each warning is given once, however many hosts it comes from. */
  #warning([summary = "", ...details]: readonly string[]): Chunk[] {
    const lines = [`[WARNING]: ${summary}`, ...details.map((line) => `    ${line}`)];
    const text = lines.join("\n");
    if (this.#warned.has(text)) return [];
    this.#warned.add(text);
    return chunk("stderr", lines.map((line) => this.#options.paintErrors("warning", line)));
  }

  #log(plugin: string, level: LogLevel, text: string): readonly Chunk[] {
    if (this.#options.verbosity < LOG_VERBOSITY[level]) return [];
    const style: Style = level === "error" ? "failed" : level === "warning" ? "warning" : "verbose";
    const line = escapeLine(`${plugin}: ${level}: ${text}`);
    return chunk("stderr", [this.#options.paintErrors(style, line)]);
  }

  #verbose(verbosity: number, text: string): readonly Chunk[] {
    if (this.#options.verbosity < verbosity) return [];
    return this.#out([this.#options.paint("verbose", escapeLine(text))]);
  }

  #out(lines: readonly string[]): Chunk[] {
    return chunk("stdout", lines);
  }
}

function chunk(stream: Chunk["stream"], lines: readonly string[]): Chunk[] {
  return lines.length === 0 ? [] : [{ stream, text: lines.join("\n") + "\n" }];
}

function isFailure(result: ResultInfo): boolean {
  return result.status === "failed" || result.status === "unreachable";
}

function isDebug(task: TaskInfo): boolean {
  return /^(ansible\.(builtin|legacy)\.)?debug$/.test(task.action);
}

function isInclude(task: TaskInfo): boolean {
  return /^(ansible\.(builtin|legacy)\.)?include_(tasks|role)$/.test(task.action);
}
