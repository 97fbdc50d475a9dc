/**
 * The action `wait_for_connection`: goes on when the target can be reached.
 *
 * @see https://docs.ansible.com/ansible/latest/collections/ansible/builtin/wait_for_connection_module.html
 * @module
 */
import { type ActionDefinition, defineAction, Fault, sh, type Task, TaskFailure } from "@shep/sdk";
import type { TaskResult } from "@shep/sdk";
import { after, sleep } from "@shep/sdk/timer";

const SPECS = {
  connect_timeout: {
    type: "int",
    description: "How many seconds one attempt may take.",
    default: 5,
  },
  delay: { type: "int", description: "Seconds before the first attempt.", default: 0 },
  sleep: { type: "int", description: "Seconds between two attempts.", default: 1 },
  timeout: { type: "int", description: "How many seconds it may take.", default: 600 },
} as const;

/** Waits until the target can be reached. */
export const waitForConnection: ActionDefinition<typeof SPECS> = defineAction({
  name: "wait_for_connection",
  summary: "Waits until the target can be reached and runs scripts.",
  arguments: SPECS,
  examples: ["- wait_for_connection:\n    delay: 10\n    timeout: 300"],
  keepsTime: true,
  returns: { elapsed: "How many seconds it took." },
  async run({ delay, sleep, timeout, connect_timeout }, task): Promise<TaskResult> {
    const begin = Date.now();
    const elapsed = (): number => Math.floor((Date.now() - begin) / 1000);
    await pass(delay, task);
    await reach(task, {
      isOver: () => elapsed() >= timeout,
      pause: sleep,
      patience: connect_timeout,
    });
    return { values: { elapsed: elapsed() } };
  },
});

/** How long a target may take. */
export interface Patience {
  /** Whether the time is up. */
  readonly isOver: () => boolean;
  /** Seconds between two attempts. */
  readonly pause: number;
  /** Seconds that an attempt may take. */
  readonly patience: number;
}

/**
 * Tries until a script runs on the target.
 *
 * @throws {TaskFailure} When the time is up: with why the last attempt failed.
 */
export async function reach(task: Task, { isOver, pause, patience }: Patience): Promise<void> {
  for (;;) {
    const why = await attempt(task, patience);
    if (why === undefined) return;
    if (isOver()) throw new TaskFailure(`timed out waiting for ping module test: ${why}`);
    await pass(pause, task);
  }
}

/** Why the target cannot be reached, if so. */
async function attempt(task: Task, seconds: number): Promise<string | undefined> {
  const silence = Promise.withResolvers<string>();
  const cancel = after(
    seconds * 1000,
    () => silence.resolve(`there was no answer in ${seconds} s`),
  );
  const answer = task.script(sh`:`).then(
    ({ exitCode }) => exitCode === 0 ? undefined : `its shell ended with ${exitCode}`,
    (error: unknown) => {
      if (error instanceof Fault && error.kind === "unreachable") return error.message;
      throw error;
    },
  );
  try {
    return await Promise.race([answer, silence.promise]);
  } finally {
    cancel();
  }
}

/** Lets time pass, unless the task is given up. */
export function pass(seconds: number, task: Task): Promise<void> {
  return sleep(seconds * 1000, task.signal);
}
