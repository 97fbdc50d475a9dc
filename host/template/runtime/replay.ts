/**
 * Asynchronous work in a synchronous evaluator: stop, wait, and evaluate again.
 *
 * @module
 */

/** Thrown by evaluation to say: call me again when this promise has settled. */
export class Pending {
  /** What is waited for. */
  readonly promise: Promise<unknown>;

  /** Waits for `promise`. */
  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }
}

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** Where calls stand: a text, and the context that renders it. */
interface Unit {
  readonly context: object;
  readonly text: object;
}

/**
 * The answers asynchronous calls have given, in the order of the calls.
 *
 * Every text has, in each context, a list of its own: a variable that was rendered in an earlier
 * attempt is not rendered again, and must not leave its answers to its neighbours.
 */
export class Replay {
  readonly #answers = new Map<object, Map<object, Answer[]>>();
  #unit: Unit = { context: this, text: this };
  #next = 0;

  /** Begins an attempt: the calls outside of all texts start over. */
  restart(): void {
    this.#unit = { context: this, text: this };
    this.#next = 0;
  }

  /** Begins the calls of a text; the result returns to the calls of the text before. */
  enter(context: object, text: object): () => void {
    const [outer, next] = [this.#unit, this.#next];
    [this.#unit, this.#next] = [{ context, text }, 0];
    return () => {
      [this.#unit, this.#next] = [outer, next];
    };
  }

  /** The answer to the next call, or {@linkcode Pending} thrown when there is none yet. */
  ask<T>(start: () => Promise<T>): T {
    const answers = this.#answersOf(this.#unit);
    const answer = answers[this.#next++];
    if (answer === undefined) throw new Pending(this.#record(answers, start()));
    if ("error" in answer) throw answer.error;
    return answer.value as T;
  }

  #answersOf({ context, text }: Unit): Answer[] {
    const ofContext = this.#answers.get(context) ?? new Map<object, Answer[]>();
    this.#answers.set(context, ofContext);
    const known = ofContext.get(text) ?? [];
    ofContext.set(text, known);
    return known;
  }

  async #record(answers: Answer[], promise: Promise<unknown>): Promise<void> {
    try {
      answers.push({ value: await promise });
    } catch (error) {
      answers.push({ error });
    }
  }
}

/** The replay of the work that is being settled; contexts share it with their environment. */
export class Settling {
  /** Nothing outside of `settle`. */
  replay: Replay | undefined;

  /** What `work` returns, done again and again until nothing is pending. */
  async settle<T>(work: () => T): Promise<T> {
    const replay = new Replay();
    for (;;) {
      try {
        return this.#attempt(replay, work);
      } catch (error) {
        if (!(error instanceof Pending)) throw error;
        await error.promise;
      }
    }
  }

  #attempt<T>(replay: Replay, work: () => T): T {
    const outer = this.replay;
    this.replay = replay;
    replay.restart();
    try {
      return work();
    } finally {
      this.replay = outer;
    }
  }
}
