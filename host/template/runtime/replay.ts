/**
 * Asynchronous work in a synchronous evaluator: stop, wait, and evaluate again.
 *
 * @module
 */

/** Thrown by evaluation to say: call me again when this promise has settled. */
export class Pending {
  readonly promise: Promise<unknown>;

  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }
}

type Answer = { readonly value: unknown } | { readonly error: unknown };

/**
 * The answers asynchronous calls have given, in the order of the calls.
 *
 * Every template text has a list of its own: a variable that was rendered in an earlier attempt is
 * not rendered again, and must not leave its answers to its neighbours.
 */
export class Replay {
  readonly #answers = new Map<object, Answer[]>();
  #unit: object = this;
  #next = 0;

  /** Begins the calls of `unit`; the result returns to the calls of the unit before. */
  enter(unit: object): () => void {
    const [outer, next] = [this.#unit, this.#next];
    [this.#unit, this.#next] = [unit, 0];
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

  #answersOf(unit: object): Answer[] {
    const known = this.#answers.get(unit) ?? [];
    this.#answers.set(unit, known);
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

/** Evaluates again and again until nothing is pending. */
export async function replayed<T>(attempt: (replay: Replay) => T): Promise<T> {
  const replay = new Replay();
  for (;;) {
    try {
      const resume = replay.enter(replay);
      try {
        return attempt(replay);
      } finally {
        resume();
      }
    } catch (error) {
      if (!(error instanceof Pending)) throw error;
      await error.promise;
    }
  }
}
