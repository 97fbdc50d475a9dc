/**
 * `--step`: the user is asked before each task.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_startnstep.html
 * @module
 */
import type { Console } from "../../console.ts";
import { Gate } from "../strategy/gate.ts";

/** Asks whether tasks are to be done. */
export class Stepper {
  readonly #console: Console;
  /** Hosts that do not wait for each other ask one after the other. */
  readonly #gate = new Gate(1);
  #isAsking = true;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Whether a task is to be done. Whoever answers `c` is not asked again. */
  isWanted(title: string, signal: AbortSignal): Promise<boolean> {
    return this.#gate.pass(async () => {
      if (!this.#isAsking) return true;
      const question = `Perform task: ${title} (N)o/(y)es/(c)ontinue: `;
      const answer = (await this.#console.ask(question, true, signal))?.trim().toLowerCase() ?? "";
      this.#isAsking = !["c", "continue"].includes(answer);
      return !this.#isAsking || ["y", "yes"].includes(answer);
    });
  }
}
