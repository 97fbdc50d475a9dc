/**
 * What is said before a program speaks: by sudo, by ssh, by whoever lets it through.
 *
 * @module
 */
import { concat, indexOfBytes } from "../../shell_protocol/bytes.ts";

const LINE_FEED = 0x0a;
const NOTHING = new Uint8Array(0);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where a dialogue stands. */
export type DialogueState = "waiting" | "asked" | "refused" | "ready";

/**
 * What is asked for a password with: a text that nobody can know beforehand, or the form that the
 * last line of all that was heard has then.
 */
export type Prompt = string | RegExp;

/**
 * Reads a standard error: lectures and warnings, a prompt for the password, and at last the line
 * that tells that the program is about to start. What follows is the program's.
 */
export class Dialogue {
  /** What a password is asked for with; nothing if it never is. */
  readonly prompt: Prompt | undefined;
  /** What the line begins with that is written when the program is about to start. */
  readonly ready: string;
  #heard: Uint8Array = NOTHING;
  #state: DialogueState = "waiting";
  #label = "";

  /** Nobody may know `ready` beforehand. */
  constructor(prompt: Prompt | undefined, ready: string) {
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

  /** What there was to say, without prompts. */
  get text(): string {
    return decoder.decode(this.#heard).trim();
  }

  /** What else stands on the line that told that the program is about to start. */
  get label(): string {
    return this.#label;
  }

  /** Takes the next bytes; returns those that are the program's. */
  hear(data: Uint8Array): Uint8Array {
    if (this.#state === "ready") return data;
    this.#heard = concat([this.#heard, data]);
    while (this.#cutPrompt()) this.#state = this.#state === "waiting" ? "asked" : "refused";
    const ready = encoder.encode(this.ready);
    const start = indexOfBytes(this.#heard, ready);
    const end = start < 0 ? -1 : this.#heard.indexOf(LINE_FEED, start);
    if (end < 0) return NOTHING;
    this.#state = "ready";
    this.#label = decoder.decode(this.#heard.subarray(start + ready.length, end)).trim();
    const rest = this.#heard.slice(end + 1);
    this.#heard = this.#heard.slice(0, start);
    return rest;
  }

  /** Takes a prompt out of what was heard; whether there was one. */
  #cutPrompt(): boolean {
    const { prompt } = this;
    if (prompt === undefined) return false;
    if (typeof prompt !== "string") {
      const lastLine = this.#heard.subarray(this.#heard.lastIndexOf(LINE_FEED) + 1);
      if (!prompt.test(decoder.decode(lastLine))) return false;
      this.#cut(this.#heard.length - lastLine.length, this.#heard.length);
      return true;
    }
    const bytes = encoder.encode(prompt);
    const at = indexOfBytes(this.#heard, bytes);
    if (at >= 0) this.#cut(at, at + bytes.length);
    return at >= 0;
  }

  #cut(start: number, end: number): void {
    this.#heard = concat([this.#heard.subarray(0, start), this.#heard.subarray(end)]);
  }
}
