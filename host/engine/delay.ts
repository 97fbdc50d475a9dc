/**
 * Waiting that ends with the run.
 *
 * @module
 */
import { Fault } from "@shep/sdk";

/**
 * Waits so many seconds.
 *
 * @throws {Fault} `cancelled`, as a rejection, when the run is given up meanwhile.
 */
export function delay(seconds: number, signal: AbortSignal): Promise<void> {
  if (!(seconds > 0) || signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(new Fault("cancelled", "The run was interrupted"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
