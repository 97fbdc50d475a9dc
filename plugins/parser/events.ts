/**
 * The grammar of YAML: the only module that knows which library reads it.
 *
 * @module
 */

import { type Event, getScalarValue, parseEvents, type ScalarEvent, YAMLException } from "js-yaml";
import { CHOMPING_MODE, EVENT_ID, SCALAR_STYLE } from "js-yaml";

export type { Event, ScalarEvent };
export { EVENT_ID, SCALAR_STYLE };

/** Collections inside collections, at most: deeper than any file a person wrote. */
export const MAX_DEPTH = 500;

/** The text breaks the grammar of YAML at `offset`. */
export class GrammarError extends Error {
  override readonly name = "GrammarError";
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/**
 * The events of all documents in `source`; they point into it by offset.
 *
 * @throws {GrammarError} where the text is not YAML.
 */
export function readEvents(source: string): Event[] {
  try {
    return parseEvents(source, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new GrammarError(error.reason, error.mark?.position ?? 0);
  }
}

/** The text of a scalar, with escapes, folding and chomping done. */
export function scalarText(source: string, event: ScalarEvent): string {
  const text = getScalarValue(source, event);
  return isBlock(event) && endsWithoutLineBreak(source, event) ? text.replace(/\n$/, "") : text;
}

/** Whether it was written with `|` or `>`. */
export function isBlock(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

/**
 * Whether the last line of a block scalar ends with the file instead of a line break.
 *
 * PyYAML then adds none to the value, the library does.
 */
function endsWithoutLineBreak(source: string, event: ScalarEvent): boolean {
  return event.chomping !== CHOMPING_MODE.STRIP && event.valueEnd === source.length &&
    !/[\r\n]$/.test(source.slice(-1));
}
