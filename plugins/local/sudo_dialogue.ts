/**
 * What sudo says before the program speaks.
 *
 * @module
 */
import { concat, indexOfBytes } from "../shell_protocol/bytes.ts";

const LINE_FEED = 0x0a;
const NOTHING = new Uint8Array(0);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where a dialogue stands. */
export type DialogueState = "waiting" | "asked" | "refused" | "ready";

/**
 * Reads sudo's side of the standard error: lectures and warnings, its prompt for the password, and
 * at last the line that tells that the program is about to start. What follows is the program's.
 */
export class SudoDialogue {
  /** What sudo is told to ask with. */
  readonly prompt: string;
  /** The line that is written when the program is about to start. */
  readonly ready: string;
  #heard: Uint8Array = NOTHING;
  #state: DialogueState = "waiting";

  /** Nobody may know the two texts beforehand. */
  constructor(prompt: string, ready: string) {
    this.prompt = prompt;
    this.ready = ready;
  }

  /**
   * `asked` once the password is waited for, `refused` when it is asked for again, and `ready` when
   * the program is about to start.
   */
  get state(): DialogueState {
    return this.#state;
  }

  /** What sudo had to say, without its prompts. */
  get text(): string {
    return decoder.decode(this.#heard).trim();
  }

  /** Takes the next bytes; returns those that are the program's. */
  hear(data: Uint8Array): Uint8Array {
    if (this.#state === "ready") return data;
    this.#heard = concat([this.#heard, data]);
    const prompt = encoder.encode(this.prompt);
    for (let at = indexOfBytes(this.#heard, prompt); at >= 0;) {
      this.#cut(at, at + prompt.length);
      at = indexOfBytes(this.#heard, prompt);
      this.#state = this.#state === "waiting" ? "asked" : "refused";
    }
    const start = indexOfBytes(this.#heard, encoder.encode(this.ready));
    const end = start < 0 ? -1 : this.#heard.indexOf(LINE_FEED, start);
    if (end < 0) return NOTHING;
    this.#state = "ready";
    const rest = this.#heard.slice(end + 1);
    this.#heard = this.#heard.slice(0, start);
    return rest;
  }

  #cut(start: number, end: number): void {
    this.#heard = concat([this.#heard.subarray(0, start), this.#heard.subarray(end)]);
  }
}
