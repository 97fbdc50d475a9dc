/**
 * Who runs anything on a target: the connection's own user, and those that are become.
 *
 * @module
 */
import type { Become, ExecKind } from "@shep/sdk";
import { BecomeLauncher } from "./become/launcher.ts";
import type { Launcher } from "./program.ts";
import { chainedKinds, Runner, type RunnerOptions } from "./runner.ts";

/** The runner of each user, made when it is first needed. */
export class Users {
  /** The kinds of programs that run in their shells, in the order in which they come. */
  readonly chains: readonly ExecKind[];
  readonly #base: Launcher;
  readonly #options: RunnerOptions;
  readonly #runners = new Map<string, Runner>();

  /** `base` starts programs as the connection's own user. */
  constructor(base: Launcher, options: RunnerOptions) {
    this.#base = base;
    this.#options = options;
    this.chains = chainedKinds(options);
  }

  /**
   * Who runs things as `become` says.
   *
   * @throws {Fault} `failed`, for a way to become another user that is not supported.
   */
  runner(become: Become | undefined): Runner {
    const key = becomeKey(become);
    let runner = this.#runners.get(key);
    if (!runner) {
      const launcher = become === undefined ? this.#base : new BecomeLauncher(this.#base, become);
      runner = new Runner(launcher, this.#options);
      this.#runners.set(key, runner);
    }
    return runner;
  }

  /** Resolves when all idle shells have answered, or have been found lost. */
  async checkShells(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.checkShells()));
  }

  /** Ends all shells. */
  async close(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
  }
}

/** The same for all that runs as the same user, in the same way. */
function becomeKey(become: Become | undefined): string {
  if (become === undefined) return "";
  const { method, user, flags, executable, password } = become;
  return JSON.stringify([method, user, flags, executable, password]);
}
