/**
 * What tests of all folders share: time that is theirs, however slow or busy the machine is, and
 * processes that come and go.
 *
 * @module
 */
import process from "node:process";

/**
 * Waits of so many milliseconds that are over when the test says so: what has to happen before has
 * happened by then. It holds for all that waits for just this long by `after` or `sleep`, or
 * by a signal of its own, in this thread.
 */
export class HeldTimer implements Disposable {
  readonly #timeout = AbortSignal.timeout;
  readonly #elapsed = Promise.withResolvers<void>();

  /** From now on these waits are held. */
  constructor(milliseconds: number) {
    AbortSignal.timeout = (asked) => {
      if (asked !== milliseconds) return this.#timeout.call(AbortSignal, asked);
      const controller = new AbortController();
      this.#elapsed.promise.then(() => controller.abort());
      return controller.signal;
    };
  }

  /** They are over, and so are those that begin later. */
  elapse(): void {
    this.#elapsed.resolve();
  }

  /** Waits that begin from now on take their time again. */
  [Symbol.dispose](): void {
    AbortSignal.timeout = this.#timeout;
  }
}

/**
 * How long this thread has been at work, in milliseconds: time of the processor, not of the clock,
 * so that what others do on the machine counts for nothing.
 */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How many bytes the values of this thread take; the rest of the process is other tests'. */
export function threadMemory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

const POLL_MILLISECONDS = 10;

/** Nothing takes so long, on any machine: it does not happen. */
const DEADLINE_MILLISECONDS = 120_000;

/**
 * Waits until `condition` holds.
 *
 * @throws {Error} When it does not, for so long that it never will.
 */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLISECONDS;
  while (!await condition()) {
    if (performance.now() > deadline) throw new Error(`In vain it was waited until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** Whether a process is there; one that has ended and waits for its parent is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const { stdout } = new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(pid)] })
    .outputSync();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}

/** The numbers that a program under test has written to a file, once there are `count`. */
export async function readPids(path: string, count: number): Promise<number[]> {
  let pids: number[] = [];
  await eventually(`${path} held ${count} numbers`, async () => {
    const text = await Deno.readTextFile(path).catch(() => "");
    pids = text.split("\n").filter((line) => line !== "").map(Number);
    return pids.length >= count && text.endsWith("\n");
  });
  return pids;
}
