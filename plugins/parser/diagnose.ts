/**
 * From where reading stopped to what was probably meant.
 *
 * @module
 */

import type { Diagnosis } from "./error.ts";
import type { GrammarError } from "./events.ts";
import { mistakeAt, MISTAKES, templateNeedsQuotes } from "./mistakes.ts";
import { endOfLine } from "./position.ts";
import type { SyntaxNode } from "./syntax.ts";

/** The diagnosis of a text that is not YAML. */
export function diagnose(error: GrammarError, source: string): Diagnosis {
  const { message: reason, offset, unclosed } = error;
  const mistake = mistakeAt(source, offset, reason, unclosed);
  for (const recognise of MISTAKES) {
    const diagnosis = recognise(mistake);
    if (diagnosis !== undefined) return diagnosis;
  }
  return { message: reason, offset, hint: "Compare the line with a file that works." };
}

/** A list, a dictionary or bytes as a key; most often it is a template without quotes. */
export function complexKey(source: string, key: SyntaxNode): Diagnosis {
  const mistake = mistakeAt(source, key.offset + 1, "");
  if (source.startsWith("{{", key.offset - 1)) {
    return templateNeedsQuotes(mistake) ?? {
      message: `a template inside a list or dictionary needs quotes`,
      offset: key.offset - 1,
      hint: `YAML takes "{" for the start of a dictionary. Write "{{ … }}" with the quotes.`,
    };
  }
  const kinds = { scalar: "bytes", sequence: "a list", mapping: "a dictionary" };
  return {
    message: `${kinds[key.kind]} cannot be a key`,
    offset: key.offset,
    hint: "Use text, a number or a boolean. Text that contains brackets needs quotes.",
  };
}

/** A second `key: ` on a line whose value is not quoted. */
export function colonInValue(source: string, offset: number): Diagnosis {
  const line = source.slice(offset, endOfLine(source, offset));
  return {
    message: `": " inside a value without quotes`,
    offset: offset + Math.max(line.search(/:(?:\s|$)/), 0),
    hint: "YAML takes what stands before it for a key. Put quotes around the whole value.",
  };
}
