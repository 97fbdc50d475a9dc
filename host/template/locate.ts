/**
 * Gives errors their place in the file the user wrote.
 *
 * @module
 */

import {
  nearest,
  TemplateError,
  type TemplateErrorDetails,
  type TemplateErrorKind,
} from "./errors.ts";
import { UnknownName } from "./runtime/vocabulary.ts";
import { Pending } from "./runtime/replay.ts";
import { evaluationHint, syntaxHint } from "./hints.ts";
import { LazyMapping, type Scope } from "./scope.ts";
import type { Mark, Source } from "./syntax/source.ts";
import { SyntaxProblem } from "./syntax/tokens.ts";
import type { Origin } from "./text.ts";
import { UndefinedError } from "./values/undefined.ts";

/** What is known about the text in which an error occurred. */
export interface ErrorPlace {
  readonly source: Source;
  readonly origin: Origin;
  /** What was being evaluated. */
  readonly mark?: Mark | undefined;
  /** The variables, for suggestions. */
  readonly scope?: Scope;
  /** Names besides the variables. */
  readonly otherNames?: Iterable<string>;
}

/** `error` as a {@linkcode TemplateError}; what is not an error (pending work) is passed through. */
export function located(error: unknown, place: ErrorPlace): unknown {
  if (error instanceof TemplateError || error instanceof Pending) return error;
  if (error instanceof SyntaxProblem) {
    const hint = syntaxHint(error, place.source.text);
    return at(place, error.offset, "syntax", error.message, { hint });
  }
  if (error instanceof UndefinedError) return undefinedError(error, place);
  if (error instanceof UnknownName) {
    const { unknown: name, suggest } = error;
    return at(place, place.mark?.offset, "runtime", error.message, { name, suggest });
  }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return at(place, place.mark?.offset, "runtime", "the template is nested too deeply");
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = evaluationHint(message);
  return at(place, place.mark?.offset, "runtime", message, { cause: error, hint });
}

function undefinedError(error: UndefinedError, place: ErrorPlace): TemplateError {
  const { name, mark, cause, base } = error.value.details;
  const here = mark !== undefined && mark.source === place.source ? mark : place.mark;
  const isVariable = error.message === `'${name}' is undefined`;
  const suggest = (): string | undefined =>
    nearest(
      String(name),
      isVariable ? [...place.scope?.names?.() ?? [], ...place.otherNames ?? []] : keysOf(base),
    );
  return at(place, here?.offset, "undefined", error.message, {
    name: typeof name === "string" ? name : undefined,
    suggest: typeof name === "string" ? suggest : undefined,
    cause,
  });
}

/** The names by which the parts of `base` are known. */
function keysOf(base: unknown): string[] {
  const keys = base instanceof Map || base instanceof LazyMapping ? [...base.keys()] : [];
  return keys.filter((key) => typeof key === "string");
}

function at(
  { source, origin }: ErrorPlace,
  offset: number | undefined,
  kind: TemplateErrorKind,
  message: string,
  more: Pick<TemplateErrorDetails, "name" | "suggest" | "hint" | "cause"> = {},
): TemplateError {
  const { file } = origin;
  const { line, column } = source.locate(Math.min(Math.max(0, offset ?? 0), source.text.length));
  return new TemplateError(message, {
    kind,
    file,
    line: (origin.line ?? 1) + line - 1,
    column: line === 1 ? (origin.column ?? 1) + column - 1 : column,
    sourceLine: source.line(line),
    sourceColumn: column,
    ...more,
  });
}
