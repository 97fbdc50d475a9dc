/**
 * What is wrong with a playbook, and where.
 *
 * @module
 */
import { type Diagnostic, Fault, type FaultKind } from "@shep/sdk";
import type { Place } from "./syntax_node.ts";

/** How many problems are told at once. */
const MOST_TOLD = 10;

/** What an error says beside its summary. */
export interface ProblemDetails {
  /** What kind of error it is: `syntax`, unless told. */
  readonly kind?: FaultKind;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}

/** A message about a place, with the line of the source. */
export function diagnosticAt(
  { source, line, column }: Place,
  summary: string,
  { detail, hint }: ProblemDetails = {},
): Diagnostic {
  const sourceLine = source.line(line);
  return {
    summary,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    file: source.name,
    line,
    column,
    ...(sourceLine === undefined ? {} : { sourceLine }),
  };
}

/** An error about a place. */
export function problemAt(place: Place, summary: string, details: ProblemDetails = {}): Fault {
  return new Fault(details.kind ?? "syntax", summary, diagnosticAt(place, summary, details));
}

/** Throws {@linkcode problemAt}. */
export function refuse(place: Place, summary: string, details: ProblemDetails = {}): never {
  throw problemAt(place, summary, details);
}

/**
 * Collects errors that have nothing to do with each other, so that all are told at once, whatever
 * the order in which the files were read.
 */
export class ProblemLog {
  readonly #problems: (Fault | ProblemLog)[] = [];

  /** What `read` answers; nothing if it fails, which is noted, as is what it notes itself. */
  async attempt<T>(read: (problems: ProblemLog) => T | Promise<T>): Promise<T | undefined> {
    const problems = new ProblemLog();
    this.#problems.push(problems);
    try {
      return await read(problems);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problems.add(error);
      return undefined;
    }
  }

  /** Notes a problem that hinders nothing else. */
  add(fault: Fault): void {
    this.#problems.push(fault);
  }

  /**
   * Throws the first problem, in the order of the text, with the others as its detail.
   *
   * @throws {Fault} if there was any.
   */
  throwIfAny(): void {
    const [first, ...others] = inOrder(this.#faults());
    if (first === undefined) return;
    if (others.length === 0) throw first;
    const { summary, detail, ...rest } = first.diagnostic;
    const list = tellAlso(others);
    throw new Fault(first.kind, summary, {
      ...rest,
      detail: detail === undefined ? list : `${detail}\n${list}`,
      cause: first,
    });
  }

  #faults(): Fault[] {
    return this.#problems.flatMap((each) => each instanceof Fault ? [each] : each.#faults());
  }
}

/**
 * By line within a file; files in the order of their first problems. What many tasks inherit is
 * told once.
 */
function inOrder(all: readonly Fault[]): Fault[] {
  const faults = [...new Map(all.map((fault) => [placeAndText(fault), fault])).values()];
  const files = [...new Set(faults.map(({ diagnostic }) => diagnostic.file))];
  return faults.toSorted(({ diagnostic: a }, { diagnostic: b }) =>
    files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0)
  );
}

function placeAndText({ diagnostic: { file, line, column, summary } }: Fault): string {
  return [file, line, column, summary].join("\0");
}

function tellAlso(others: readonly Fault[]): string {
  const told = others.slice(0, MOST_TOLD - 1).map(({ diagnostic }) => {
    const { file, line, column, summary, hint } = diagnostic;
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `  ${place}: ${summary}${hint === undefined ? "" : `. ${hint}`}`;
  });
  const left = others.length - told.length;
  const more = left > 0 ? [`  and ${left} more`] : [];
  return ["There is more:", ...told, ...more].join("\n");
}
