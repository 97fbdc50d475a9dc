/**
 * The hosts of a play's batch: which have tasks before them, and which were lost.
 *
 * @module
 */

/** Why a host takes no further part in a run. */
export type Loss = "failed" | "unreachable";

/** The hosts that a play is carried out on together. */
export class Roster {
  /** All of the play, those of other batches and those that were lost earlier too. */
  readonly all: readonly string[];
  /** Those of this batch, lost ones too. */
  readonly batch: readonly string[];
  /** The hosts that take no further part in the run. */
  readonly #runLosses: Map<string, Loss>;
  readonly #active: Set<string>;
  /** Those that this batch lost; a host that was ended on purpose is not. */
  readonly #lost = new Set<string>();
  #isCutShort = false;
  #isPlayEnded = false;
  /** Made when they are asked for, and frozen: a thousand hosts may read them in each task. */
  #present: { readonly all: readonly string[]; readonly batch: readonly string[] } | undefined;

  #revision = 0;

  /** @param lost The hosts that take no further part in the run; it is kept up to date. */
  constructor(all: readonly string[], batch: readonly string[], lost: Map<string, Loss>) {
    this.all = Object.isFrozen(all) ? all : Object.freeze([...all]);
    this.batch = batch;
    this.#runLosses = lost;
    this.#active = new Set(batch.filter((host) => !lost.has(host)));
  }

  /** Those that still have tasks before them. */
  get active(): ReadonlySet<string> {
    return this.#active;
  }

  /** Whether a failure that is fatal for all hosts ended the play. */
  get isCutShort(): boolean {
    return this.#isCutShort;
  }

  /** Whether the play was ended on purpose: then no further batch has its turn. */
  get isPlayEnded(): boolean {
    return this.#isPlayEnded;
  }

  /** Whether this batch lost every host: then nothing further runs. */
  get isDeserted(): boolean {
    return this.#lost.size === this.batch.length;
  }

  /** How many hosts of this batch have failed, and were not rescued. */
  get failures(): number {
    return [...this.#lost].filter((host) => this.#runLosses.get(host) === "failed").length;
  }

  /** `ansible_play_batch`: those of the batch that take part. */
  get presentInBatch(): readonly string[] {
    return this.#presence().batch;
  }

  /** `ansible_play_hosts`: those of the play that take part. */
  get present(): readonly string[] {
    return this.#presence().all;
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision;
  }

  /** Why a host takes no further part, if so. */
  lossOf(host: string): Loss | undefined {
    return this.#runLosses.get(host);
  }

  /** A host takes no further part in the run, but for the `always` of blocks that it is in. */
  lose(host: string, why: Loss): void {
    if (this.#runLosses.has(host)) return;
    this.#note(host, why);
  }

  /** A failure is one of all hosts: they count as failed, even those that cannot be reached. */
  cutShort(hosts: Iterable<string>): void {
    this.#isCutShort = true;
    for (const host of hosts) this.#note(host, "failed");
  }

  /** Nothing more is done on hosts in this play. */
  retire(hosts: Iterable<string>): void {
    for (const host of hosts) {
      if (this.#active.delete(host)) this.#changed();
    }
  }

  /** Nothing more is done in this batch. */
  endBatch(): void {
    this.#active.clear();
    this.#changed();
  }

  /** Nothing more is done in this play. */
  endPlay(): void {
    this.#isPlayEnded = true;
    this.endBatch();
  }

  /** Hosts that were lost take part in the plays that follow. */
  forgive(): void {
    for (const host of this.all) {
      this.#runLosses.delete(host);
      this.#lost.delete(host);
    }
    this.#changed();
  }

  #note(host: string, why: Loss): void {
    this.#lost.add(host);
    this.#runLosses.set(host, why);
    this.#changed();
  }

  #changed(): void {
    this.#present = undefined;
    this.#revision++;
  }

  #presence(): { readonly all: readonly string[]; readonly batch: readonly string[] } {
    if (this.#present === undefined) {
      const inBatch = new Set(this.batch);
      const isPresent = (host: string): boolean =>
        !this.#runLosses.has(host) && (this.#active.has(host) || !inBatch.has(host));
      this.#present = {
        all: Object.freeze(this.all.filter(isPresent)),
        batch: Object.freeze(this.batch.filter(isPresent)),
      };
    }
    return this.#present;
  }
}
