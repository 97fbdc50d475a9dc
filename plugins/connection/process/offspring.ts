/**
 * A program and everything that it started.
 *
 * @module
 */
import type { EndingSignal } from "../program.ts";

/** Processes that end together. */
export interface Offspring {
  /** Sends a signal to those that this user may signal. */
  signal(signal: EndingSignal): void;
  /** Whether there are any, be they another user's. */
  isAlive(): boolean;
}

/**
 * The processes of a group.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/functions/kill.html
 */
export function groupOf(leader: number): Offspring {
  return {
    signal: (signal) => void send(-leader, signal),
    isAlive: () => send(-leader, 0),
  };
}

/**
 * A process and its descendants. One whose parent ended before it was first looked for belongs to
 * nobody any longer: a daemon, which was meant to stay.
 */
export function treeOf(root: number): Offspring {
  const known = new Set([root]);
  /** Those of the known that run; their children become known. */
  const look = (): number[] => {
    const parents = runningProcesses();
    // The set grows while it is gone through: what is added is visited too.
    for (const pid of known) {
      for (const [child, parent] of parents) if (parent === pid) known.add(child);
    }
    return [...known].filter((pid) => parents.has(pid));
  };
  return {
    signal: (signal) => {
      for (const pid of look()) send(pid, signal);
    },
    isAlive: () => known.values().some((pid) => send(pid, 0)) && look().length > 0,
  };
}

/**
 * What prints the processes of the machine: `/proc` where there is one, for it may be there without
 * a `ps`. Deno itself may read `/proc` only with every permission.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/ps.html
 */
const LIST_PROCESSES = "cat /proc/[0-9]*/stat 2>/dev/null || ps -A -o pid=,ppid=";

/** The parent of every process that runs; one that only waits to be reaped does not. */
function runningProcesses(): Map<number, number> {
  const list = new Deno.Command("/bin/sh", { args: ["-c", LIST_PROCESSES], stderr: "null" });
  const parents = new Map<number, number>();
  for (const line of new TextDecoder().decode(list.outputSync().stdout).trim().split("\n")) {
    // The program's name stands in parentheses, and may hold blanks and parentheses itself.
    const [, pid, state, parent] = /^\s*(\d+)\s(?:\(.*\) (\S) )?\s*(\d+)/s.exec(line) ?? [];
    if (pid !== undefined && state !== "Z") parents.set(Number(pid), Number(parent));
  }
  return parents;
}

/** Sends a signal, 0 to only ask; whether there is such a process. */
function send(target: number, signal: EndingSignal | 0): boolean {
  try {
    // Deno's own `kill` cannot send 0.
    return process.kill(target, signal);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A program's own process and no other; for a client whose work is done elsewhere. */
export function onlyItself(child: Deno.ChildProcess): Offspring {
  let isAlive = true;
  child.status.then(() => isAlive = false);
  return {
    signal: (signal) => {
      if (isAlive) child.kill(signal);
    },
    isAlive: () => isAlive,
  };
}
