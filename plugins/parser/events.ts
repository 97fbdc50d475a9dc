/**
 * The grammar of YAML: the only module that knows which library reads it.
 *
 * @module
 */

import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { expandTabs, join, type Open, type Range, rangeToJoin } from "./joining.ts";

export { COLLECTION_STYLE, type Event, EVENT_ID, SCALAR_STYLE, type ScalarEvent };

/** Collections inside collections, at most: deeper than any file a person wrote. */
export const MAX_DEPTH = 500;

/** Places where lines are joined, at most: each costs a further reading of the text. */
const MAX_JOINS = 2000;

/** The text breaks the grammar of YAML. */
export class GrammarError extends Error {
  /** Tells it from other errors. */
  override readonly name = "GrammarError";
  /** Where it was noticed. */
  readonly offset: number;
  /** What was opened before and is not closed, when that is the reason. */
  readonly unclosed: Open | undefined;

  /** Stops because of `reason`, in the words of the library. */
  constructor(reason: string, offset: number, unclosed?: Open) {
    super(reason);
    this.offset = offset;
    this.unclosed = unclosed;
  }
}

/**
 * The events of all documents in `source`; they point into it by offset.
 *
 * @throws {GrammarError} where the text is not YAML.
 */
export function readEvents(source: string): Event[] {
  const joins: { range: Range; offset: number; open: Open }[] = [];
  let text = source;
  while (joins.length <= MAX_JOINS) {
    const result = tryParse(text);
    if (Array.isArray(result)) return text === source ? result : reviseFast(result, source);

    const { message, offset } = result;
    const cause = joins.findLast(({ range }) => range.start <= offset && offset <= range.end + 1);
    if (cause !== undefined) throw new GrammarError(message, cause.offset, cause.open);
    if (message !== TOO_FAR_LEFT) throw result;

    const expanded = expandTabs(text, offset);
    if (expanded !== text) {
      text = expanded;
      continue;
    }
    const open = openAt(text.slice(0, offset).trimEnd()) ?? "bracket";
    const range = rangeToJoin(text, offset, open);
    if (range === undefined) throw new GrammarError(message, offset, open);
    joins.push({ range, offset, open });
    text = join(text, range);
  }
  throw new GrammarError("too many brackets and quotes are indented less than the block around", 0);
}

/** How the library says that a line inside brackets or quotes is not indented enough. */
const TOO_FAR_LEFT = "deficient indentation";

function tryParse(text: string): Event[] | GrammarError {
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return new GrammarError(error.reason, error.mark?.position ?? 0, unclosedBy(error.reason));
  }
}

function unclosedBy(reason: string): Open | undefined {
  if (!reason.startsWith("unexpected end of the")) return undefined;
  if (reason.endsWith("flow collection")) return "bracket";
  if (reason.endsWith("single quoted scalar")) return "single quote";
  return reason.endsWith("double quoted scalar") ? "double quote" : undefined;
}

/** What is still open at the end of `text`. */
function openAt(text: string): Open | undefined {
  const result = tryParse(text);
  return result instanceof GrammarError ? result.unclosed : undefined;
}

/** Scalars that were on one line only after joining are not as simple as the library thought. */
function reviseFast(events: Event[], source: string): Event[] {
  return events.map((event) =>
    event.type === EVENT_ID.SCALAR && event.fast &&
      /[\r\n]/.test(source.slice(event.valueStart, event.valueEnd))
      ? { ...event, fast: false }
      : event
  );
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
    !/[\r\n]/.test(source.slice(-1));
}
