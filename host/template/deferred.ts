/**
 * Text that is not at hand yet.
 *
 * @module
 */

import { Pending } from "./runtime/replay.ts";
import { type Origin, TemplateText } from "./text.ts";

type Outcome = { readonly text: TemplateText | string } | { readonly error: unknown };

/**
 * A text that somebody has to fetch or decrypt, once, before a template can read it. Until a
 * template does, what is seen of it is its `placeholder`.
 */
export abstract class DeferredText extends TemplateText {
  #outcome: Outcome | undefined;
  #loading: Promise<void> | undefined;

  /** A text that stands at `origin`. */
  constructor(placeholder: string, origin: Origin = {}) {
    super(placeholder, origin);
  }

  /** The text; a plain string is not rendered. Called at most once. */
  protected abstract load(): Promise<TemplateText | string>;

  /** Loads the text unless that was done; a failure is told to whoever reads it. */
  settle(): Promise<void> {
    return this.#loading ??= this.#load();
  }

  /**
   * The text.
   *
   * @throws {Pending} if it is still to be loaded: `Environment.settle` waits for it.
   * @throws whatever loading it failed with.
   */
  read(): TemplateText | string {
    if (this.#outcome === undefined) throw new Pending(this.settle());
    if ("error" in this.#outcome) throw this.#outcome.error;
    return this.#outcome.text;
  }

  async #load(): Promise<void> {
    try {
      this.#outcome = { text: await this.load() };
    } catch (error) {
      this.#outcome = { error };
    }
  }
}
