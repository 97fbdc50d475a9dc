/**
 * Waiting with a limit.
 *
 * @module
 */
import { after } from "@shep/sdk/timer";

/** Waits for a promise, whatever comes of it, but no longer than so many milliseconds. */
export async function within(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  const { promise: passed, resolve } = Promise.withResolvers<void>();
  const cancel = after(milliseconds, resolve);
  await Promise.race([promise.catch(() => {}), passed]);
  cancel();
}
