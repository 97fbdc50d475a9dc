/**
 * Where a run asks its user.
 *
 * @module
 */

/** Somebody at a terminal. */
export interface Console {
  /**
   * What is answered to a question; nothing when no answer will come.
   *
   * @param isShown Whether what is typed can be seen.
   * @throws The signal's reason, when it is aborted meanwhile.
   */
  ask(question: string, isShown: boolean, signal: AbortSignal): Promise<string | undefined>;
}
