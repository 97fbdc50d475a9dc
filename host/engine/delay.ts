/**
 * Waiting that ends with the run.
 *
 * @module
 */
import { Fault } from "@shep/sdk";
import { sleep } from "@shep/sdk/timer";

/**
 * Waits so many seconds.
 *
 * @throws {Fault} `cancelled`, as a rejection, when the run is given up meanwhile.
 */
export async function delay(seconds: number, signal: AbortSignal): Promise<void> {
  if (!(seconds > 0) || signal.aborted) return;
  try {
    await sleep(seconds * 1000, signal);
  } catch (reason) {
    throw new Fault("cancelled", "The run was interrupted", { cause: reason });
  }
}
