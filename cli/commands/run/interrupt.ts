/**
 * Ctrl-C: once to stop in good order, twice to stop at once.
 *
 * @module
 */
import type { RunEvent } from "../../host_api.ts";

/** How Ansible's commands end when they are interrupted. */
export const INTERRUPTED_EXIT_CODE = 99;

/** What can be listened to for signals: `Deno`, or a stand-in. */
export interface SignalSource {
  addSignalListener(signal: Deno.Signal, listener: () => void): void;
  removeSignalListener(signal: Deno.Signal, listener: () => void): void;
}

const SIGNALS: readonly Deno.Signal[] = ["SIGINT", "SIGTERM"];

/** Turns signals into an {@linkcode AbortSignal}, for as long as it is not disposed of. */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #source: SignalSource;
  readonly #listener: () => void;

  /** @param on Called when the run is asked to stop, and when it is to end at once. */
  constructor(source: SignalSource, on: { first(): void; second(): void }) {
    this.#source = source;
    this.#listener = () => {
      if (this.#controller.signal.aborted) return on.second();
      on.first();
      this.#controller.abort(new DOMException("The run was interrupted", "AbortError"));
    };
    for (const signal of SIGNALS) source.addSignalListener(signal, this.#listener);
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Leaves signals to the system again. */
  [Symbol.dispose](): void {
    for (const signal of SIGNALS) this.#source.removeSignalListener(signal, this.#listener);
  }
}

/** Knows, from the events, what a run is waiting for. */
export class Progress {
  #task: string | undefined;
  /** The hosts of the play that still take part. */
  #hosts = new Set<string>();
  #waiting = new Set<string>();

  /** Takes note of an event. */
  follow(event: RunEvent): void {
    if (event.type === "play-started") {
      this.#task = undefined;
      this.#hosts = new Set(event.hosts);
    } else if (event.type === "task-started") {
      this.#task = event.task.name;
      this.#waiting = new Set(this.#hosts);
    } else if (event.type === "task-finished") {
      const { status } = event.result;
      this.#waiting.delete(event.host);
      if (status === "unreachable") this.#hosts.delete(event.host);
    }
  }

  /** What is said after the first Ctrl-C. */
  describe(): string {
    if (this.#task === undefined || this.#waiting.size === 0) return "the run to stop";
    const names = [...this.#waiting];
    const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
    return `'${this.#task}' on ${names.slice(0, 3).join(", ")}${more}`;
  }
}
