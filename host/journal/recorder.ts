/**
 * Writes a run down as it happens: a reader of its events.
 *
 * @module
 */
import { type Diagnostic, jsonText, toValue } from "@shep/sdk";
import { after, type Cancel, sleep } from "@shep/sdk/timer";
import type { RunEvent } from "../events.ts";
import { openJournal } from "./database.ts";
import type { JournalEntry, ResultEntry } from "./entries.ts";
import { Occurrences, placeOf } from "./occurrences.ts";
import type { RecordedRun } from "./recorded_run.ts";
import { keptValues } from "./kept_values.ts";
import { JournalWriter } from "./writer.ts";

/** How many entries are written together at most. */
const MOST = 128;

/** How long an entry waits for others while no task begins: each write costs as much as ten entries. */
const PATIENCE_MILLISECONDS = 50;

/**
 * How many turns of the microtask queue a task that begins is given to get on its way: most do in 8 to
 * 11. A timer took three times as long as the write that it put off.
 */
const TURNS = 20;

/** Where a recorder writes, and whom it tells that it cannot. */
export interface RecorderOptions {
  readonly file: string;
  /** The run that goes on; a new one if absent. */
  readonly run?: number;
  /** Counts on from what is not carried out again. */
  readonly occurrences?: Occurrences;
  readonly warn: (warning: Diagnostic) => void;
}

type TaskFinished = Extract<RunEvent, { type: "task-finished" }>;

/**
 * Records one run. What happens is written when the next task begins, all of it together, or in a
 * moment where none does: a crash loses no more than what was on its way. A task that was begun before
 * its turn was on its way before that could be written, and does not wait for it.
 */
export class Recorder {
  readonly #recorded: RecordedRun;
  /** The paths of the run's files; those that are found on the way are added by others. */
  readonly #files: ReadonlySet<string>;
  readonly #options: RecorderOptions;
  readonly #occurrences: Occurrences;
  /** Entries that are not written yet; none are kept once the journal failed. */
  #pending: JournalEntry[] | undefined = [];
  #opening: Promise<void> | undefined;
  #writer: JournalWriter | undefined;
  /** Whether a write is due as soon as the task that began is on its way. */
  #isNext = false;
  /** Takes back the write that is due at the latest. */
  #cancelLatest: Cancel | undefined;
  #exitCode: number | undefined;
  #recap = "{}";

  constructor(recorded: RecordedRun, files: ReadonlySet<string>, options: RecorderOptions) {
    this.#recorded = recorded;
    this.#files = files;
    this.#options = options;
    this.#occurrences = options.occurrences ?? new Occurrences();
  }

  /** Hears of everything. */
  listen(event: RunEvent): void {
    try {
      this.#listen(event);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #listen(event: RunEvent): void {
    switch (event.type) {
      case "play-started":
        return this.#add({ kind: "play", name: event.play.name });
      case "task-started":
        // The journal is opened while the host would wait for the first task anyway.
        this.#opening ??= this.#open();
        if (!event.isUnderWay) void this.#taskBegan();
        return;
      case "task-finished":
        return this.#add(this.#resultEntry(event));
      case "handler-notified":
        return this.#add({ kind: "notification", handler: event.handler, host: event.host });
      case "recap":
        this.#recap = jsonText(toValue(
          Object.fromEntries(Array.from(event.hosts, ([host, stats]) => [host, { ...stats }])),
        ));
        return;
      case "run-finished":
        this.#exitCode = event.exitCode;
    }
  }

  /** Writes what is left, and how it ended. */
  async close(): Promise<void> {
    await this.#opening;
    // A run that ended before its first task did nothing that could be told.
    if (!this.#writer) return;
    this.#cancelLatest?.();
    this.#flush();
    await this.#attempt(async (writer) => {
      await writer.addFiles(this.#files);
      writer.finish(this.#exitCode, this.#recap);
    });
    this.#writer?.close();
  }

  #resultEntry({ task, host, result, isIgnored, isRescued, ...event }: TaskFinished): ResultEntry {
    const place = placeOf(task.position);
    const { values, isWithheld } = keptValues(result);
    return {
      kind: "result",
      place,
      host,
      occurrence: this.#occurrences.ended(place, host),
      name: task.name,
      action: task.action,
      isHandler: task.isHandler,
      status: result.status,
      ...(isIgnored ? { handling: "ignored" } : isRescued ? { handling: "rescued" } : {}),
      isWithheld,
      ...(event.delegatedTo === undefined ? {} : { delegate: event.delegatedTo }),
      finished: Date.now(),
      duration: event.duration,
      values,
    };
  }

  #add(entry: JournalEntry): void {
    this.#pending?.push(entry);
    if (!this.#writer) return;
    if ((this.#pending?.length ?? 0) >= MOST) this.#flush();
    else this.#cancelLatest ??= after(PATIENCE_MILLISECONDS, () => this.#flushLatest());
  }

  /** Writes while the task is on its way: at once it would hold that up, by 4% of a short one. */
  async #taskBegan(): Promise<void> {
    if (!this.#writer || !this.#pending?.length || this.#isNext) return;
    this.#isNext = true;
    for (let turn = 0; turn < TURNS; turn++) await null;
    this.#isNext = false;
    this.#flush();
  }

  #flushLatest(): void {
    this.#cancelLatest = undefined;
    this.#flush();
  }

  async #open(): Promise<void> {
    await sleep(0);
    const { file, run } = this.#options;
    await this.#attempt(async () => {
      const writer = new JournalWriter(await openJournal(file), this.#recorded, run);
      this.#writer = writer;
      this.#flush();
      if (this.#writer) await writer.addFiles(this.#files);
    });
  }

  #flush(): void {
    const entries = this.#pending ?? [];
    if (!this.#writer || entries.length === 0) return;
    this.#pending = [];
    try {
      this.#writer.write(entries);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  async #attempt(work: (writer: JournalWriter) => Promise<void>): Promise<void> {
    try {
      await work(this.#writer!);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** A run is worth more than its journal. */
  #giveUp(error: unknown): void {
    this.#writer?.close();
    this.#writer = undefined;
    this.#pending = undefined;
    this.#options.warn({
      summary: "This run is not in the journal, and cannot be resumed",
      detail: error instanceof Error ? error.message : String(error),
      hint: "Make room for it, set XDG_STATE_HOME to another folder, or run with --no-journal",
    });
  }
}
