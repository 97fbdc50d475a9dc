/**
 * Asynchronous work in a synchronous evaluator: stop, wait, and evaluate again.
 *
 * @module
 */

import { EvaluationError } from "../errors.ts";

/** Thrown by evaluation to say: call me again when this promise has settled. */
export class Pending {
  /** What is waited for. */
  readonly promise: Promise<unknown>;

  /** Waits for `promise`. */
  constructor(promise: Promise<unknown>) {
    this.promise = promise;
  }
}

/** Answers questions of asynchronous work. */
export interface Answers {
  /** The answer to a question, or {@linkcode Pending} thrown when there is none yet. */
  ask<T>(question: string, start: () => Promise<T>): T;
}

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** How many questions a piece of work may ask: one that asks something new each time never ends. */
const MOST_QUESTIONS = 10_000;

/**
 * The answers that asynchronous calls have given, by what was asked.
 *
 * They are not told by their order: a variable that was rendered in an earlier attempt is not
 * rendered again, and one of another host is, in a scope of its own each time. A question that is
 * asked twice in one attempt gets two answers: passwords differ.
 */
export class Replay implements Answers {
  readonly #answers = new Map<string, Answer[]>();
  #asked = new Map<string, number>();
  #size = 0;

  /** Begins an attempt: whatever is asked is asked for the first time. */
  restart(): void {
    if (this.#size > 0) this.#asked = new Map();
  }

  /** The answer to a question, or {@linkcode Pending} thrown when there is none yet. */
  ask<T>(question: string, start: () => Promise<T>): T {
    const count = this.#asked.get(question) ?? 0;
    this.#asked.set(question, count + 1);
    const answers = this.#answers.get(question) ?? [];
    this.#answers.set(question, answers);
    const answer = answers[count];
    if (answer === undefined) throw this.#pending(answers, start);
    if ("error" in answer) throw answer.error;
    return answer.value as T;
  }

  #pending(answers: Answer[], start: () => Promise<unknown>): Error | Pending {
    if (++this.#size <= MOST_QUESTIONS) return new Pending(record(answers, start()));
    const problem = `it waits more than ${MOST_QUESTIONS} times, or for something else each time`;
    return new EvaluationError("RuntimeError", problem);
  }
}

async function record(answers: Answer[], promise: Promise<unknown>): Promise<void> {
  try {
    answers.push({ value: await promise });
  } catch (error) {
    answers.push({ error });
  }
}

/** Of work ahead of its time: it starts nothing. */
const NO_ANSWERS: Answers = {
  ask: () => {
    throw new Pending(Promise.resolve());
  },
};

/** The work that an environment settles. */
export class Settling {
  /** Nothing outside of `settle` and `foresee`. */
  #answers: Answers | undefined;

  /** The answer to a question of the work at hand. */
  ask<T>(question: string, start: () => Promise<T>): T {
    if (this.#answers) return this.#answers.ask(question, start);
    throw new EvaluationError("RuntimeError", "asynchronous work has to be settled");
  }

  /** Stops work that is ahead of its time. */
  requirePresent(): void {
    if (this.#answers === NO_ANSWERS) throw new Pending(Promise.resolve());
  }

  /** What `work` returns, done again and again until nothing is pending. */
  async settle<T>(work: () => T): Promise<T> {
    const replay = new Replay();
    for (;;) {
      try {
        replay.restart();
        return this.#with(replay, work);
      } catch (error) {
        if (!(error instanceof Pending)) throw error;
        await error.promise;
      }
    }
  }

  /** What `work` returns ahead of its time; nothing if something has to be found out first. */
  foresee<T>(work: () => T): T | undefined {
    try {
      return this.#with(NO_ANSWERS, work);
    } catch (error) {
      if (error instanceof Pending) return undefined;
      throw error;
    }
  }

  #with<T>(answers: Answers, work: () => T): T {
    const outer = this.#answers;
    this.#answers = answers;
    try {
      return work();
    } finally {
      this.#answers = outer;
    }
  }
}
